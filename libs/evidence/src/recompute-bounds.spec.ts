import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { CalendarPart, MetricDefinition, PlannedTime, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { BundleContents } from './bundle-contents.js';
import { describeFinding } from './findings.js';
import { RECOMPUTE_BOUNDS, tooLarge } from './recompute-bounds.js';

const YEAR = 8_766;
const metric = (name: string, facts: Partial<MetricDefinition> = {}): MetricDefinition =>
  ({ name, unit: '', valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic', ...facts });
interface Size { readonly devices?: number; readonly metrics?: readonly MetricDefinition[]; readonly gateways?: number; readonly hours?: number; readonly shifts?: number; readonly targets?: readonly string[]; /** As many devices have a calendar of their own, of so many parts with so many exemptions each. */ readonly calendars?: readonly [count: number, parts: number, exemptions: number]; /** What each of those calendars has that no other has. */ readonly own?: (index: number) => Partial<PlannedTime> }

const part = (validFrom: number, exemptions: number, own: Partial<PlannedTime> = {}): CalendarPart => ({ validFrom, plannedTime: { zone: 'UTC', shifts: [], exemptions: Array.from({ length: exemptions }, (_, from) => ({ from, to: from + 1, reason: '' })), ...own } });
const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const threeShifts = (index: number): Partial<PlannedTime> => ({ shifts: [0, 1, 2].map((shift) => ({ start: clock(index % 60 + 480 * shift), end: clock(Math.floor(index / 60) + 420 + 480 * shift) })) });
const ownHoliday = (index: number): Partial<PlannedTime> => ({ holidays: [`${2000 + index}-01-01`] });
const ownDay = (index: number): Partial<PlannedTime> => ({ days: [`${2000 + index}-01-01`] });

function contentsOf({ devices = 1, metrics = [metric('m')], gateways = 0, hours = 24, shifts = 0, targets = [], calendars: [count, parts, exemptions] = [0, 1, 0], own = () => ({}) }: Size): BundleContents {
  const inventory: ProjectInventory = {
    project: 'p', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', classes: [{ id: 'c', nameZh: '', nameEn: '', judgingIntervalMinutes: 5, metrics }],
    devices: Array.from({ length: devices }, (_, index) => ({ id: `d${index}`, assetNumber: '', nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic' })),
    gateways: Array.from({ length: gateways }, (_, index) => ({ id: `g${index}`, nameZh: '', nameEn: '', children: ['d0', 'd1'] })),
  };
  const contract: ProjectContract = {
    project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0, window: { from: 0, to: hours * MICROS_PER_HOUR },
    plannedTime: { zone: 'UTC', shifts: Array.from({ length: shifts }, () => ({ start: '08:00', end: '16:00' })) },
    calendars: Array.from({ length: count }, (_, index) => ({ scope: `device:d${index}`, ...part(parts, exemptions, own(index)), earlier: Array.from({ length: parts - 1 }, (__, place) => part(place, exemptions)) })),
    targets: targets.map((indicator) => ({ indicator, comparator: '>=', value: 1, unit: '%', clause: 'c' })),
  };
  return { inventory, contract, report: { indicators: targets.map((indicator) => ({ row: { indicator, formulaVersion: '1' } })) } } as unknown as BundleContents;
}

describe('what a bundle may ask of a verifier', () => {
  it('has room for two thousand devices of twenty metrics over two years, in three shifts', () => {
    const metrics = Array.from({ length: 20 }, (_, index) => metric(`temperature-${index}`, { role: 'energy' }));
    expect(tooLarge(contentsOf({ devices: 2_000, metrics, gateways: 100, hours: 2 * YEAR, shifts: 3, targets: ['energy-utilisation-gain', 'networked-device-ratio'], calendars: [300, 1, 20] }))).toBeUndefined();
  });

  it.each([9, 400])('has room for %d sites with three shifts of their own over two years', (sites) => {
    expect(tooLarge(contentsOf({ devices: sites, hours: 2 * YEAR, shifts: 3, calendars: [sites, 1, 2], own: threeShifts }))).toBeUndefined();
  });

  it.each<[keyof typeof RECOMPUTE_BOUNDS, string, Size]>([
    ['periodHours', 'data/contract.json window', { hours: 10 * YEAR + 24, devices: 0 }],
    ['shiftDays', 'data/contract.json plannedTime.shifts', { devices: 1_000, hours: YEAR, calendars: [1_000, 1, 0], own: threeShifts }],
    // Without a shift: the days have to be gone through all the same.
    ['shiftDays', 'data/contract.json plannedTime.shifts', { devices: 2_800, hours: YEAR, calendars: [2_800, 1, 0], own: ownHoliday }],
    ['shiftDays', 'data/contract.json plannedTime.shifts', { devices: 2_800, hours: YEAR, calendars: [2_800, 1, 0], own: ownDay }],
    ['calendarParts', 'data/contract.json calendars', { devices: 100, calendars: [100, 20, 60] }],
    ['calendarHours', 'data/contract.json calendars', { devices: 1_200, hours: YEAR, calendars: [1_200, 1, 0] }],
    ['series', 'data/inventory.json classes', { devices: 1_001, metrics: Array.from({ length: 1_000 }, (_, index) => metric(`m${index}`)) }],
    ['inventoryCharacters', 'data/inventory.json classes', { devices: 10_000, metrics: [metric('x'.repeat(4_096)), metric('y'.repeat(4_096))] }],
    ['deviceHours', 'data/contract.json window', { devices: 5_000, hours: YEAR }],
    ['judgedHours', 'data/contract.json targets', { devices: 4_000, hours: YEAR, targets: Array.from({ length: 15 }, (_, index) => `i${index}`) }],
    ['gapHours', 'data/inventory.json gateways', { devices: 2, gateways: 4_000, hours: YEAR }],
    ['windows', 'data/contract.json targets', { devices: 60, metrics: Array.from({ length: 50 }, (_, index) => metric(`m${index}`, { role: 'ph' })), hours: YEAR, targets: ['monitoring-valid-hours'] }],
  ])('is bounded in %s, and refused in both languages with both numbers', (bound, place, size) => {
    const found = tooLarge(contentsOf(size));
    expect([found?.code, `${found?.file} ${found?.place}`]).toEqual(['recomputation-impossible', place]);
    expect(found?.expected).toMatch(new RegExp(`^≤ ${RECOMPUTE_BOUNDS[bound]} `));
    for (const [language, words] of [['zh', /无法.*应为.*实为/], ['en', /nothing can be computed.*expected.*found/]] as const) expect(found && describeFinding(found, language)).toMatch(words);
  });

  it('is reckoned without making the list that is too long', () => {
    const metrics = Array.from({ length: 10_000 }, (_, index) => metric(`m${index}`, { role: 'energy', kind: 'state' }));
    expect(tooLarge(contentsOf({ devices: 100_000, metrics, hours: 0 }))).toMatchObject({ place: 'classes', actual: '1000000000' });
  });

  it('is no number: refused', () => {
    expect(tooLarge(contentsOf({ hours: NaN }))).toMatchObject({ code: 'recomputation-impossible', place: 'window' });
  });
});
