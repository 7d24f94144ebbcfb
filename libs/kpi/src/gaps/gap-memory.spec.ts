import { GCProfiler, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import { evaluate } from '../evaluate.js';
import { WINDOW_FROM, contextOf, device, inventoryOf } from '../testing/context.js';
import { gapMaskHours } from './gap-memory.js';

const YEAR = { window: { from: WINDOW_FROM, to: WINDOW_FROM + 366 * MICROS_PER_DAY } };
const MEGABYTE = 1_048_576;

/** The most that is in use after any collection while it works, in megabytes above what was in use before. */
function mostHeld(work: () => void): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const before = process.memoryUsage().heapUsed;
  const profiler = new GCProfiler();
  profiler.start();
  work();
  const { statistics } = profiler.stop();
  return (Math.max(...statistics.map(({ afterGC }) => afterGC.heapStatistics.usedHeapSize)) - before) / MEGABYTE;
}

describe('the memory of causes', () => {
  it('is that of masks, not of every device and hour in which something is missing', () => {
    const inventory = inventoryOf(Array.from({ length: 30 }, (_, index) => device(`M${index}`)));
    const context = contextOf({ inventory, contract: YEAR }, { platformSilence: [], gapEvidence: { off: [], late: [] } });
    const most = mostHeld(() => expect(evaluate('networked-device-ratio', context).figures.gaps?.missing).toBeGreaterThan(30 * 366 * 24));
    expect(most).toBeLessThan(15);
  });

  it('is reckoned from gateways and sites of several devices, and devices that have a state', () => {
    const inventory = inventoryOf([device('A', { siteId: 's' }), device('B', { siteId: 's' }), device('C', { siteId: 't' })], {
      gateways: [{ id: 'g', nameZh: 'g', nameEn: 'g', children: ['A', 'B'] }, { id: 'h', nameZh: 'h', nameEn: 'h', children: ['C'] }],
    });
    const { contract } = contextOf({ inventory, contract: YEAR });
    expect(gapMaskHours(inventory, contract)).toBe((2 * 4 + 3) * 366 * 24);
  });
});
