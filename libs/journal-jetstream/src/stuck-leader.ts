import type { Clock } from '@yanshou/telemetry';
import type { JetStreamConnection } from './connect-jetstream.js';

/** One leader that is silent for longer than this, and is there, is stuck. */
const PATIENCE_MILLIS = 6_000;
const REQUEST_MILLIS = 1_000;

interface Watched {
  readonly leader: string;
  readonly since: number;
}

/**
 * A leader that answers questions and no publish. NATS before 2.10.12 numbers proposals by a counter that a server keeps
 * from when it led before: they are dropped by all until the counter has caught up, one publish at a time. Another leader
 * has another counter, so it is asked to step down, each time after twice the silence. Who has just been elected has time of
 * its own: several writers look at the same leader, and one that deposed the next would only prolong what it is to end.
 */
export class StuckLeader {
  private patience = PATIENCE_MILLIS;
  private watched: Watched | null = null;
  private looking: Promise<void> | null = null;

  constructor(private readonly connection: JetStreamConnection, private readonly stream: string, private readonly clock: Clock) {}

  isWell(): void {
    this.patience = PATIENCE_MILLIS;
    this.watched = null;
  }

  /** An election is under way, and needs no help. */
  nobodyLeads(): void {
    this.watched = null;
  }

  /** A publish had no answer. What that takes to find out happens beside: the message is sent again in any case. */
  consider(): void {
    if (this.watched !== null && this.clock.monotonicMillis() - this.watched.since < this.patience) return;
    this.looking ??= this.look().finally(() => {
      this.looking = null;
    });
  }

  private async look(): Promise<void> {
    const before = this.watched;
    try {
      const leader = await this.leaderOfMajority();
      if (leader !== undefined && leader === before?.leader && before === this.watched) await this.depose();
      this.watched = leader === undefined ? null : { leader, since: this.clock.monotonicMillis() };
    } catch {
      // Nobody leads, or this account may not ask for it.
      this.watched = null;
    }
  }

  private async depose(): Promise<void> {
    this.patience *= 2;
    await this.connection.nats.request(`$JS.API.STREAM.LEADER.STEPDOWN.${this.stream}`, '', { timeout: REQUEST_MILLIS });
  }

  private async leaderOfMajority(): Promise<string | undefined> {
    const { cluster } = await this.connection.manager.streams.info(this.stream);
    const replicas = cluster?.replicas ?? [];
    const present = replicas.filter(({ offline }) => offline !== true).length + 1;
    return replicas.length > 0 && 2 * present > replicas.length + 1 ? cluster?.leader : undefined;
  }
}
