interface Sent {
  readonly database: string;
  readonly text: string;
}

/** The lines stored last, kept for a server that loses what it acknowledged; older ones make room. */
export class RecentLines {
  private readonly sent: Sent[] = [];
  private bytes = 0;

  constructor(private readonly limit: number) {}

  add(database: string, text: string): void {
    this.sent.push({ database, text });
    this.bytes += text.length;
    while (this.bytes > this.limit) this.bytes -= (this.sent.shift() as Sent).text.length;
  }

  all(): readonly Sent[] {
    return [...this.sent];
  }
}
