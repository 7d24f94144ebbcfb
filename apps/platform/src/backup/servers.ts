import type { PlatformConfig } from '../config/config.js';

/** Whatever a server holds is copied by that server's own tool. The order matters: it is the order of the list. */
export interface ServerBackup {
  readonly zh: string;
  readonly en: string;
}

/**
 * Servers of this configuration that hold data of ours. They are backed up before the data directory: a registry or a store
 * that is ahead of the journal would have facts that the journal does not have; one that is behind catches up from it.
 */
export function serversOf({ registry, store, nats }: Pick<PlatformConfig, 'registry' | 'store' | 'nats'>): readonly ServerBackup[] {
  return [
    ...(registry.databaseUrl === undefined ? [] : [{ zh: 'PostgreSQL（登记库）：pg_dump -Fc', en: 'PostgreSQL (the registry): pg_dump -Fc' }]),
    ...(store.kind === 'duckdb' ? [] : [{ zh: 'InfluxDB（读数）：1.x influxd backup -portable，2.x influx backup', en: 'InfluxDB (readings): influxd backup -portable (1.x), influx backup (2.x)' }]),
    ...(nats === undefined ? [] : [{ zh: 'NATS（日志）：nats stream backup，每个 yanshou-journal-NN（nats-box，见 docs/operations.md）', en: 'NATS (the journal): nats stream backup, each yanshou-journal-NN (nats-box, see docs/operations.md)' }]),
  ];
}
