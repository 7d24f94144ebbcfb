/** About as much as a server holds in memory before it writes its own files (cache-snapshot-memory-size). */
const KEPT_BYTES = 32 * 1024 * 1024;

interface Sent {
  readonly database: string;
  readonly lines: readonly string[];
  readonly bytes: number;
}

/** The lines stored last, kept for a server that loses what it acknowledged; older ones make room. */
export class RecentLines {
  private readonly sent: Sent[] = [];
  private bytes = 0;

  constructor(private readonly limit = KEPT_BYTES) {}

  add(database: string, lines: readonly string[]): void {
    const bytes = lines.reduce((sum, line) => sum + line.length, 0);
    this.sent.push({ database, lines, bytes });
    this.bytes += bytes;
    while (this.bytes > this.limit) this.bytes -= (this.sent.shift() as Sent).bytes;
  }

  all(): readonly Sent[] {
    return [...this.sent];
  }
}
