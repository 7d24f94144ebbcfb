import type { Clock, Failure } from '@yanshou/telemetry';
import { isNobodyThere } from './answers.js';
import { unreachableFailure } from './faults.js';
import type { StuckLeader } from './stuck-leader.js';

/** How long the servers of a partition have not told what was asked of them, and whether that is waited for. */
export class ServerSilence {
  private since: number | undefined;
  private cause: unknown;
  private givenUp = false;

  constructor(private readonly clock: Clock, private readonly leader: StuckLeader) {}

  /** How long, in milliseconds, and why; null while all answers come. */
  state(): { readonly millis: number; readonly error: Failure } | null {
    if (this.since === undefined) return null;
    return { millis: this.clock.monotonicMillis() - this.since, error: unreachableFailure(this.cause) };
  }

  /** Nothing is asked again any more: what waits for an answer gets `journal-unreachable`, and it may be stored all the same. */
  giveUp(): void {
    this.givenUp = true;
  }

  /** What was asked at `began` has no answer. Null: ask again; else why not to. */
  heardNothing(cause: unknown, began: number): Failure | null {
    this.since ??= began;
    this.cause = cause;
    if (this.givenUp) return unreachableFailure(cause);
    if (isNobodyThere(cause)) this.leader.nobodyLeads();
    else this.leader.consider();
    return null;
  }

  ended(): void {
    this.since = undefined;
    this.leader.isWell();
  }
}
