import type { FigureWriter } from '@yanshou/store-influx';
import type { PlatformConfig } from '../config/config.js';
import { openReaders } from '../influx-readers/open-readers.js';
import type { ReaderDuty } from '../influx-readers/reader-duty.js';
import { openFigures } from './open-figures.js';

/** What a process does for dashboards elsewhere; accounts that read are kept by the role `jobs`. */
export interface DashboardFeeds {
  readonly figureWriter?: FigureWriter;
  readonly readers?: ReaderDuty;
}

export async function openFeeds({ store, roles }: Pick<PlatformConfig, 'store' | 'roles'>, needs: Parameters<typeof openReaders>[1]): Promise<DashboardFeeds> {
  const [figureWriter, readers] = [await openFigures(store), roles.has('jobs') ? await openReaders(store, needs) : undefined];
  return { ...(figureWriter && { figureWriter }), ...(readers && { readers }) };
}
