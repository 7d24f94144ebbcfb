import type { Clock, Failure, Micros } from '@yanshou/telemetry';
import type { IPublishPacket } from 'mqtt-packet';
import type { BrokerAddress } from './broker-address.js';
import { BrokerConnection } from './broker-connection.js';
import type { ConsumerLimits } from './consumer-options.js';

export interface DrainOptions {
  /** Of the worker that is gone. */
  readonly clientId: string;
  /**
   * Asked when the broker has nothing more for the session. True: it is ours to end. False: it is left as it is.
   * A rejection counts as false.
   */
  readonly mayEnd: () => Promise<boolean>;
  /** When its worker was last known to receive: from then on what the broker held for it is missing if it has forgotten the session. Undefined: it never did. */
  readonly wholeUntil?: Micros | undefined;
  /** It may be the session of another broker: where this one does not have it nothing is told as lost, and nobody is asked whether to end it. */
  readonly isElsewhere?: boolean;
}

export interface DrainParts {
  /** The broker no longer had the session. Resolves when that is on record: else it must be found missing again. */
  readonly onForgotten: () => Promise<void>;
  readonly address: BrokerAddress;
  /** Filters that the session is taken out of. */
  readonly leaves: readonly string[];
  readonly limits: ConsumerLimits;
  readonly clock: Clock;
  readonly take: (packet: IPublishPacket, receivedAt: number | undefined, settle: (error: Failure | null) => void) => void;
}

/** How taking over a session ended. `messages`: taken in it. */
export type DrainOutcome =
  | { readonly kind: 'drained'; readonly messages: number }
  /** Of those that may be elsewhere: it is not at this broker. */
  | { readonly kind: 'absent'; readonly messages: 0 }
  /** Not ours any more, or told to stop: the broker keeps what is left. */
  | { readonly kind: 'left'; readonly messages: number }
  | { readonly kind: 'broken'; readonly messages: number; readonly failure: Failure };

/** Looks in a row without a message and with nothing open, after which the broker has nothing left. */
const QUIET_LOOKS = 3;
const LOOK_MILLIS = 200;

/**
 * Takes over the session of a worker that is gone: connects under its name, leaves the group so that nothing new is put
 * there, takes and acknowledges what the broker holds, and ends the session when it is empty. Whoever connects under the
 * same name at any moment ends this, and nothing is lost by it: what was not acknowledged stays in the session.
 */
export class SessionDrain {
  readonly done: Promise<DrainOutcome>;
  private readonly connection: BrokerConnection;
  private messages = 0;
  private sinceLook = 0;
  private quiet = 0;
  private isEnding = false;
  private isForgotten = false;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;
  private settleDone: (outcome: DrainOutcome) => void = () => undefined;

  constructor(private readonly options: DrainOptions, private readonly parts: DrainParts) {
    this.done = new Promise((resolve) => void (this.settleDone = resolve));
    const { address, leaves, limits, clock } = parts;
    this.connection = new BrokerConnection({ address, clientId: options.clientId, joins: [], leaves, limits, clock }, {
      ready: (sessionPresent) => this.begin(sessionPresent),
      message: (packet, settle) => this.take(packet, settle),
      ended: (failure) => !this.isForgotten && this.over(failure === undefined ? { kind: 'left', messages: this.messages } : { kind: 'broken', messages: this.messages, failure }),
    });
  }

  get openBytes(): number {
    return this.connection.openBytes;
  }

  get openMessages(): number {
    return this.connection.openMessages;
  }

  /**
   * Goes on another time: what is open gets a little time, the broker keeps the rest. A loss that is not on record yet is not waited
   * for, since its journal may be silent for hours: the session is found missing again, and told again. Idempotent.
   */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.isStopped = true;
    if (this.isForgotten) this.settleDone({ kind: 'left', messages: 0 });
    await this.connection.close(this.parts.limits.drainMillis);
  }

  private begin(sessionPresent: boolean): void {
    if (!sessionPresent && this.options.isElsewhere === true) return this.end({ kind: 'absent', messages: 0 });
    if (sessionPresent) this.look();
    else void this.forgotten();
  }

  /** Nothing can be in the session that has just been made, and none may be left there: a loss is told by its absence. */
  private async forgotten(): Promise<void> {
    this.isForgotten = true;
    void this.connection.close(0, { endsSession: true });
    const isOnRecord = await this.parts.onForgotten().then(() => true, () => false);
    const isEnded = isOnRecord && !this.isStopped && (await this.options.mayEnd().catch(() => false));
    this.settleDone({ kind: isEnded ? 'drained' : 'left', messages: 0 });
  }

  private take(packet: IPublishPacket, settle: (error: Failure | null) => void): void {
    this.messages += 1;
    this.sinceLook += 1;
    this.parts.take(packet, this.connection.lastReceivedAt, settle);
  }

  /** The broker handles our packets in order: what it had to send for the acknowledgements before this question comes before its answer. */
  private look(): void {
    this.connection.probe(() => {
      const isQuiet = this.sinceLook === 0 && this.connection.openMessages === 0;
      this.quiet = isQuiet ? this.quiet + 1 : 0;
      this.sinceLook = 0;
      if (this.quiet < QUIET_LOOKS) this.timer = setTimeout(() => this.look(), LOOK_MILLIS);
      else if (this.isEnding) this.end({ kind: 'drained', messages: this.messages });
      else void this.askToEnd();
    });
  }

  private async askToEnd(): Promise<void> {
    if (!(await this.options.mayEnd().catch(() => false))) return this.stop();
    // Once more: it may have become ours to end a while after it was looked at.
    [this.isEnding, this.quiet] = [true, QUIET_LOOKS - 1];
    this.look();
  }

  private end(outcome: DrainOutcome): void {
    this.settleDone(outcome);
    void this.connection.close(0, { endsSession: true });
  }

  private over(outcome: DrainOutcome): void {
    clearTimeout(this.timer);
    this.settleDone(outcome);
  }
}
