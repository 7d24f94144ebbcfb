import type { JetStreamConnection } from './connect-jetstream.js';

/** An election takes a few seconds; a leader that is silent for longer than this, and is there, is stuck. */
const PATIENCE_MILLIS = 8_000;
const REQUEST_MILLIS = 1_000;

/**
 * A leader that answers questions and no publish. NATS before 2.10.12 numbers proposals by a counter that a server keeps
 * from when it led before: they are dropped by all until the counter has caught up, one publish at a time. Another leader
 * has another counter, so it is asked to step down, each time after twice the silence.
 */
export class StuckLeader {
  private patience = PATIENCE_MILLIS;

  constructor(private readonly connection: JetStreamConnection, private readonly stream: string) {}

  isWell(): void {
    this.patience = PATIENCE_MILLIS;
  }

  async consider(silentMillis: number): Promise<void> {
    if (silentMillis < this.patience) return;
    this.patience = 2 * silentMillis;
    try {
      if (await this.hasMajority()) await this.connection.nats.request(`$JS.API.STREAM.LEADER.STEPDOWN.${this.stream}`, '', { timeout: REQUEST_MILLIS });
    } catch {
      // Nobody leads, or this account may not ask for it: the message is sent again in any case.
    }
  }

  private async hasMajority(): Promise<boolean> {
    const { cluster } = await this.connection.manager.streams.info(this.stream);
    const replicas = cluster?.replicas ?? [];
    const present = replicas.filter(({ offline }) => offline !== true).length + 1;
    return cluster?.leader !== undefined && replicas.length > 0 && 2 * present > replicas.length + 1;
  }
}
