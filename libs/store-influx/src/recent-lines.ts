interface Sent {
  readonly database: string;
  readonly lines: readonly string[];
  readonly bytes: number;
}

/** The lines stored last, kept for a server that loses what it acknowledged; older ones make room. */
export class RecentLines {
  private readonly sent: Sent[] = [];
  private bytes = 0;

  constructor(private readonly limit: number) {}

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
