import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { MetricDefinition, MetricRole, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { ExtractReading } from './extract-reading.js';
import type { MinuteRange } from './minute-range.js';
import { RoleQuantityFold } from './role-quantity-fold.js';
import { SeriesWindowFold } from './series-window-fold.js';
import { WINDOW_FROM, contractOf, device, deviceClass, inventoryOf, metric, micros } from './testing/context.js';

const withRole = (name: string, role: MetricRole, facts: Partial<MetricDefinition> = {}): MetricDefinition => ({ ...metric(name), role, unit: 'mg/L', resolution: 0.1, ...facts });
const METRICS = [
  withRole('oxygen', 'dissolved-oxygen', { expectedIntervalSeconds: 600 }), withRole('ph', 'ph', { expectedIntervalSeconds: 3_600, unit: '' }),
  withRole('energy', 'energy', { kind: 'counter', unit: 'kWh' }), withRole('gas', 'energy', { unit: 'm3' }), withRole('good', 'good-quantity', { kind: 'counter', unit: '件', resolution: 1 }),
];
const INVENTORY = inventoryOf([device('P1'), device('P2')], { classes: [deviceClass('c5', 5, METRICS)] });
const TARGETS = ['monitoring-valid-hours', 'fishery-oxygen-compliance', 'energy-utilisation-gain'].map((indicator) => ({ indicator, comparator: '>=' as const, value: 1, unit: '%', clause: 'c' }));
const DAY = { from: WINDOW_FROM, to: WINDOW_FROM + MICROS_PER_DAY };
const contract = (facts: Partial<ProjectContract> = {}): ProjectContract => contractOf({ targets: TARGETS, window: DAY, energy: { definition: 'regression' }, ...facts });

const reading = (name: string, minute: number, value: number, facts: Partial<ExtractReading> = {}): ExtractReading =>
  ({ device: 'P1', metric: name, at: WINDOW_FROM + minute * MICROS_PER_MINUTE, value, kind: 'number', quality: '', origin: 'live', unused: false, ...facts });

function fold(readings: readonly ExtractReading[], terms: ProjectContract = contract(), inventory: ProjectInventory = INVENTORY, down: readonly MinuteRange[] = []) {
  const windows = new SeriesWindowFold(inventory, terms, down);
  for (const one of readings) windows.add('reporting', one);
  return windows.finish();
}

describe('windows of a series', () => {
  it('hold sum, extremes and the minutes that readings stand for, by the local hour', () => {
    const [row, ...others] = fold([reading('ph', 0, 7.1), reading('ph', 30, 7.3), reading('ph', 60, 8)]);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ leg: 'reporting', device: 'P1', metric: 'ph', role: 'ph', resolution: 0.1, unit: '', origins: ['live'] });
    expect(row?.windows).toEqual([
      { day: '2026-10-01', hour: 0, steps: '144', readings: 2, held: 60, least: 71, most: 73, known: 0, above: 0, stopped: 0, bridged: 0 },
      { day: '2026-10-01', hour: 1, steps: '80', readings: 1, held: 60, least: 80, most: 80, known: 0, above: 0, stopped: 0, bridged: 0 },
    ]);
  });

  it('count a slot once, however often it is read: ten minutes of each', () => {
    expect(fold([0, 9, 10, 59].map((minute) => reading('oxygen', minute, 6)))[0]?.windows[0]).toMatchObject({ readings: 4, held: 30 });
  });

  it('know a value for one interval at most, over the hour and midnight, and no longer than to the next reading of any quality', () => {
    const windows = fold([
      reading('oxygen', 55, 5.1), reading('oxygen', 62, 5), reading('oxygen', 64, 9, { quality: 'D' }), reading('oxygen', 100, 7),
    ])[0]?.windows.map(({ hour, known, above }) => [hour, known / MICROS_PER_MINUTE, above / MICROS_PER_MINUTE]);
    expect(windows).toEqual([[0, 5, 5], [1, 2 + 2 + 10, 2 + 10]]);
    const late = fold([reading('oxygen', 24 * 60 - 3, 6)], contract({ window: { from: WINDOW_FROM, to: WINDOW_FROM + 2 * MICROS_PER_DAY } }));
    expect(late[0]?.windows.map(({ day, hour, readings, known }) => [day, hour, readings, known / MICROS_PER_MINUTE])).toEqual([['2026-10-01', 23, 1, 3], ['2026-10-02', 0, 0, 7]]);
    expect(fold([reading('oxygen', 24 * 60 - 3, 6)])[0]?.windows.map(({ known }) => known / MICROS_PER_MINUTE)).toEqual([3]);
  });

  it('keep of a level how long it was where, by stretches of the hour', () => {
    const levels = (terms = contract()) => fold([reading('oxygen', 55, 5.1), reading('oxygen', 58, 6), reading('oxygen', 62, 5), reading('oxygen', 66, 3.5), reading('oxygen', 70, 2.9)], terms)[0]?.windows
      .map(({ hour, levels: held = [] }) => [hour, ...held.map(({ from, to, level }) => `${from / MICROS_PER_MINUTE}-${to / MICROS_PER_MINUTE} ${level}`)]);
    expect(levels()).toEqual([[0, '55-60 above'], [1, '0-2 above', '2-10 fair', '10-20 floor']]);
    expect(levels(contract({ environment: { salmonid: true } }))).toEqual([[0, '55-60 above'], [1, '0-2 above', '2-6 fair', '6-20 floor']]);
  });

  it('take only what counts: flag N or none, the origin, the grid, the leg', () => {
    expect(fold([
      reading('oxygen', 1, 6, { quality: 'N' }), reading('oxygen', 2, 6, { quality: 'F' }), reading('oxygen', 3, 6, { quality: 'M' }), reading('oxygen', 4, 6, { origin: 'simulated' }),
      reading('oxygen', 5, 6, { unused: true }), reading('oxygen', 6, NaN), reading('oxygen', 24 * 60, 6),
    ])[0]?.windows).toMatchObject([{ hour: 0, readings: 1, stopped: 1, steps: '60' }]);
    expect(fold([reading('oxygen', -1, 6), reading('load', 1, 6)])).toEqual([]);
  });

  it('hold no level that came after the limit of the contract, nor its flag; amounts stay', () => {
    const after = (minute: number, hours: number, beyond = 0): Partial<ExtractReading> => ({ received: WINDOW_FROM + minute * MICROS_PER_MINUTE + hours * MICROS_PER_HOUR + beyond });
    const windows = (readings: readonly ExtractReading[], terms = contract()) => fold(readings, terms).map(({ metric: name, windows: held }) => [name, held.map((one) => [one.readings, one.held, one.known / MICROS_PER_MINUTE, one.stopped])]);
    expect(windows([reading('oxygen', 0, 6, after(0, 72))])).toEqual([['oxygen', [[1, 10, 10, 0]]]]);
    expect(windows([reading('oxygen', 0, 6, after(0, 72, 1))])).toEqual([]);
    expect(windows([reading('oxygen', 0, 6, after(0, 73))], contract({ lateDeliveryHours: 73 }))).toEqual([['oxygen', [[1, 10, 10, 0]]]]);
    expect(windows([reading('oxygen', 0, 6), reading('oxygen', 4, 2, after(4, 73)), reading('oxygen', 20, 6, { quality: 'F', ...after(20, 73) })])).toEqual([['oxygen', [[1, 10, 4, 0]]]]);
    expect(windows([reading('oxygen', 0, 6, { origin: 'imported', ...after(0, 900) })])).toEqual([['oxygen', [[1, 10, 10, 0]]]]);
    expect(windows([reading('energy', 0, 10, after(0, 900)), reading('energy', 60, 12, after(60, 900))])).toEqual([['energy', [[2, 2, 0, 0]]]]);
  });

  it('hold a level that could not come because the platform was down, until the limit after its return', () => {
    const first = WINDOW_FROM / MICROS_PER_MINUTE;
    const readings = (hours: number): readonly ExtractReading[] => [reading('oxygen', 0, 6, { received: WINDOW_FROM + hours * MICROS_PER_HOUR })];
    const held = (hours: number) => fold(readings(hours), contract(), INVENTORY, [{ from: first, to: first + 10 * 60 }]).length;
    expect([held(82), held(82.1), fold(readings(82)).length]).toEqual([1, 0, 0]);
  });

  it('are read only where a target asks: levels in the reporting period, amounts by the day where the contract chose a regression', () => {
    const readings = [reading('energy', 0, 10), reading('energy', 60, 12), reading('ph', 0, 7)];
    expect(fold(readings).map(({ metric: name, windows: [first] }) => [name, first?.hour])).toEqual([['energy', null], ['ph', 0]]);
    expect(fold(readings, contract({ energy: { definition: 'reduction' } })).map(({ metric: name }) => name)).toEqual(['ph']);
    expect(fold(readings, contract({ targets: [] }))).toEqual([]);
    const windows = new SeriesWindowFold(INVENTORY, contract({ baseline: DAY }));
    for (const one of readings) windows.add('baseline', one);
    expect(windows.finish().map(({ leg, metric: name }) => [leg, name])).toEqual([['baseline', 'energy']]);
  });

  it('give growth to the day in which it arrived, and say how long it took', () => {
    const terms = contract({ window: { from: WINDOW_FROM, to: WINDOW_FROM + 3 * MICROS_PER_DAY } });
    const [row] = fold([reading('energy', 0, 10), reading('energy', 60, 12), reading('energy', 50 * 60, 40), reading('energy', 51 * 60, 3), reading('energy', 52 * 60, 4)], terms);
    expect(row?.windows.map(({ day, steps, held, bridged }) => [day, steps, held, bridged / MICROS_PER_HOUR])).toEqual([
      ['2026-10-01', '20', 2, 1], ['2026-10-03', '320', 3, 49],
    ]);
  });

  it('take growth back out of the day before, where midnight lies inside an excursion', () => {
    const terms = contract({ window: { from: WINDOW_FROM, to: WINDOW_FROM + 2 * MICROS_PER_DAY } });
    const days = (values: readonly (readonly [hour: number, value: number])[]) =>
      fold(values.map(([hour, value]) => reading('energy', hour * 60, value)), terms)[0]?.windows.map(({ day, steps, readings, bridged }) => [day, steps, readings, bridged / MICROS_PER_HOUR]);
    expect(days([[0, 1_000], [23, 90_000], [24, 1_001], [25, 1_002]])).toEqual([['2026-10-01', '0', 2, 0], ['2026-10-02', '20', 2, 24]]);
    expect(days([[0, 1_000], [22, 1_001], [23, 0], [24, 0], [25, 1_002]])).toEqual([['2026-10-01', '10', 3, 22], ['2026-10-02', '10', 2, 3]]);
  });
});

const anyReadings = fc.array(fc.tuple(
  fc.constantFrom('energy', 'gas', 'oxygen', 'ph'), fc.integer({ min: -100, max: 4 * 24 * 60 }), fc.integer({ min: 0, max: 300 }), fc.constantFrom('' as const, 'N' as const, 'D' as const, 'F' as const),
), { maxLength: 120, size: 'max' }).map((rows) => {
  const unique = new Map(rows.map(([name, minute, tenths, quality]) => [`${name} ${minute}`, reading(name, minute, tenths / 10, { quality })]));
  return [...unique.values()].sort((a, b) => (a.metric === b.metric ? a.at - b.at : a.metric < b.metric ? -1 : 1));
});
const anyTerms = fc.record({ to: fc.integer({ min: 1, max: 4 * 24 * 60 }), days: fc.constantFrom(undefined, ['2026-10-01', '2026-10-03']), zone: fc.constantFrom('Asia/Shanghai', 'Asia/Kolkata') })
  .map(({ to, days, zone }) => contract({ window: { from: WINDOW_FROM, to: WINDOW_FROM + to * MICROS_PER_MINUTE, ...(days && { days }) }, plannedTime: { zone, shifts: [] } }));

describe('any readings', () => {
  it('by days add up to the amount of the leg, to the last step', () => {
    fc.assert(fc.property(anyReadings, anyTerms, (readings, terms) => {
      const quantities = new RoleQuantityFold(INVENTORY, terms);
      for (const one of readings) quantities.add('reporting', one);
      const days = new Map(fold(readings, terms).map((row) => [row.metric, row]));
      for (const { metric: name, steps, readings: count } of quantities.finish()) {
        const windows = days.get(name)?.windows ?? [];
        expect([name, String(windows.reduce((sum, window) => sum + BigInt(window.steps), 0n)), windows.reduce((sum, window) => sum + window.readings, 0)]).toEqual([name, steps, count]);
      }
    }));
  });

  it('by hours are what a walk over the readings finds', () => {
    fc.assert(fc.property(anyReadings, anyTerms, (readings, terms) => {
      const naive = new Map<string, number[]>();
      for (const { metric: name, at, value, quality } of readings) {
        const local = DateTime.fromMillis(at / 1_000, { zone: terms.plannedTime.zone });
        const inside = at >= terms.window.from && at < terms.window.to && terms.window.days?.includes(local.toISODate() ?? '') !== false;
        if (name !== 'ph' || !inside || (quality !== '' && quality !== 'N')) continue;
        const key = `${local.toISODate()} ${local.hour}`;
        naive.set(key, [...(naive.get(key) ?? []), Math.round((value as number) * 10)]);
      }
      const windows = fold(readings, terms).filter(({ metric: name }) => name === 'ph').flatMap((row) => row.windows).filter((window) => window.readings > 0);
      expect(windows.map(({ day, hour, steps, readings: count, least, most }) => [`${day} ${hour}`, Number(steps), count, least, most]))
        .toEqual([...naive].map(([key, values]) => [key, values.reduce((sum, value) => sum + value, 0), values.length, Math.min(...values), Math.max(...values)]));
    }));
  });

  it('know of no hour more than an hour, and of none more above than known', () => {
    fc.assert(fc.property(anyReadings, anyTerms, (readings, terms) => {
      for (const { windows } of fold(readings, terms)) {
        for (const { known, above, hour } of windows) expect(above <= known && known <= (hour === null ? 0 : MICROS_PER_HOUR)).toBe(true);
      }
    }));
  });
});

describe('a day on which clocks are put back', () => {
  it('has 25 hours, and the second one is told from the first', () => {
    const from = micros('2026-10-25T00:00:00+02:00');
    const terms = contract({ window: { from, to: from + 25 * MICROS_PER_HOUR }, plannedTime: { zone: 'Europe/Amsterdam', shifts: [] } });
    const hours = Array.from({ length: 25 }, (_, hour): ExtractReading => ({ ...reading('ph', 0, 7), at: from + hour * MICROS_PER_HOUR }));
    expect(fold(hours, terms)[0]?.windows.map(({ day, hour }) => [day, hour])).toEqual(Array.from({ length: 25 }, (_, hour) => ['2026-10-25', hour]));
  });
});
