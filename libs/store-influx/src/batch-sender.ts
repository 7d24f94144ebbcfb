import { setTimeout as sleep } from 'node:timers/promises';
import type { InfluxAnswer } from './influx-connection.js';
import type { InfluxLink } from './influx-link.js';
import { concernsLines, droppedCount, refusal } from './influx-refusal.js';
import type { InfluxLimits } from './influx-settings.js';

/** A line that the server will not have, by its place in what was sent, and why. */
export interface RefusedLine {
  readonly index: number;
  readonly reason: string;
}

/** Sends lines and awaits each answer; the same lines may be sent again at any time. */
export class LineSender {
  private readonly made = new Set<string>();

  constructor(private readonly link: InfluxLink, private readonly limits: InfluxLimits) {}

  /**
   * Resolves when every line is stored but those that come back as refused. Throws, all of it retryable, when the server
   * cannot be reached or refuses for anything but a line's content.
   */
  async send(database: string, lines: readonly string[]): Promise<RefusedLine[]> {
    await this.make(database);
    const refused: RefusedLine[] = [];
    for (let from = 0; from < lines.length; from += this.limits.linesPerRequest) {
      await this.piece(database, lines.slice(from, from + this.limits.linesPerRequest), from, refused);
    }
    return refused;
  }

  private async make(database: string): Promise<void> {
    if (this.made.has(database)) return;
    const { dialect } = await this.link.ready();
    const answer = await dialect.create(database);
    if (!mayBeThere(answer)) throw refusal(answer, database);
    this.made.add(database);
  }

  /** Stores the lines, in halves where the server finds them too many or some of them wrong. */
  private async piece(database: string, lines: readonly string[], offset: number, refused: RefusedLine[]): Promise<void> {
    const { dialect } = await this.link.ready();
    const answer = await this.link.connection.ask(dialect.writePath(database), { method: 'POST', headers: dialect.headers, body: lines.join('\n'), compress: true, timeoutMillis: this.limits.writeMillis });
    if (answer.status === 204) return;
    const tooLarge = answer.status === 413;
    if (!tooLarge && !concernsLines(answer)) return this.giveUp(database, answer);
    if (lines.length === 1 || (!tooLarge && droppedCount(answer.text) === lines.length)) {
      lines.forEach((_, index) => refused.push({ index: offset + index, reason: answer.text }));
      return;
    }
    const middle = lines.length >>> 1;
    await this.piece(database, lines.slice(0, middle), offset, refused);
    await this.piece(database, lines.slice(middle), offset + middle, refused);
  }

  private async giveUp(database: string, answer: InfluxAnswer): Promise<never> {
    // A database that has gone is made anew at the next attempt: an operator may have dropped it to rebuild it.
    if (answer.status === 404) this.made.delete(database);
    const pause = Math.min(answer.retryAfterSeconds * 1_000, this.limits.longestPauseMillis);
    if (pause > 0) await sleep(pause);
    throw refusal(answer, database);
  }
}

/**
 * An administrator may have made the database with a retention of its own, and given us no right to make any: whether it
 * is there the write will tell.
 */
function mayBeThere({ status, json, text }: InfluxAnswer): boolean {
  const { results } = (json ?? {}) as { readonly results?: readonly { readonly error?: string }[] };
  const error = results?.[0]?.error ?? (status < 300 ? '' : text);
  return status === 403 || /conflicts with an existing policy/.test(error) || (status >= 200 && status < 300 && error === '');
}
