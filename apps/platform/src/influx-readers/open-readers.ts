import type { StoreConfig } from '../config/store-config.js';
import type { PlatformRegistry } from '../registry/platform-registry.js';
import type { PlatformLogger } from '../runtime/logger.js';
import { GrafanaFiles } from './grafana-files.js';
import { ReaderDuty } from './reader-duty.js';
import { ReaderFiles } from './reader-files.js';

/** Longer than from one look to the next. */
const LEASE_MILLIS = 15 * 60_000;

/** Where a folder for their secrets is set; InfluxDB's client is loaded there alone. */
export async function openReaders(store: StoreConfig, { registry, holder, log }: { readonly registry: PlatformRegistry; readonly holder: string; readonly log: PlatformLogger }): Promise<ReaderDuty | undefined> {
  if (store.kind !== 'influxdb' || store.readersDirectory === undefined) return undefined;
  const { InfluxReaders, databaseNames } = await import('@yanshou/store-influx');
  const { settings, readersDirectory } = store;
  const files = new ReaderFiles(readersDirectory, settings);
  return new ReaderDuty({
    registry, files, readers: new InfluxReaders(settings, files), grafana: new GrafanaFiles(readersDirectory, settings.url), names: databaseNames(settings),
    mayKeep: () => registry.holdDuty('influx-readers', holder, LEASE_MILLIS),
    onRenewed: (databases) => log.info({ databases }, 'read-only accounts of InfluxDB have new secrets'),
  });
}
