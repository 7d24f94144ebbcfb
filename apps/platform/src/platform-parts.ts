import { CredentialTable } from '@yanshou/access';
import { IngestPath } from '@yanshou/ingest';
import { openSegmentJournal, openSegmentReader } from '@yanshou/journal-segments';
import type { SegmentJournal } from '@yanshou/journal-segments';
import { systemClock } from '@yanshou/telemetry';
import type { Failure } from '@yanshou/telemetry';
import { openBroker } from './broker/open-broker.js';
import type { PlatformBroker } from './broker/platform-broker.js';
import type { PlatformConfig } from './config/config.js';
import { openPlatformRegistry } from './registry/platform-registry.js';
import type { PlatformRegistry } from './registry/platform-registry.js';
import { PublishRates } from './runtime/publish-rates.js';
import type { RegistryStart } from './registry/registry-follower.js';
import { prepareDataDirectory } from './runtime/data-directory.js';
import type { DataDirectory } from './runtime/data-directory.js';
import type { PlatformLogger } from './runtime/logger.js';
import { bookName } from './telemetry/open-store.js';
import type { StorePlace } from './telemetry/open-store.js';
import type { TelemetryAlarm } from './telemetry/telemetry-service.js';
import { checkRetention } from './telemetry/retention-rule.js';
import { startTelemetryWorker } from './telemetry/telemetry-worker-client.js';
import type { TelemetryWorker } from './telemetry/telemetry-worker-client.js';

export interface PlatformOptions {
  readonly config: PlatformConfig;
  readonly log: PlatformLogger;
  /** Called when the platform cannot go on: the journal has failed for good, or a thread has died. End the process. */
  readonly onFatal: (failure: Failure) => void;
}

/** What a running platform consists of. */
export interface PlatformParts {
  readonly data: DataDirectory;
  readonly start: RegistryStart;
  readonly registry: PlatformRegistry;
  readonly journal: SegmentJournal;
  readonly telemetry: TelemetryWorker;
  readonly credentials: CredentialTable;
  readonly ingest: IngestPath;
  readonly rates: PublishRates;
  readonly broker: PlatformBroker;
}

/** Open QoS 2 packets are looked for in this many of the last records; further back the readings' identity still removes repetitions. */
const QOS2_LOOK_BACK = 100_000;

/** Opens everything in the order in which it is needed; what was opened is closed again when a later part cannot be. */
export async function openParts(options: PlatformOptions, alarm: (alarm: TelemetryAlarm) => void): Promise<PlatformParts> {
  const { config, onFatal } = options;
  const data = prepareDataDirectory(config.dataDirectory);
  const opened: (() => Promise<unknown>)[] = [];
  const keep = <T extends { close(): Promise<unknown> }>(part: T): T => {
    opened.unshift(() => part.close());
    return part;
  };
  try {
    const journal = keep(await openSegmentJournal({ directory: data.journal, clock: systemClock, onFailed: onFatal, ...config.journal }));
    const registry = keep(await openPlatformRegistry(config, data));
    await checkRetention(config, registry);
    // The revision first: what is saved in between is then followed as a change.
    const start = { revision: await registry.revision(), inventories: await registry.inventories() };
    const telemetry = keep(await startTelemetryWorker(
      { journalDirectory: data.journal, store: storePlace(config, data, registry), inventories: start.inventories,
        journalNextSequence: journal.nextSequence() },
      { alarm, died: onFatal }));
    const credentials = new CredentialTable(await registry.pepper());
    return { data, start, registry, journal, telemetry, credentials, ...(await ingestParts(options, journal, credentials, data)) };
  } catch (error) {
    for (const close of opened) await close().catch(() => undefined);
    throw error;
  }
}

function storePlace({ store }: PlatformConfig, data: DataDirectory, registry: PlatformRegistry): StorePlace {
  if (store.kind === 'duckdb') return { kind: 'duckdb', directory: data.store, temporaryDirectory: data.temporary };
  return { ...store, bookPort: registry.projectionBookPort(bookName(store.settings)) };
}

async function ingestParts(options: PlatformOptions, journal: SegmentJournal, credentials: CredentialTable, data: DataDirectory) {
  const { deviceRate, deviceBurst } = options.config.limits;
  const rates = new PublishRates({ perSecond: deviceRate, burst: deviceBurst });
  const { ingest, broker } = openBroker(options, { journal, credentials, rates, data });
  const reader = await openSegmentReader(data.journal);
  await ingest.rebuild(reader, journal.nextSequence() - QOS2_LOOK_BACK);
  await reader.close();
  return { ingest, rates, broker };
}
