import { FORMER_FILTERS, sharedFilters } from '@yanshou/access';
import type { Failure, Micros } from '@yanshou/telemetry';
import { brokerName } from './broker-address.js';
import { BrokerConnection } from './broker-connection.js';
import { brokerFault } from './broker-fault.js';
import { ConsumerCounters } from './consumer-counters.js';
import type { ConsumerCondition, ConsumerLimits, ConsumerOptions, ConsumerStats, SessionTurn } from './consumer-options.js';
import type { PossibleGap } from './consumer-handler.js';
import { DEFAULT_CONSUMER_LIMITS } from './consumer-options.js';
import { DeliveryWatch } from './delivery-watch.js';
import { MessageIntake } from './message-intake.js';
import { SessionDrain } from './session-drain.js';
import type { DrainOptions, DrainOutcome } from './session-drain.js';
import { SessionRecord } from './session-record.js';

const RECORD_MILLIS = 1_000;
/** Who waits for another process to let go of its session looks this often. */
const HELD_MILLIS = 1_000;

/**
 * Consumes what devices publish through a broker of its own: MQTT 5, one of a group of shared subscriptions, a session
 * that the broker keeps, every message acknowledged when the handler has made it durable. Tries for ever.
 */
export class ExternalBroker {
  private readonly limits: ConsumerLimits;
  private readonly broker: string;
  /** Topics of which a message is taken, over all workers of the group. */
  private readonly filters: readonly string[];
  private readonly counters = new ConsumerCounters();
  private readonly intake: MessageIntake;
  private readonly record: SessionRecord;
  private watch: DeliveryWatch | undefined;
  private drain: SessionDrain | undefined;
  private connection: BrokerConnection | undefined;
  private state: ConsumerCondition = { kind: 'connecting' };
  private asking: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private records: NodeJS.Timeout | undefined;
  private attempts = 0;
  private reported: string | undefined;
  /** The broker has given our session to another: it is asked for before we take it back. */
  private mustAsk = false;
  /** Our session was drained and ended by another worker: a new one is no loss. */
  private isFresh = false;

  constructor(private readonly options: ConsumerOptions) {
    this.limits = { ...DEFAULT_CONSUMER_LIMITS, ...options.limits };
    this.broker = brokerName(options.address);
    this.filters = sharedFilters(options.group);
    this.intake = new MessageIntake(options, this.limits.maxPayloadBytes, this.counters);
    this.record = new SessionRecord(options, this.broker, (gap) => this.lost(gap));
  }

  /** Begins to connect. Faults are told by `condition` and the log: there is no error that waiting could not cure. */
  start(): void {
    const { elsewhere } = this.record;
    if (elsewhere !== undefined) this.options.log?.({ kind: 'moved', from: elsewhere, to: this.broker });
    void this.connect();
    this.records = setInterval(() => void this.record.settle(), RECORD_MILLIS);
  }

  condition(): ConsumerCondition {
    return this.state;
  }

  /** When deliveries were last known to be whole; undefined before the first connection. */
  wholeUntil(): Micros | undefined {
    return this.record.wholeUntil;
  }

  stats(): ConsumerStats {
    const open = [this.connection, this.drain].filter((part) => part !== undefined);
    const sum = (of: 'openBytes' | 'openMessages'): number => open.reduce((total, part) => total + part[of], 0);
    const { lost: lastGap } = this.record;
    return { ...this.counters.snapshot(), ...(lastGap && { lastGap }), openBytes: sum('openBytes'), openMessages: sum('openMessages') };
  }

  /**
   * Brings home what the broker holds for a worker that is gone, beside our own session. One at a time, and only while we
   * receive: else there would be a moment in which nobody is subscribed.
   */
  async takeOver(options: DrainOptions): Promise<DrainOutcome> {
    if (this.state.kind !== 'receiving' || this.drain !== undefined) return { kind: 'left', messages: 0 };
    const { address, clock } = this.options;
    const { wholeUntil } = options;
    this.drain = new SessionDrain(options, {
      address, leaves: [...this.filters, ...FORMER_FILTERS], limits: this.limits, clock,
      take: (packet, receivedAt, settle) => this.intake.take({ packet, session: options.clientId, receivedAt, settle }),
      onForgotten: () => (wholeUntil === undefined ? Promise.resolve() : this.forgotten(wholeUntil)),
    });
    const outcome = await this.drain.done;
    this.drain = undefined;
    if (outcome.kind === 'drained') this.counters.takenOver += 1;
    return outcome;
  }

  /** Ends taking over, where it is under way; the broker keeps the rest. Idempotent. */
  async leaveTakenOver(): Promise<void> {
    await this.drain?.stop();
  }

  /** Takes no more, waits a little for what is open, leaves. The broker keeps the session and what comes meanwhile. Idempotent. */
  async close(): Promise<void> {
    if (this.state.kind === 'closed') return;
    this.state = { kind: 'closed' };
    this.watch?.stop();
    clearTimeout(this.retry);
    clearTimeout(this.asking);
    clearInterval(this.records);
    await Promise.all([this.connection?.close(this.limits.drainMillis), this.drain?.stop()]);
  }

  private async connect(): Promise<void> {
    if (!(await this.mayConnect())) return this.ended(brokerFault('broker-session-held', this.broker, 'waiting'));
    if (this.state.kind === 'closed') return;
    if (!this.options.handler.accepting()) return this.ended(brokerFault('journal-refused', this.broker, 'waiting'));
    const { address, clientId, clock } = this.options;
    this.connection = new BrokerConnection({ address, clientId, joins: this.filters, leaves: FORMER_FILTERS, limits: this.limits, clock }, {
      ready: (sessionPresent) => this.ready(sessionPresent),
      message: (packet, settle) => this.intake.take({ packet, session: clientId, receivedAt: this.connection?.lastReceivedAt, settle }),
      ended: (fault) => this.ended(fault),
    });
  }

  /** Who cannot be asked holds nothing up, unless the broker has just given our session to somebody: then only the answer tells whose turn it is. */
  private async mayConnect(): Promise<boolean> {
    const { mayConnect } = this.options;
    if (mayConnect === undefined) return true;
    const turn = await this.inTime(mayConnect().then((answer) => this.heard(answer), () => undefined));
    if (turn === undefined) return !this.mustAsk;
    if (turn.isOurs) this.mustAsk = false;
    return turn.isOurs;
  }

  /** Also when it comes late: that our session was ended is said once. */
  private heard(turn: SessionTurn): SessionTurn {
    if (turn.wasEnded && this.state.kind !== 'receiving') this.isFresh = true;
    return turn;
  }

  /** A registry that is silent and keeps its connections answers after a quarter of an hour. */
  private async inTime(turn: Promise<SessionTurn | undefined>): Promise<SessionTurn | undefined> {
    const late = new Promise<undefined>((resolve) => void (this.asking = setTimeout(() => resolve(undefined), this.limits.turnMillis)));
    try {
      return await Promise.race([turn, late]);
    } finally {
      clearTimeout(this.asking);
    }
  }

  private ready(sessionPresent: boolean): void {
    this.attempts = 0;
    this.reported = undefined;
    if (this.state.kind !== 'closed') this.state = { kind: 'receiving' };
    this.counters.connects += 1;
    this.options.log?.({ kind: 'receiving', broker: this.broker, sessionPresent });
    this.record.begin({ sessionPresent, isFresh: this.isFresh });
    this.isFresh = false;
    this.watchDeliveries();
  }

  private watchDeliveries(): void {
    if (this.connection === undefined || this.state.kind !== 'receiving') return;
    this.watch = new DeliveryWatch(this.connection, this.limits.noteMillis, this.options.clock, (until) => this.record.whole(until));
    this.watch.begin();
  }

  /** A session that was there before and is not: what the broker held for us has gone with it. */
  private lost(gap: PossibleGap): void {
    this.counters.lost();
    this.options.log?.({ kind: 'session-lost', gap });
  }

  /** Of another worker, which had it. */
  private async forgotten(from: Micros): Promise<void> {
    const gap = { broker: this.broker, from, to: this.options.clock.now() };
    await this.options.handler.sessionLost(gap);
    this.record.remember(gap);
    this.lost(gap);
  }

  private ended(fault: Failure | undefined): void {
    this.connection = undefined;
    this.watch?.stop();
    if (fault === undefined || this.state.kind === 'closed') return;
    this.state = { kind: 'faulty', failure: fault };
    if (this.reported !== fault.code) this.options.log?.({ kind: 'fault', failure: fault });
    this.reported = fault.code;
    if (fault.code === 'broker-taken-over') this.mustAsk = true;
    const pause = fault.code === 'broker-session-held' ? HELD_MILLIS : Math.min(this.limits.longestPauseMillis, this.limits.firstPauseMillis * 2 ** this.attempts);
    this.attempts = Math.min(this.attempts + 1, 30);
    // Workers that lost the same broker must not come back in step.
    this.retry = setTimeout(() => void this.connect(), pause * (0.5 + Math.random() / 2));
  }
}
