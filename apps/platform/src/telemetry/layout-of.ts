import { PARTITIONS } from '@yanshou/journal-jetstream';
import type { PlatformConfig } from '../config/config.js';
import type { PlatformJournal } from '../intake/platform-journal.js';
import type { PlatformRegistry } from '../registry/platform-registry.js';
import type { DataDirectory } from '../runtime/data-directory.js';
import { bookName, partitionBookName } from './book-names.js';
import type { StorePlace } from './open-store.js';
import type { TelemetryLayout } from './telemetry-layout.js';

export interface LayoutNeeds {
  readonly data: DataDirectory;
  readonly registry: PlatformRegistry;
  /** Where this process receives. */
  readonly journal: PlatformJournal | undefined;
  /** A name that no other process has. */
  readonly holder: string;
}

/** Who writes the store in this deployment, and whether this process does. */
export function layoutOf(config: PlatformConfig, { data, registry, journal, holder }: LayoutNeeds): TelemetryLayout {
  const { nats, roles, store, apart } = config;
  const next = journal?.nextSequence;
  if (next !== undefined && roles.has('project')) {
    return { kind: 'own', journalDirectory: data.journal, store: storePlace(config, data, registry), journalNextSequence: next(), shared: apart };
  }
  // The configuration has seen to it that readers of another process's store have one that can be shared.
  if (store.kind !== 'influxdb') throw new Error('roles apart without InfluxDB');
  const { settings } = store;
  const names = nats === undefined ? [bookName(settings)] : Array.from({ length: PARTITIONS }, (_, partition) => partitionBookName(settings, partition));
  const projects = nats !== undefined && roles.has('project');
  return {
    kind: 'shared', settings, bookPorts: names.map((name) => registry.projectionBookPort(name)), ...(nats === undefined ? {} : { nats }),
    ...(projects ? { projector: { holder, registryPort: registry.registryPort() } } : {}),
  };
}

function storePlace({ store }: PlatformConfig, data: DataDirectory, registry: PlatformRegistry): StorePlace {
  if (store.kind === 'duckdb') return { kind: 'duckdb', directory: data.store, temporaryDirectory: data.temporary };
  return { ...store, bookPort: registry.projectionBookPort(bookName(store.settings)) };
}
