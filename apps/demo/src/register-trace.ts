import type { DemonstrationProject } from '@yanshou/devices-sim';
import type { Platform } from '@yanshou/platform';
import { entered } from './entered.js';

/** Batches and their events, as the producer's own system sends them; sent again they are what they were. */
export async function registerTrace({ registry }: Pick<Platform, 'registry'>, { id, trace }: DemonstrationProject): Promise<void> {
  if (trace === undefined) return;
  const { batches, events } = entered(await registry.addTrace(id, trace, { who: 'demo-member' }));
  for (const answer of [...batches, ...events]) entered<unknown>(answer);
}
