import type { ServerResponse } from 'node:http';

/** Whoever was told the end and does not take it is cut after so long. */
const GRACE_MILLIS = 5_000;

/**
 * The answer that carries one stream. Whatever ends it, all that the stream holds is given back at once: of a reader who
 * takes nothing 'close' does not come by itself, and nothing may be written behind the end.
 */
export class StreamConnection {
  /** Resolves when nothing of it is left. */
  readonly closed: Promise<void>;
  private readonly held: (() => void)[] = [];
  private isOver = false;

  constructor(private readonly response: ServerResponse, private readonly graceMillis = GRACE_MILLIS) {
    this.closed = new Promise((resolve) => {
      response.once('close', () => {
        this.release();
        resolve();
      });
    });
    response.on('error', () => void response.destroy());
  }

  /** `giveBack` is called once, when the stream is over; at once if it is. */
  hold(giveBack: () => void): void {
    if (this.isOver) giveBack();
    else this.held.push(giveBack);
  }

  /** Idempotent. `last`: what is written before the end. */
  end(last?: string): void {
    if (this.isOver) return;
    this.release();
    this.response.end(last);
    const cut = setTimeout(() => this.response.destroy(), this.graceMillis).unref();
    this.response.once('close', () => clearTimeout(cut));
  }

  private release(): void {
    this.isOver = true;
    for (const giveBack of this.held.splice(0)) giveBack();
  }
}
