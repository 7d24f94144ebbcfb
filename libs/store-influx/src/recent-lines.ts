/** About as much as a server holds in memory before it writes its own files (cache-snapshot-memory-size). */
const KEPT_BYTES = 32 * 1024 * 1024;

interface Sent {
  readonly database: string;
  readonly text: string;
}

/** The lines stored last, kept for a server that loses what it acknowledged; older ones make room. */
export class RecentLines {
  private readonly sent: Sent[] = [];
  private bytes = 0;

  constructor(private readonly limit = KEPT_BYTES) {}

  add(database: string, text: string): void {
    this.sent.push({ database, text });
    this.bytes += text.length;
    while (this.bytes > this.limit) this.bytes -= (this.sent.shift() as Sent).text.length;
  }

  all(): readonly Sent[] {
    return [...this.sent];
  }
}
