import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MetricDefinition, MetricRole } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from '@yanshou/telemetry';
import type { ExtractReading } from './extract-reading.js';
import { RoleQuantityFold } from './role-quantity-fold.js';
import { WINDOW_FROM, contractOf, device, deviceClass, inventoryOf, metric, micros } from './testing/context.js';

const withRole = (name: string, role: MetricRole, facts: Partial<MetricDefinition> = {}): MetricDefinition => ({ ...metric(name, 'counter'), role, unit: 'kWh', ...facts });

const METRICS = [
  withRole('energy', 'energy', { resolution: 0.1 }),
  withRole('amount', 'energy', { kind: 'process', resolution: 0.5 }),
  withRole('state', 'production-state', { kind: 'state', valueType: 'text', reporting: 'by-exception' }),
  withRole('running', 'production-state', { kind: 'state', valueType: 'boolean' }),
  metric('load'),
];
const INVENTORY = inventoryOf([device('M1'), device('M2')], { classes: [deviceClass('c5', 5, METRICS)] });
const CONTRACT = contractOf({ baseline: { from: WINDOW_FROM - 24 * MICROS_PER_HOUR, to: WINDOW_FROM - 22 * MICROS_PER_HOUR } });

const reading = (name: string, at: number, value: number | string, facts: Partial<ExtractReading> = {}): ExtractReading =>
  ({ device: 'M1', metric: name, at, value, kind: typeof value === 'string' ? 'text' : 'number', quality: '', origin: 'live', unused: false, ...facts });

function folded(readings: readonly ExtractReading[], contract = CONTRACT, inventory = INVENTORY) {
  const fold = new RoleQuantityFold(inventory, contract);
  for (const one of readings) fold.add('reporting', one);
  return fold.finish();
}

const minute = (count: number): number => WINDOW_FROM + count * MICROS_PER_MINUTE;

describe('what a counter gives', () => {
  it('is its growth between readings in the leg; what it grew before the first is not counted', () => {
    const rows = folded([reading('energy', minute(-1), 100), reading('energy', minute(0), 130), reading('energy', minute(5), 130.3), reading('energy', minute(119), 131), reading('energy', minute(120), 999)]);
    expect(rows).toEqual([{ leg: 'reporting', device: 'M1', metric: 'energy', role: 'energy', steps: '10', resolution: 0.1, unit: 'kWh', readings: 3, resets: 0, origins: ['live'] }]);
  });

  it('counts from zero after a fall', () => {
    expect(folded([10, 12, 3, 5].map((value, at) => reading('energy', minute(at), value)))[0]).toMatchObject({ steps: '70', resets: 1 });
  });

  it('leaves out one message of zero, and a level that it came back from, and says how often', () => {
    const amount = (values: readonly number[]) => folded(values.map((value, at) => reading('energy', minute(at), value)))[0];
    expect(amount([100_000, 100_001, 0, 100_001.2, 100_002])).toMatchObject({ steps: '20', resets: 0, excursions: 1 });
    expect(amount([100_000, 100_001, 900_000, 100_001.2, 100_002])).toMatchObject({ steps: '20', resets: 0, excursions: 1 });
    expect(amount([100_000, 100_001, 100_002])).not.toHaveProperty('excursions');
  });

  it('leaves out what is not valid, not on the grid, of another origin, unused or of an unknown device', () => {
    const rows = folded([
      reading('energy', minute(0), 1), reading('energy', minute(1), 50, { quality: 'D' }), reading('energy', minute(2), 60, { origin: 'simulated' }),
      reading('energy', minute(3), 70, { unused: true }), reading('energy', minute(4), 1e300), reading('energy', minute(5), 'text'), reading('energy', minute(6), 2, { quality: 'N' }),
      reading('energy', minute(6), 2, { device: 'M9' }), reading('load', minute(6), 2),
    ]);
    expect(rows).toMatchObject([{ steps: '10', readings: 2 }]);
  });

  it('counts simulated and imported readings where they count, and names the origins', () => {
    const readings = [reading('energy', minute(0), 1, { origin: 'simulated' }), reading('energy', minute(1), 2, { origin: 'imported' }), reading('energy', minute(2), 4)];
    expect(folded(readings)).toMatchObject([{ steps: '20', origins: ['live', 'imported'] }]);
    expect(folded(readings, CONTRACT, { ...INVENTORY, demonstration: true })).toMatchObject([{ steps: '30', origins: ['live', 'simulated', 'imported'] }]);
  });

  it('does not grow between the single days of a window', () => {
    const day = micros('2026-10-01T00:00:00+08:00');
    const window = { from: day, to: day + 72 * MICROS_PER_HOUR, days: ['2026-10-01', '2026-10-03'] };
    const at = (hours: number, value: number) => reading('energy', day + hours * MICROS_PER_HOUR, value);
    expect(folded([at(1, 10), at(2, 11), at(30, 500), at(49, 900), at(50, 902)], contractOf({ window }))).toMatchObject([{ steps: '30', readings: 4 }]);
  });

  it('is exact beyond what a double can add', () => {
    const top = Number.MAX_SAFE_INTEGER;
    const wide = inventoryOf([device('M1')], { classes: [deviceClass('c5', 5, [withRole('energy', 'energy', { resolution: 1 })])] });
    expect(folded([0, top, 0, 1, top, 0, 1, top].map((value, index) => reading('energy', minute(index), value)), CONTRACT, wide)[0]?.steps).toBe(String(3n * BigInt(top)));
  });
});

describe('what other metrics give', () => {
  it('is the sum of the readings of an amount per interval, negative ones too', () => {
    expect(folded([1.5, 2, -0.5].map((value, index) => reading('amount', minute(index), value)))).toMatchObject([{ steps: '6', resolution: 0.5, readings: 3 }]);
  });

  it('is the time in ACTIVE, up to the next reading of any quality or the end of the leg', () => {
    const rows = folded([
      reading('state', minute(-5), 'ACTIVE'), reading('state', minute(10), 'ACTIVE'), reading('state', minute(12), 'ACTIVE'), reading('state', minute(15), 'READY'),
      reading('state', minute(20), 'ACTIVE'), reading('state', minute(21), 'ACTIVE', { quality: 'B' }), reading('state', minute(110), 'ACTIVE'),
    ]);
    expect(rows).toMatchObject([{ steps: String(16 * MICROS_PER_MINUTE), unit: 'us', resolution: 1, readings: 5 }]);
  });

  it('lets a periodic state hold for one judging interval at most', () => {
    const on = (at: number, value: number) => reading('running', minute(at), value, { kind: 'boolean' });
    expect(folded([on(0, 1), on(2, 1), on(30, 1), on(31, 0)])[0]?.steps).toBe(String((2 + 5 + 1) * MICROS_PER_MINUTE));
  });
});

describe('the fold', () => {
  it('keeps the legs apart and gives nothing for a leg that the contract does not name', () => {
    const fold = (contract = CONTRACT) => {
      const both = new RoleQuantityFold(INVENTORY, contract);
      for (const at of [0, 60]) both.add('baseline', reading('energy', WINDOW_FROM - 24 * MICROS_PER_HOUR + at * MICROS_PER_SECOND, at));
      for (const at of [0, 60]) both.add('reporting', reading('energy', WINDOW_FROM + at * MICROS_PER_SECOND, 2 * at));
      return both.finish();
    };
    expect(fold().map((row) => [row.leg, row.steps])).toEqual([['baseline', '600'], ['reporting', '1200']]);
    expect(fold(contractOf()).map((row) => row.leg)).toEqual(['reporting']);
  });

  it('gives the same rows in whatever order series come', () => {
    const series = fc.array(fc.integer({ min: -2_000, max: 2_000 }), { maxLength: 12 });
    const names = ['M1 energy', 'M1 amount', 'M2 energy', 'M2 amount'] as const;
    fc.assert(fc.property(fc.array(series, { minLength: 4, maxLength: 4 }), fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (values, order) => {
      const readings = (index: number) => (values[index] ?? []).map((value, at) => {
        const [of = '', name = ''] = (names[index] ?? '').split(' ');
        return reading(name, minute(at), value / 10, { device: of });
      });
      expect(folded(order.flatMap(readings))).toEqual(folded([0, 1, 2, 3].flatMap(readings)));
    }));
  });
});
