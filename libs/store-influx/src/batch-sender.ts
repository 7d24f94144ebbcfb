import { systemClock } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import type { InfluxAnswer } from './influx-connection.js';
import { serverBusy } from './influx-failures.js';
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

  /** Until then the server asked to be left alone; nobody sleeps for it, so that a stop need not wait. */
  private quietUntil = -Infinity;

  constructor(private readonly link: InfluxLink, private readonly limits: InfluxLimits, private readonly clock: Clock = systemClock) {}

  /**
   * Resolves when every line is stored but those that come back as refused. Throws, all of it retryable, when the server
   * cannot be reached or refuses for anything but a line's content.
   */
  async send(database: string, lines: readonly string[]): Promise<RefusedLine[]> {
    const quiet = this.quietUntil - this.clock.monotonicMillis();
    if (quiet > 0) throw serverBusy(429, Math.ceil(quiet / 1_000));
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
    if (!tooLarge && !concernsLines(answer)) throw this.fault(database, answer);
    if (lines.length === 1 || (!tooLarge && droppedCount(answer.text) === lines.length)) {
      lines.forEach((_, index) => refused.push({ index: offset + index, reason: answer.text }));
      return;
    }
    const middle = lines.length >>> 1;
    await this.piece(database, lines.slice(0, middle), offset, refused);
    await this.piece(database, lines.slice(middle), offset + middle, refused);
  }

  private fault(database: string, answer: InfluxAnswer): Error {
    // A database that has gone is made anew at the next attempt: an operator may have dropped it to rebuild it.
    if (answer.status === 404) this.made.delete(database);
    this.quietUntil = this.clock.monotonicMillis() + Math.min(answer.retryAfterSeconds * 1_000, this.limits.longestPauseMillis);
    return refusal(answer, database);
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
