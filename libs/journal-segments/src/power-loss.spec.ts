import { describe, expect, it } from '@jest/globals';
import { survivePowerLoss } from './testing/power-loss.js';
import type { DiskFaults } from './testing/simulated-disk.js';

const SEEDS = 10_000;

async function violationsOf(seeds: number, faults: DiskFaults): Promise<number> {
  let found = 0;
  for (let seed = 1; seed <= seeds; seed += 1) if ((await survivePowerLoss(seed, faults)).violations.length > 0) found += 1;
  return found;
}

describe('power loss', () => {
  it(`loses nothing that was acknowledged, over ${SEEDS} seeds`, async () => {
    const totals = { acknowledged: 0, refused: 0, cutBytes: 0 };
    const violations: string[] = [];
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const report = await survivePowerLoss(seed);
      violations.push(...report.violations);
      totals.acknowledged += report.acknowledged;
      totals.refused += report.refused;
      totals.cutBytes += report.cutBytes;
    }
    expect(violations).toEqual([]);
    // The runs must have reached what they are about: acknowledged records, full disks, torn ends.
    expect(totals.acknowledged).toBeGreaterThan(10 * SEEDS);
    expect(totals.refused).toBeGreaterThan(SEEDS / 10);
    expect(totals.cutBytes).toBeGreaterThan(10 * SEEDS);
  }, 400_000);

  it.each<[string, DiskFaults]>([
    ['fdatasync does nothing', { lyingDatasync: true }],
    ['the acknowledgement overtakes its flush', { lateDatasync: true }],
    ['fsync does nothing', { lyingSync: true }],
    ['the directory is never flushed', { lyingDirectorySync: true }],
  ])('is noticed when %s', async (_, faults) => {
    expect(await violationsOf(200, faults)).toBeGreaterThan(5);
  });
});
