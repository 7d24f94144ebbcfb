import { systemClock } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import type { InfluxAnswer } from './influx-connection.js';
import { CORE_DATABASES } from './core-databases.js';
import { databasesFull, mayNotCreate, serverBusy } from './influx-failures.js';
import type { InfluxLink } from './influx-link.js';
import { concernsLines, droppedCount, lacksRight, refusal } from './influx-refusal.js';
import { inFlight } from './in-flight.js';
import type { InfluxLimits } from './influx-settings.js';
import type { LineSource } from './line-source.js';

/** A line that the server will not have, by its place in what was sent, and why. */
export interface RefusedLine {
  readonly index: number;
  readonly reason: string;
}

export interface SendHooks {
  /** Called once the database is there and before anything is written to it; what it throws ends the call. */
  readonly beforeWriting?: (database: string) => Promise<void>;
  /** Called with every text that was stored as it is, and which of the lines it has: from ≤ index < to. */
  readonly onStored?: (text: string, from: number, to: number) => void;
}

/** A database may be dropped at any time; whoever waits for room is looked at so often. */
const FULL_MILLIS = 60_000;

/** Sends lines, a few requests at a time, and awaits each answer; the same lines may be sent again at any time. */
export class LineSender {
  private readonly made = new Set<string>();
  /** Databases that we may not make, by what the server said: an administrator may have made them. */
  private readonly denied = new Map<string, string>();
  /** Databases that there is no room for, and until when nobody asks again. */
  private readonly fullUntil = new Map<string, number>();

  /** Until then the server asked to be left alone; nobody sleeps for it, so that a stop need not wait. */
  private quietUntil = -Infinity;

  constructor(private readonly link: InfluxLink, private readonly limits: InfluxLimits, private readonly clock: Clock = systemClock) {}

  /** How many databases may be written to at a time. */
  get databasesInFlight(): number {
    return this.limits.databasesInFlight;
  }

  /**
   * Resolves when every line is stored but those that come back as refused, by their index. Throws, all of it retryable,
   * when the server cannot be reached or refuses for anything but a line's content; nothing is under way then.
   */
  async send(database: string, lines: LineSource, { beforeWriting, onStored }: SendHooks = {}): Promise<RefusedLine[]> {
    const quiet = this.quietUntil - this.clock.monotonicMillis();
    if (quiet > 0) throw serverBusy(429, Math.ceil(quiet / 1_000));
    await this.make(database);
    await beforeWriting?.(database);
    const refused: RefusedLine[] = [];
    await inFlight(this.limits.requestsInFlight, stretches(lines.length, this.limits.linesPerRequest), (stretch) => this.piece({ database, lines, refused, onStored }, stretch));
    return refused.sort((a, b) => a.index - b.index);
  }

  /** It has gone: it is made anew before the next line for it. */
  forget(database: string): void {
    this.made.delete(database);
  }

  private async make(database: string): Promise<void> {
    if (this.made.has(database)) return;
    if ((this.fullUntil.get(database) ?? -Infinity) > this.clock.monotonicMillis()) throw databasesFull(database);
    const { dialect } = await this.link.ready();
    const answer = await dialect.create(database);
    if (lacksRight(answer)) this.denied.set(database, answer.text);
    else if (!isThere(answer)) throw (await this.hasNoRoom(database)) ? databasesFull(database) : refusal(answer, database);
    else this.denied.delete(database);
    this.made.add(database);
  }

  /** No page says by what status or words a server of 3 Core refuses a sixth database: that it has five and not this one tells. */
  private async hasNoRoom(database: string): Promise<boolean> {
    const { dialect } = await this.link.ready();
    const names = await dialect.databases();
    if (names === undefined || names.length < CORE_DATABASES || names.includes(database)) return false;
    this.fullUntil.set(database, this.clock.monotonicMillis() + FULL_MILLIS);
    return true;
  }

  /** Stores the lines of a stretch, in halves where the server finds them too many or some of them wrong. */
  private async piece(job: Job, { from, to }: Stretch): Promise<void> {
    const { database, lines, onStored, refused } = job;
    const text = lines.text(from, to);
    const answer = await this.write(database, text);
    if (answer.status === 204) return onStored?.(text, from, to);
    const tooLarge = answer.status === 413;
    if (!tooLarge && !concernsLines(answer)) throw this.fault(database, answer);
    if (to - from === 1 || (!tooLarge && droppedCount(answer.text) === to - from)) {
      for (let index = from; index < to; index += 1) refused.push({ index, reason: answer.text });
      return;
    }
    const middle = (from + to) >>> 1;
    await this.piece(job, { from, to: middle });
    await this.piece(job, { from: middle, to });
  }

  private async write(database: string, body: string): Promise<InfluxAnswer> {
    const { dialect } = await this.link.ready();
    const { compress = !this.link.isOnThisMachine } = this.limits;
    return this.link.connection.ask(dialect.writePath(database), { method: 'POST', headers: dialect.headers, body, compress, timeoutMillis: this.limits.writeMillis });
  }

  private fault(database: string, answer: InfluxAnswer): Error {
    // A database that has gone is made anew at the next attempt: an operator may have dropped it to rebuild it.
    if (answer.status === 404) this.forget(database);
    this.quietUntil = this.clock.monotonicMillis() + Math.min(answer.retryAfterSeconds * 1_000, this.limits.longestPauseMillis);
    const denied = answer.status === 404 ? this.denied.get(database) : undefined;
    return denied === undefined ? refusal(answer, database) : mayNotCreate(database, denied);
  }
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Job {
  readonly database: string;
  readonly lines: LineSource;
  readonly onStored: SendHooks['onStored'];
  readonly refused: RefusedLine[];
}

function* stretches(length: number, step: number): Generator<Stretch> {
  for (let from = 0; from < length; from += step) yield { from, to: Math.min(length, from + step) };
}

/** Made, or there already with a retention of its own. */
function isThere({ status, json, text }: InfluxAnswer): boolean {
  const { results } = (json ?? {}) as { readonly results?: readonly { readonly error?: string }[] };
  const error = results?.[0]?.error ?? (status < 300 ? '' : text);
  return /conflicts with an existing policy/.test(error) || (status >= 200 && status < 300 && error === '');
}
