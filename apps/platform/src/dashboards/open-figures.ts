import type { FigureWriter } from '@yanshou/store-influx';
import type { StoreConfig } from '../config/store-config.js';

/** What feeds dashboards where the store is an InfluxDB; its client is loaded there alone. */
export async function openFigures(store: StoreConfig): Promise<FigureWriter | undefined> {
  if (store.kind !== 'influxdb') return undefined;
  const { openFigureWriter } = await import('@yanshou/store-influx');
  return openFigureWriter(store.settings);
}
