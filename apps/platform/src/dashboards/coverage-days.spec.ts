import { describe, expect, it } from '@jest/globals';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import { CoverageDays } from './coverage-days.js';

const DAY0 = 20_000 * MICROS_PER_DAY;
const contract = (days: number): ProjectContract => ({ window: { from: DAY0, to: DAY0 + days * MICROS_PER_DAY } }) as ProjectContract;

describe('the days whose coverage is due', () => {
  const inventoryAt = (siteId: string) => ({ devices: [{ id: 'd', siteId }] }) as unknown as ProjectInventory;
  const basis = { zone: 'UTC', contract: contract(30), inventory: inventoryAt('hall'), late: 0 };
  const names = (spans: readonly { from: number; to: number }[]): string[] =>
    spans.map(({ from, to }) => `${(from - DAY0) / MICROS_PER_DAY}+${(to - from) / MICROS_PER_HOUR}h`);

  it('are the latest first, a few at a time, until the last whole hour', () => {
    const days = new CoverageDays();
    const now = DAY0 + 5 * MICROS_PER_DAY + 2.5 * MICROS_PER_HOUR;
    const first = days.due('p', basis, now);
    expect(names(first)).toEqual(['5+2h', '4+24h', '3+24h']);
    days.wrote('p', first);
    const second = days.due('p', basis, now);
    expect(names(second)).toEqual(['2+24h', '1+24h', '0+24h']);
    days.wrote('p', second);
    expect(days.due('p', basis, now)).toEqual([]);
  });

  it('come again with the next hour, and once more when their late hour is over', () => {
    const days = new CoverageDays();
    const end = DAY0 + MICROS_PER_DAY;
    days.wrote('p', days.due('p', basis, end));
    expect(names(days.due('p', basis, end + 30 * MICROS_PER_MINUTE))).toEqual([]);
    const closed = days.due('p', basis, end + 66 * MICROS_PER_MINUTE);
    expect(names(closed)).toEqual(['1+1h', '0+24h']);
    days.wrote('p', closed);
    expect(names(days.due('p', basis, end + 119 * MICROS_PER_MINUTE))).toEqual([]);
  });

  it('all come again when late data came in, the contract changed or a device was corrected, and stay due when they were not written', () => {
    const days = new CoverageDays();
    const now = DAY0 + 3 * MICROS_PER_HOUR;
    days.wrote('p', days.due('p', basis, now));
    expect(days.due('p', basis, now)).toEqual([]);
    expect(days.due('p', { ...basis, late: 1 }, now)).toHaveLength(1);
    expect(days.due('p', { ...basis, late: 1 }, now)).toHaveLength(1);
    days.wrote('p', days.due('p', { ...basis, late: 1 }, now));
    expect(days.due('p', { ...basis, late: 1 }, now)).toEqual([]);
    expect(days.due('p', { ...basis, inventory: inventoryAt('annex'), late: 1 }, now)).toHaveLength(1);
    expect(days.due('p', { ...basis, contract: contract(31), late: 1 }, now)).toHaveLength(1);
  });

  it('are none before the window has begun', () => {
    expect(new CoverageDays().due('p', basis, DAY0 - MICROS_PER_DAY)).toEqual([]);
    expect(new CoverageDays().due('p', basis, DAY0 + 20 * MICROS_PER_MINUTE)).toEqual([]);
  });
});
