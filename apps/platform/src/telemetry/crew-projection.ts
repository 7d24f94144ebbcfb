import type { MessagePort } from 'node:worker_threads';
import type { JetStreamConnection } from '@yanshou/journal-jetstream';
import { PartitionCrew } from '@yanshou/projection';
import type { InventoryBook, PartitionHold, ProjectorStatus, ReplayOutcome } from '@yanshou/projection';
import { remoteRegistry } from '@yanshou/registry';
import type { SharedBook } from '@yanshou/store';
import type { InfluxSettings } from '@yanshou/store-influx';
import { systemClock } from '@yanshou/telemetry';
import type { Failure, Micros } from '@yanshou/telemetry';
import type { CommitTap } from '../live/commit-tap.js';
import type { CommitWatch } from './commit-watch.js';
import { partitionBookName } from './book-names.js';
import { PartitionProjection } from './partition-projection.js';
import type { Projection, ProjectionStatus } from './projection.js';

export interface CrewOptions {
  readonly holder: string;
  readonly registryPort: MessagePort;
  readonly settings: InfluxSettings;
  readonly connection: JetStreamConnection;
  readonly books: readonly SharedBook[];
  readonly inventories: InventoryBook;
  readonly watch: CommitWatch;
  readonly tap: CommitTap;
  readonly ask: (project: string) => Promise<ReplayOutcome>;
  readonly onAlarm: (failure: Failure, attempt: number) => void;
}

/** Gravest first: what the whole is when one partition is so. */
const GRAVITY: readonly ProjectorStatus['condition'][] = ['failed', 'retrying', 'running', 'stopped', 'idle'];

/** The partitions that fall to this process, each with a projector of its own. */
export class CrewProjection implements Projection {
  private readonly crew: PartitionCrew<PartitionProjection>;

  constructor(private readonly options: CrewOptions) {
    const { holder, books, settings, registryPort, onAlarm } = options;
    const leases = books.map((_, partition) => partitionBookName(settings, partition));
    this.crew = new PartitionCrew({
      holder, journals: leases, holds: remoteRegistry(registryPort), clock: systemClock, onAlarm: (failure) => onAlarm(failure, 1),
      begin: (hold) => this.begin(hold, leases.indexOf(hold.journal)),
    });
  }

  run(): Promise<void> {
    return this.crew.run();
  }

  status(): ProjectionStatus {
    const all = this.crew.works.map((work) => work.status());
    return {
      nextSequence: all.reduce((sum, { nextSequence }) => sum + nextSequence, 0),
      messagesPerSecond: all.reduce((sum, { messagesPerSecond }) => sum + messagesPerSecond, 0),
      projectedUntil: earliest(all.flatMap(({ projectedUntil }) => (projectedUntil === undefined ? [] : [projectedUntil]))),
      storeClockSeconds: furthest(all.flatMap(({ storeClockSeconds }) => storeClockSeconds ?? [])),
      condition: GRAVITY.find((condition) => all.some((one) => one.condition === condition)) ?? 'idle',
    };
  }

  /** Whoever holds the partition does it: perhaps this process, at its next look. */
  replayQuarantine(project: string): Promise<ReplayOutcome> {
    return this.options.ask(project);
  }

  async compact(): Promise<void> {
    for (const work of this.crew.works) await work.compact();
  }

  async stop(): Promise<void> {
    await this.crew.stop();
    this.options.registryPort.close();
  }

  private begin(hold: PartitionHold, partition: number): Promise<PartitionProjection> {
    const { settings, connection, books, inventories, watch, tap, onAlarm } = this.options;
    return PartitionProjection.begin({ settings, connection, book: books[partition] as SharedBook, partition, hold, inventories, watch, tap, onAlarm });
  }
}

const furthest = (seconds: readonly number[]): number | undefined => [...seconds].sort((one, other) => Math.abs(other) - Math.abs(one))[0];

const earliest = (times: readonly Micros[]): Micros | undefined => (times.length === 0 ? undefined : Math.min(...times));
