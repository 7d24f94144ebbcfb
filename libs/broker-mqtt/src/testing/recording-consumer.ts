import type { Failure } from '@yanshou/telemetry';
import { systemClock } from '@yanshou/telemetry';
import type { ConsumedMessage, ConsumerHandler, PossibleGap } from '../consumer-handler.js';
import type { ConsumerEvent, ConsumerLimits, ConsumerOptions, SessionMemory, SessionNote } from '../consumer-options.js';
import { ExternalBroker } from '../external-broker.js';

/** Takes every message; answers at once, or when told. */
export class RecordingConsumer implements ConsumerHandler {
  readonly messages: ConsumedMessage[] = [];
  readonly refusals: string[] = [];
  readonly gaps: PossibleGap[] = [];
  isAccepting = true;
  isHolding = false;
  /** False: a possible gap cannot be put on record. */
  isRecording = true;
  readonly held: ((error: Failure | null) => void)[] = [];

  accept(message: ConsumedMessage, done: (error: Failure | null) => void): void {
    this.messages.push(message);
    if (this.isHolding) this.held.push(done);
    else done(null);
  }

  refused(identity: { project: string; principal: string }, code: string): void {
    this.refusals.push(`${identity.project}/${identity.principal} ${code}`);
  }

  accepting(): boolean {
    return this.isAccepting;
  }

  sessionLost(gap: PossibleGap): Promise<void> {
    if (!this.isRecording) return Promise.reject(new Error('not now'));
    this.gaps.push(gap);
    return Promise.resolve();
  }

  /** Answers the oldest held messages. */
  answer(count = this.held.length, error: Failure | null = null): void {
    for (const done of this.held.splice(0, count)) done(error);
  }

  payloads(): string[] {
    return this.messages.map(({ payload }) => payload.toString());
  }
}

export class NoteInMemory implements SessionMemory {
  note: SessionNote | undefined;
  read = (): SessionNote | undefined => this.note;
  write = (note: SessionNote): void => void (this.note = note);
}

export interface ConsumerWorld {
  readonly consumer: ExternalBroker;
  readonly handler: RecordingConsumer;
  readonly memory: NoteInMemory;
  readonly events: ConsumerEvent[];
}

export interface ConsumerWorldOptions extends Partial<Pick<ConsumerOptions, 'clientId' | 'group' | 'mayConnect'>> {
  readonly memory?: NoteInMemory;
  readonly handler?: RecordingConsumer;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: boolean;
}

export const GROUP = 'yanshou-of-the-tests';
const QUICK: Partial<ConsumerLimits> = { firstPauseMillis: 20, longestPauseMillis: 100, connectMillis: 2_000, drainMillis: 500, noteMillis: 50 };

/** A started consumer of a broker on this machine. */
export function startConsumer(
  port: number, limits: Partial<ConsumerLimits> = {}, { memory = new NoteInMemory(), handler = new RecordingConsumer(), clientId = 'worker-1', group = GROUP, mayConnect, tls = false, ...address }: ConsumerWorldOptions = {},
): ConsumerWorld {
  const events: ConsumerEvent[] = [];
  const consumer = new ExternalBroker({
    address: { host: '127.0.0.1', port, tls, ...address }, clientId, group, handler, clock: systemClock, memory,
    limits: { ...QUICK, ...limits }, log: (event) => void events.push(event), ...(mayConnect && { mayConnect }),
  });
  consumer.start();
  return { consumer, handler, memory, events };
}
