import { Failure } from '@yanshou/telemetry';
import type { Clock, Micros } from '@yanshou/telemetry';
import { Pause } from './retry.js';

/** A partition of the journal that `holder` alone may project; `token` fences off who held it before. */
export interface PartitionHold {
  readonly journal: string;
  readonly holder: string;
  readonly token: number;
  readonly until: Micros;
}

/** Who divides the partitions; the registry's leases are one. */
export interface PartitionHolds {
  holdPartitions(holder: string, journals: readonly string[], leaseMillis: number): Promise<{ readonly leases: readonly PartitionHold[]; readonly share: number }>;
  releasePartition(hold: PartitionHold): Promise<boolean>;
  leavePartitions(holder: string): Promise<void>;
}

/** The projection of one partition; after `stop` nothing of it is under way. */
export interface PartitionWork {
  /** It has ended by itself: a fault stopped it, and it is to be begun anew while the partition is held. */
  hasEnded(): boolean;
  stop(): Promise<void>;
}

export interface PartitionCrewOptions<Work extends PartitionWork = PartitionWork> {
  /** Another for each process and each of its starts. */
  readonly holder: string;
  readonly journals: readonly string[];
  readonly holds: PartitionHolds;
  readonly clock: Clock;
  /** Starts to project a partition where its cursor stands. What it commits has to depend on the token being in force. */
  readonly begin: (hold: PartitionHold) => Promise<Work>;
  readonly onAlarm: (failure: Failure) => void;
  /** 15 s unless given; renewed three times within it. */
  readonly leaseMillis?: number;
}

const LEASE_MILLIS = 15_000;
const ROUNDS_PER_LEASE = 3;

/**
 * Projects the partitions that fall to this process: takes its share, gives back what is more when others come, takes over
 * what others leave, begins anew what a fault ended, and stops in time when its leases can no longer be renewed.
 */
export class PartitionCrew<Work extends PartitionWork = PartitionWork> {
  private readonly working = new Map<string, { readonly hold: PartitionHold; readonly work: Work }>();
  private readonly leaseMillis: number;
  private readonly roundMillis: number;
  private readonly pause = new Pause();
  private renewedAt: number;
  private stopping = false;
  private running: Promise<void> | undefined;

  constructor(private readonly options: PartitionCrewOptions<Work>) {
    this.leaseMillis = options.leaseMillis ?? LEASE_MILLIS;
    this.roundMillis = this.leaseMillis / ROUNDS_PER_LEASE;
    this.renewedAt = options.clock.monotonicMillis();
  }

  /** What is being projected here. */
  get works(): readonly Work[] {
    return [...this.working.values()].map(({ work }) => work);
  }

  /** The partitions being projected here. */
  get journals(): readonly string[] {
    return [...this.working.keys()].sort();
  }

  /** Goes on until `stop`; faults are told and tried again. */
  run(): Promise<void> {
    this.running ??= this.loop();
    return this.running;
  }

  /** Ends all work and gives every partition back. Idempotent. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.pause.end();
    await this.running;
    await this.stopAll();
    await this.options.holds.leavePartitions(this.options.holder);
  }

  /** One pass: renews, stops what was lost, gives back what is more than the share, begins what is new. */
  async round(): Promise<void> {
    const asked = this.options.clock.monotonicMillis();
    const { leases, share } = await this.inTime(this.options.holds.holdPartitions(this.options.holder, this.options.journals, this.leaseMillis));
    this.renewedAt = asked;
    const held = new Map(leases.map((hold) => [hold.journal, hold]));
    for (const [journal, { hold, work }] of [...this.working]) if (work.hasEnded() || held.get(journal)?.token !== hold.token) await this.end(journal);
    for (const hold of leases.slice(share)) await this.giveBack(hold);
    for (const hold of leases.slice(0, share)) if (!this.working.has(hold.journal)) await this.begin(hold);
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.round();
      } catch (error) {
        this.alarm(error);
        if (this.isExpiring()) await this.stopAll();
      }
      if (!this.stopping) await this.pause.wait(this.roundMillis);
    }
  }

  /** Before the next round the leases may be somebody else's. */
  private isExpiring(): boolean {
    return this.options.clock.monotonicMillis() - this.renewedAt >= this.leaseMillis - this.roundMillis;
  }

  /** An answer that does not come must not keep this from stopping in time. */
  private async inTime<T>(answer: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer about the partitions')), this.roundMillis);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async begin(hold: PartitionHold): Promise<void> {
    try {
      this.working.set(hold.journal, { hold, work: await this.options.begin(hold) });
    } catch (error) {
      this.alarm(error);
      await this.options.holds.releasePartition(hold);
    }
  }

  /** Given back only when nothing is under way any more. */
  private async giveBack(hold: PartitionHold): Promise<void> {
    await this.end(hold.journal);
    await this.options.holds.releasePartition(hold);
  }

  private async stopAll(): Promise<void> {
    await Promise.all(this.journals.map((journal) => this.end(journal)));
  }

  private async end(journal: string): Promise<void> {
    const work = this.working.get(journal)?.work;
    this.working.delete(journal);
    await work?.stop();
  }

  private alarm(error: unknown): void {
    this.options.onAlarm(error instanceof Failure ? error : unexpected(error));
  }
}

const unexpected = (error: unknown): Failure =>
  new Failure('projection-partition', error instanceof Error ? error.message : String(error), true, {
    zh: '日志分区的分配或投影出错，稍后自动重试；原因见日志。',
    en: 'Dividing or projecting the partitions of the journal failed and is tried again: see the log for the cause.',
  }, { cause: error });
