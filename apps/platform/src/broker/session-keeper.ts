import type { DrainOutcome, ExternalBroker, SessionTurn } from '@yanshou/broker-mqtt';
import type { BrokerSession, BrokerSessions, SessionTaken } from '@yanshou/registry';
import type { Clock } from '@yanshou/telemetry';
import { faultFields } from '../logging/fault-fields.js';
import type { PlatformLogger } from '../runtime/logger.js';

export interface KeeperParts {
  readonly registry: BrokerSessions;
  readonly session: BrokerSession;
  /** Names this process, another one at each start. */
  readonly holder: string;
  readonly clock: Pick<Clock, 'monotonicMillis'>;
  readonly log: Pick<PlatformLogger, 'info' | 'warn'>;
}

type Consumer = Pick<ExternalBroker, 'condition' | 'wholeUntil' | 'takeOver' | 'leaveTakenOver'>;

/** A worker that receives says so within this time. */
const LEASE_MILLIS = 15_000;
/** For an attempt to connect. Less than the pauses between attempts: who cannot connect for a minute loses its session to one who can. */
const ATTEMPT_MILLIS = 5_000;
/** For so long behind its lease a worker may be starting again. */
const GONE_MILLIS = 15_000;
/** Who takes over has received for longer than the longest pause between attempts: after an outage of the broker or the registry everybody has been heard. */
const STEADY_MILLIS = 45_000;
/** How often one that was left under another address is looked for: the broker may be the same, or another one. */
const ELSEWHERE_MILLIS = 60_000;

/**
 * Keeps this worker's session at the external broker for it, and brings home the messages of workers that are gone. Who
 * has a session is in the registry, with a token: of two processes that come at once one has it, and the other waits.
 * Without the registry nothing is taken over, and receiving goes on.
 */
export class SessionKeeper {
  private consumer: Consumer | undefined;
  private isFirst = true;
  /** Our session had been ended at the last look, which we may have slept through. */
  private wasEnded = false;
  private isClosed = false;
  private heldAt: number | undefined;
  private steadyFrom = 0;
  private elsewhereFrom = 0;
  private readonly notHere = new Set<string>();
  private taken: SessionTaken | undefined;
  private bringing: Promise<void> = Promise.resolve();

  constructor(private readonly parts: KeeperParts) {}

  /** To be called once, before anything else. */
  serve(consumer: Consumer): void {
    this.consumer = consumer;
  }

  /** Whether this worker may connect under its name. */
  async turn(): Promise<SessionTurn> {
    const { registry, session, holder } = this.parts;
    const { isHeld, wasEnded } = await registry.holdSession(session, holder, { leaseMillis: ATTEMPT_MILLIS, isReceiving: false, isFirst: this.isFirst });
    if (isHeld) this.isFirst = false;
    return { isOurs: isHeld, wasEnded };
  }

  /** Says that this worker receives, and looks for one that does not any more. To be called every few seconds, one call after the other. */
  async look(): Promise<void> {
    if (this.isClosed || this.consumer?.condition().kind !== 'receiving') return;
    if (!(await this.hold())) return;
    if (this.taken !== undefined) return this.keep(this.taken);
    if (this.parts.clock.monotonicMillis() - this.steadyFrom >= STEADY_MILLIS) await this.takeOver(this.consumer);
  }

  /** Gives back what was taken over and not finished, and leaves. The consumer is closed. */
  async leave(): Promise<void> {
    this.isClosed = true;
    await this.bringing;
    await this.parts.registry.leaveSession(this.parts.session.clientId, this.parts.holder);
  }

  private async hold(): Promise<boolean> {
    const { clock } = this.parts;
    const isHeld = await this.renew();
    const now = clock.monotonicMillis();
    if (this.heldAt === undefined || now - this.heldAt > LEASE_MILLIS) this.steadyFrom = now;
    this.heldAt = isHeld ? now : undefined;
    return isHeld;
  }

  /**
   * Who wakes from a pause believes to receive for a moment, and asks for its turn when it connects. Who still receives a
   * look later connected while nobody could be asked: its session is a new one, and to be missed when it dies.
   */
  private async renew(): Promise<boolean> {
    const { registry, session, holder } = this.parts;
    const isReceiving = !this.wasEnded;
    const { isHeld, wasEnded } = await registry.holdSession(session, holder, { leaseMillis: LEASE_MILLIS, isReceiving, isFirst: false, wholeUntil: this.consumer?.wholeUntil() });
    this.wasEnded = !isHeld && wasEnded;
    return isHeld;
  }

  private async keep(taken: SessionTaken): Promise<void> {
    if (!(await this.parts.registry.keepTaken(taken, LEASE_MILLIS))) await this.consumer?.leaveTakenOver();
  }

  private async takeOver(consumer: Consumer): Promise<void> {
    const { registry, session: { broker }, holder } = this.parts;
    const isAnywhere = this.parts.clock.monotonicMillis() >= this.elsewhereFrom;
    this.taken = await registry.takeSession(broker, holder, { goneMillis: GONE_MILLIS, leaseMillis: LEASE_MILLIS, isAnywhere });
    if (this.taken !== undefined) this.bringing = this.bringHome(consumer, this.taken);
  }

  private async bringHome(consumer: Consumer, taken: SessionTaken): Promise<void> {
    const { registry, log, session } = this.parts;
    const { clientId, instance, wholeUntil } = taken;
    if (!this.notHere.has(clientId)) log.warn({ instance, clientId, broker: taken.broker, help: TAKING }, 'broker session');
    try {
      const outcome = await consumer.takeOver({ clientId, wholeUntil, isElsewhere: taken.broker !== session.broker, mayEnd: () => registry.endTaken(taken) });
      this.tell(taken, outcome);
      if (outcome.kind === 'drained') return;
      this.rest(outcome);
      await registry.giveBack(taken);
    } catch (error) {
      log.warn({ instance, clientId, ...faultFields(error) }, 'broker session');
    } finally {
      this.taken = undefined;
    }
  }

  /** Not at once again: what was in the way may last. */
  private rest({ kind }: DrainOutcome): void {
    const now = this.parts.clock.monotonicMillis();
    if (kind === 'absent') this.elsewhereFrom = now + ELSEWHERE_MILLIS;
    else this.steadyFrom = now;
  }

  private tell(taken: SessionTaken, outcome: DrainOutcome): void {
    const { instance, clientId, broker } = taken;
    const line = { instance, clientId, messages: outcome.messages };
    if (outcome.kind === 'drained') this.parts.log.info({ ...line, help: DRAINED }, 'broker session');
    else if (outcome.kind === 'absent') this.tellAbsent({ instance, clientId, broker });
    else this.parts.log.warn({ ...line, ...(outcome.kind === 'broken' ? { code: outcome.failure.code, detail: outcome.failure.help } : {}), help: UNFINISHED }, 'broker session');
  }

  /** Looked for again and again, said once. */
  private tellAbsent(line: { readonly instance: string; readonly clientId: string; readonly broker: string }): void {
    if (!this.notHere.has(line.clientId)) this.parts.log.warn({ ...line, help: ABSENT }, 'broker session');
    this.notHere.add(line.clientId);
  }
}

const ABSENT = { zh: '它登记的 broker 地址与本进程的不同，本进程的 broker 没有它的会话：原样留下，消息仍在那个 broker', en: 'it reached its broker under another address, and ours has no session of it: left as it is, its messages are at that broker' };
const TAKING = { zh: '接收进程失联，由本进程取回 broker 为它保留的消息', en: 'an ingest worker is gone: this one brings home what the broker keeps for it' };
const DRAINED = { zh: '已取回全部消息并结束其会话', en: 'all of it is home, and its session has ended' };
const UNFINISHED = { zh: '未取完：其余仍在 broker，稍后再取，或由它自己取', en: 'not finished: the rest is still at the broker, and is fetched later or by its own worker' };
