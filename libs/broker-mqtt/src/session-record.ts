import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { PossibleGap } from './consumer-handler.js';
import type { ConsumerOptions, SessionNote } from './consumer-options.js';

/** So long is a loss shown to people; on record it stays. */
const SHOWN_DAYS = 30;

/**
 * What is remembered of our session at the broker, over restarts: until when its deliveries were whole, and what was lost
 * with it as long as that is not on record. A loss is noticed once, by a session that is new where it should not be: so it
 * is noted before anything else, and struck out when the record is durable.
 */
export class SessionRecord {
  private note: SessionNote | undefined;
  private recording: PossibleGap | undefined;

  constructor(
    private readonly options: Pick<ConsumerOptions, 'memory' | 'clientId' | 'handler' | 'clock'>, private readonly broker: string, private readonly onLost: (gap: PossibleGap) => void,
  ) {
    this.note = options.memory.read();
  }

  /** When deliveries were last known to be whole; undefined before the first connection. */
  get wholeUntil(): Micros | undefined {
    return this.known?.wholeUntil;
  }

  /** The broker where the session was that is remembered, if that was another one. */
  get elsewhere(): string | undefined {
    return this.note?.broker === this.broker ? undefined : this.note?.broker;
  }

  /** The last session that was lost, ours or one that we took over, of the last 30 days. */
  get lost(): PossibleGap | undefined {
    const gap = this.note?.lost;
    return gap !== undefined && this.options.clock.now() - gap.to < SHOWN_DAYS * MICROS_PER_DAY ? gap : undefined;
  }

  /** Connected. `isFresh`: a session that is new was to be expected. */
  begin({ sessionPresent, isFresh }: { readonly sessionPresent: boolean; readonly isFresh: boolean }): void {
    const { known } = this;
    const now = this.options.clock.now();
    const wholeUntil = sessionPresent ? known?.wholeUntil ?? now : now;
    const lost = !sessionPresent && !isFresh && known !== undefined ? { broker: this.broker, from: known.unrecorded?.from ?? known.wholeUntil, to: now } : undefined;
    if (lost !== undefined) this.onLost(lost);
    this.write(wholeUntil, lost ?? this.note?.unrecorded, lost);
    void this.settle();
  }

  /** A session that we took over was lost, and that is on record. */
  remember(gap: PossibleGap): void {
    if (this.note !== undefined) this.save({ ...this.note, unrecorded: this.note.unrecorded, lost: gap });
  }

  /** The broker had nothing more for us at this time, and what it had sent is durable. */
  whole(until: Micros): void {
    this.write(Math.max(until, this.wholeUntil ?? until), this.note?.unrecorded);
  }

  /** Puts what was lost on record, where that is still to be done. To be called now and then: the journal may refuse. */
  async settle(): Promise<void> {
    const gap = this.note?.unrecorded;
    if (gap === undefined || this.recording !== undefined) return;
    this.recording = gap;
    const isDurable = await this.options.handler.sessionLost(gap).then(() => true, () => false);
    this.recording = undefined;
    // Another one may have been lost meanwhile.
    if (isDurable && this.note?.unrecorded?.to === gap.to) this.save({ ...this.note, unrecorded: undefined });
  }

  private get known(): SessionNote | undefined {
    const { note } = this;
    return note !== undefined && note.clientId === this.options.clientId && note.broker === this.broker ? note : undefined;
  }

  private write(wholeUntil: Micros, unrecorded: PossibleGap | undefined, lost = this.note?.lost): void {
    this.save({ broker: this.broker, clientId: this.options.clientId, wholeUntil, unrecorded, ...(lost && { lost }) });
  }

  private save({ unrecorded, ...note }: Omit<SessionNote, 'unrecorded'> & { readonly unrecorded: PossibleGap | undefined }): void {
    this.note = { ...note, ...(unrecorded && { unrecorded }) };
    this.options.memory.write(this.note);
  }
}
