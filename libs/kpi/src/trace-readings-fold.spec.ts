import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { TraceBatchItem, TraceTerms } from '@yanshou/telemetry';
import type { TraceReadings } from '@yanshou/catalogue';
import type { ExtractReading } from './extract-reading.js';
import type { MinuteRange } from './minute-range.js';
import { WINDOW_FROM, device, deviceClass, inventoryOf, metric } from './testing/context.js';
import { TraceReadingsFold } from './trace-readings-fold.js';

const INVENTORY = inventoryOf([device('lorry'), device('store')], { classes: [deviceClass('c5', 5, [metric('temperature'), { ...metric('door'), valueType: 'boolean' }])] });
const TERMS: TraceTerms = { scope: 'all', varieties: [], bases: [], coldChain: { unit: '°C', ranges: [{ low: 0, high: 8 }, { product: '冻品', low: -30, high: -18 }] } };
const MINUTE = WINDOW_FROM / MICROS_PER_MINUTE;
const at = (minutes: number): number => WINDOW_FROM + minutes * MICROS_PER_MINUTE;
const PERIOD = { from: at(0), to: at(600) };

const batch = (id: string, from: number, until: number, facts: { readonly product?: string; readonly device?: string; readonly metric?: string } = {}): TraceBatchItem => ({
  id, product: facts.product ?? '种子', base: 'b', producedAt: at(0), withdrawn: false,
  events: [{ id: 'e', step: 'cold-chain', at: at(from), until: at(until), place: { name: 'a' }, readings: { device: facts.device ?? 'lorry', metric: facts.metric ?? 'temperature' } }],
});
const reading = (minutes: number, value: number, facts: Partial<ExtractReading> = {}): ExtractReading =>
  ({ device: 'lorry', metric: 'temperature', at: at(minutes), value, kind: 'number', quality: '', origin: 'live', unused: false, ...facts });

function folded(batches: readonly TraceBatchItem[], readings: readonly ExtractReading[], terms: TraceTerms | null = TERMS, period = PERIOD, down: readonly MinuteRange[] = []) {
  const fold = new TraceReadingsFold(INVENTORY, { terms, batches, period, down });
  for (const one of readings) fold.add(one);
  return fold.finish();
}

describe('the readings of a cold chain', () => {
  it('are counted by judging intervals wholly in the span; extremes are of every reading in it', () => {
    const [row] = folded([batch('b', 2, 22)], [reading(1, 50), reading(2, 9), reading(5, 4), reading(9, 7), reading(10, 8.5), reading(16, 0), reading(22, 60)]);
    expect(row).toEqual({ batch: 'b', event: 'e', unit: '°C', expected: 3, platformFault: 0, covered: 3, inRange: 2, min: 0, max: 9, readings: 5, origins: ['live'] });
  });

  it('leave out what does not count: quality, origin, unused, kind, other series, outside the period', () => {
    const odd = [reading(5, 1, { quality: 'D' }), reading(6, 1, { origin: 'simulated' }), reading(7, 1, { unused: true }), reading(8, 1, { kind: 'boolean' }), reading(9, 1, { metric: 'door' })];
    expect(folded([batch('b', 0, 60)], odd)[0]).toMatchObject({ expected: 12, covered: 0, inRange: 0, min: null, max: null, readings: 0, origins: [] });
    expect(folded([batch('b', 0, 60)], [reading(5, 1), reading(30, 2)], TERMS, { from: at(10), to: at(20) })[0]).toMatchObject({ expected: 12, covered: 0 });
  });

  it('are judged by the limits of the product, else by those for all; in no other unit, and by none that there are not', () => {
    const readings = [reading(0, -20)];
    expect(folded([batch('a', 0, 5), batch('b', 0, 5, { product: '冻品' })], readings).map(({ inRange }) => inRange)).toEqual([0, 1]);
    expect(folded([batch('a', 0, 5)], readings, { ...TERMS, coldChain: { unit: 'K', ranges: [{ low: 0, high: 8 }] } })[0]?.inRange).toBeNull();
    expect(folded([batch('a', 0, 5)], readings, null)[0]?.inRange).toBeNull();
    expect(folded([batch('a', 0, 5)], readings, { ...TERMS, coldChain: { unit: '°C', ranges: [{ product: '冻品', low: -30, high: -18 }] } })[0]?.inRange).toBeNull();
  });

  it('of a device or metric that is none are no row', () => {
    expect(folded([batch('a', 0, 5, { device: 'gone' }), batch('b', 0, 5, { metric: 'door' })], [])).toEqual([]);
  });

  it('tell which stretch of which series has to be read', () => {
    const fold = new TraceReadingsFold(INVENTORY, { terms: TERMS, batches: [batch('a', 30, 60), batch('b', -10, 20), batch('c', 590, 700, { device: 'store' })], period: PERIOD });
    expect([...fold.spans()].sort((left, right) => (left.device < right.device ? -1 : 1))).toEqual([
      { device: 'lorry', metric: 'temperature', from: at(0), to: at(60) }, { device: 'store', metric: 'temperature', from: at(590), to: at(600) },
    ]);
  });

  it('are read by stretches: what is far apart is not read, what overlaps is read once', () => {
    const day = 24 * 60;
    const fold = new TraceReadingsFold(INVENTORY, { terms: TERMS, batches: [batch('a', 0, 60), batch('b', 30, 90), batch('c', 100 * day, 100 * day + 60)], period: { from: at(0), to: at(400 * day) } });
    expect(fold.spans()).toEqual([
      { device: 'lorry', metric: 'temperature', from: at(0), to: at(90) }, { device: 'lorry', metric: 'temperature', from: at(100 * day), to: at(100 * day + 60) },
    ]);
  });

  it('of a hundred and fifty thousand spans over the same readings take time for spans and readings, not for their product', () => {
    const [spans, minutes] = [150_000, 10_000];
    const batches = Array.from({ length: spans }, (_, index) => batch(`b${String(index).padStart(6, '0')}`, index % 5, minutes - (index % 7)));
    const fold = new TraceReadingsFold(INVENTORY, { terms: TERMS, batches, period: { from: at(0), to: at(minutes) } });
    expect(fold.spans()).toEqual([{ device: 'lorry', metric: 'temperature', from: at(0), to: at(minutes) }]);
    for (let minute = 0; minute < minutes; minute += 1) fold.add(reading(minute, minute % 1_000 === 3 ? 9 : 4));
    const rows = fold.finish();
    expect([rows.length, rows[0], rows[1]]).toMatchObject([spans, { expected: 2_000, covered: 2_000, inRange: 1_990, readings: 10_000 }, { expected: 1_998, covered: 1_998, inRange: 1_989, readings: 9_998, min: 4, max: 9 }]);
  });

  it('are not asked for in intervals wholly in downtime of the platform, unless they came later', () => {
    const down = [{ from: MINUTE + 3, to: MINUTE + 21 }];
    const under = (readings: readonly ExtractReading[], outages = down, period = PERIOD) => folded([batch('b', 0, 30)], readings, TERMS, period, outages)[0];
    expect(under([reading(0, 1), reading(25, 1)])).toMatchObject({ expected: 3, platformFault: 3, covered: 2, readings: 2 });
    expect(under([reading(0, 1), reading(12, 9), reading(25, 1)])).toMatchObject({ expected: 4, platformFault: 2, covered: 3, inRange: 2 });
    expect(under([])).toMatchObject({ expected: 3, platformFault: 3, covered: 0 });
    expect(under([], [{ from: MINUTE - 9, to: MINUTE + 90 }])).toMatchObject({ expected: 0, platformFault: 6, covered: 0 });
    // Two outages that touch are one; what lies outside the period was not looked for.
    expect(under([], [{ from: MINUTE + 3, to: MINUTE + 12 }, { from: MINUTE + 12, to: MINUTE + 21 }])).toMatchObject({ platformFault: 3 });
    expect(under([], down, { from: at(10), to: at(600) })).toMatchObject({ expected: 4, platformFault: 2 });
  });

  it('are never fewer for an outage more: of the same readings a share of the time only grows', () => {
    const outage = fc.tuple(fc.integer({ min: -60, max: 260 }), fc.integer({ min: 0, max: 60 })).map(([from, length]) => ({ from: MINUTE + from, to: MINUTE + from + length }));
    fc.assert(fc.property(fc.array(outage, { maxLength: 4 }), outage, fc.uniqueArray(fc.integer({ min: 0, max: 199 }), { maxLength: 40 }), (down, more, minutes) => {
      const readings = [...minutes].sort((left, right) => left - right).map((minute) => reading(minute, 4));
      const [less, worse] = [down, [...down, more]].map((outages) => folded([batch('b', 0, 200)], readings, TERMS, PERIOD, outages)[0]) as [TraceReadings, TraceReadings];
      for (const row of [less, worse]) expect(row.expected + row.platformFault).toBe(40);
      expect(worse.covered).toBe(less.covered);
      expect(worse.expected).toBeLessThanOrEqual(less.expected);
      expect(worse.expected).toBeGreaterThanOrEqual(worse.covered);
    }));
  });

  it('are those of a model that looks at every interval of every span', () => {
    const span = fc.tuple(fc.integer({ min: -30, max: 610 }), fc.integer({ min: 1, max: 200 }), fc.constantFrom('lorry', 'store'));
    const value = fc.record({ minute: fc.double({ min: -40, max: 640, noNaN: true }), value: fc.integer({ min: -5, max: 12 }), device: fc.constantFrom('lorry', 'store') });
    const outage = fc.tuple(fc.integer({ min: -60, max: 640 }), fc.integer({ min: 0, max: 90 })).map(([from, length]) => ({ from: MINUTE + from, to: MINUTE + from + length }));
    fc.assert(fc.property(fc.array(span, { maxLength: 8 }), fc.array(value, { maxLength: 60 }), fc.array(outage, { maxLength: 4 }), (spans, values, down) => {
      const batches = spans.map(([from, length, of], index) => batch(`b${index}`, from, from + length, { device: of }));
      const readings = values.map((one) => ({ ...reading(0, one.value), device: one.device, at: Math.floor(at(one.minute)) }))
        .sort((left, right) => (left.device === right.device ? left.at - right.at : left.device < right.device ? -1 : 1));
      const rows = folded(batches, readings, TERMS, PERIOD, down);
      expect(rows.map(({ batch: id }) => id)).toEqual(batches.map(({ id }) => id).sort());
      for (const row of rows) {
        const { events: [event] } = batches.find(({ id }) => id === row.batch) as TraceBatchItem;
        expect(row).toMatchObject(naive(event as TraceBatchItem['events'][number], readings, down));
      }
    }));
  });
});

const isDown = (minute: number, down: readonly MinuteRange[]): boolean => down.some(({ from, to }) => minute >= from && minute < to);
/** Whether every minute of an interval of the period is one of downtime. */
const isOurs = (slot: number, down: readonly MinuteRange[]): boolean =>
  slot >= PERIOD.from && slot + 5 * MICROS_PER_MINUTE <= PERIOD.to && [0, 1, 2, 3, 4].every((minute) => isDown(slot / MICROS_PER_MINUTE + minute, down));

function naive({ at: from, until: to = 0, readings: of }: TraceBatchItem['events'][number], readings: readonly ExtractReading[], down: readonly MinuteRange[]) {
  const inside = readings.filter((one) => one.device === of?.device && one.at >= from && one.at < to && one.at >= PERIOD.from && one.at < PERIOD.to);
  const counts = { expected: 0, platformFault: 0, covered: 0, inRange: 0 };
  const step = 5 * MICROS_PER_MINUTE;
  for (let slot = Math.floor(from / step) * step; slot < to; slot += step) {
    if (slot < from || slot + step > to) continue;
    const held = inside.filter((one) => one.at >= slot && one.at < slot + step);
    counts[held.length === 0 && isOurs(slot, down) ? 'platformFault' : 'expected'] += 1;
    if (held.length === 0) continue;
    counts.covered += 1;
    if (held.every(({ value }) => Number(value) >= 0 && Number(value) <= 8)) counts.inRange += 1;
  }
  const values = inside.map(({ value }) => Number(value));
  return { ...counts, readings: values.length, min: values.length === 0 ? null : Math.min(...values), max: values.length === 0 ? null : Math.max(...values) };
}
