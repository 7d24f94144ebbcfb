import type { FigureWriter } from '@yanshou/store-influx';
import type { StoreConfig } from '../config/store-config.js';
import { openReaders } from '../influx-readers/open-readers.js';
import type { ReaderDuty } from '../influx-readers/reader-duty.js';
import { openFigures } from './open-figures.js';

/** What a process with the role `jobs` does for dashboards elsewhere. */
export interface DashboardFeeds {
  readonly figureWriter?: FigureWriter;
  readonly readers?: ReaderDuty;
}

export async function openFeeds(store: StoreConfig, needs: Parameters<typeof openReaders>[1]): Promise<DashboardFeeds> {
  const [figureWriter, readers] = [await openFigures(store), await openReaders(store, needs)];
  return { ...(figureWriter && { figureWriter }), ...(readers && { readers }) };
}
