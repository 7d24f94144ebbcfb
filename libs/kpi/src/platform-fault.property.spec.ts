import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { MetricDefinition, TraceBatchItem } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import { ExtractFold } from './extract-fold.js';
import type { ExtractReading } from './extract-reading.js';
import type { IndicatorRow } from './indicator-row.js';
import type { MinuteRange } from './minute-range.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const FIRST = WINDOW_FROM / MICROS_PER_MINUTE;
const DAYS = 3;
const SPAN = DAYS * 1_440;

const METRICS: readonly MetricDefinition[] = [
  { ...metric('oxygen'), role: 'dissolved-oxygen', unit: 'mg/L' },
  { ...metric('good'), role: 'good-quantity', unit: '件', resolution: 1 },
];
/** A machine that counts its pieces; its counter is bridged over an outage, as far as it goes. */
const COUNTERS: readonly MetricDefinition[] = [{ ...metric('oxygen') }, { ...metric('good', 'counter'), role: 'good-quantity', unit: '件', resolution: 1 }];
const DEVICES = [device('M1'), device('M2', { classId: 'k30' }), device('P1', { assetKind: 'farm', siteId: 'north' }), device('W1', { assetKind: 'wearable' })];
const INVENTORY = inventoryOf(DEVICES, { classes: [deviceClass('c5', 30, METRICS), deviceClass('k30', 30, COUNTERS)] });
const INDICATORS = ['networked-device-ratio', 'monitoring-valid-hours', 'smart-aquaculture-ratio', 'chronic-disease-monitoring', 'storage-and-analysis', 'overall-equipment-effectiveness', 'fishery-oxygen-compliance', 'batch-traceability', 'traceability-bases'] as const;
/** Cold chains of some hours each, one after the other. */
const BATCHES: readonly TraceBatchItem[] = Array.from({ length: 12 }, (_, index) => ({
  id: `b${index}`, product: '鱼', base: 'north', producedAt: WINDOW_FROM, withdrawn: false,
  events: [{ id: 'e', step: 'cold-chain', at: WINDOW_FROM + 6 * index * MICROS_PER_HOUR, until: WINDOW_FROM + (6 * index + 2 + index) * MICROS_PER_HOUR, place: { site: 'north' }, readings: { device: 'P1', metric: 'oxygen' } }],
}));
const TARGETS = INDICATORS.map((indicator) => ({ indicator, comparator: '>=' as const, value: indicator === 'storage-and-analysis' ? 3 : 50, unit: '%', clause: 'c' }));

/** Rows of the same readings under some downtime of the platform. */
function rowsUnder(readings: readonly ExtractReading[], down: readonly MinuteRange[]): ReadonlyMap<string, IndicatorRow> {
  const facts = { platformSilence: down.map((range) => ({ ...range, proven: true })) };
  const context = contextOf({ inventory: INVENTORY, contract: {
    targets: TARGETS, window: { from: WINDOW_FROM, to: WINDOW_FROM + DAYS * MICROS_PER_DAY }, lateDeliveryHours: 6, networkedThreshold: 0.5,
    efficiency: { definition: 'oee', standards: ['M1', 'M2'].map((machine) => ({ device: machine, millisecondsPerPiece: 60_000 })) }, bases: { sites: ['north'], parameters: ['dissolved-oxygen'] },
    traceability: { scope: 'all', varieties: [], bases: ['north'], steps: ['cold-chain'], coldChain: { unit: 'mg/L', ranges: [{ low: 0, high: 9 }], minimumCoverage: 0.3 } },
  } }, facts);
  const fold = new ExtractFold(context.inventory, context.contract, BATCHES, down);
  for (const reading of readings) fold.add('reporting', reading);
  const read = { ...context, batches: BATCHES, ...fold.finish() };
  return new Map(INDICATORS.map((indicator) => [indicator, evaluate(indicator, read)]));
}

/** Runs of readings, so that hours and days are sometimes held: of a device from a minute on, one every so many minutes, delivered so many hours later. */
const runs = fc.array(fc.record({
  device: fc.constantFrom('M1', 'M2', 'P1', 'W1'), metric: fc.constantFrom('oxygen', 'good'), from: fc.integer({ min: 0, max: SPAN - 1 }), every: fc.integer({ min: 1, max: 40 }), count: fc.integer({ min: 1, max: 120 }),
  hoursLater: fc.constantFrom(0, 0, 5, 8, 30),
}), { minLength: 1, maxLength: 8 });
const readingsOf = (all: typeof runs extends fc.Arbitrary<infer T> ? T : never): readonly ExtractReading[] => {
  const unique = new Map(all.flatMap(({ from, every, count, hoursLater, ...of }) => Array.from({ length: count }, (_, index) => from + index * every).filter((minute) => minute < SPAN).map((minute) => {
    const at = WINDOW_FROM + minute * MICROS_PER_MINUTE;
    return [`${of.device} ${of.metric} ${minute}`, { ...of, at, received: at + hoursLater * MICROS_PER_HOUR, value: of.device === 'M2' ? minute : 6, kind: 'number', quality: '', origin: 'live', unused: false } as const] as const;
  })));
  const key = ({ device: of, metric: name }: ExtractReading): string => `${of}\n${name}`;
  return [...unique.values()].sort((a, b) => (key(a) === key(b) ? a.at - b.at : key(a) < key(b) ? -1 : 1));
};
/** Outages apart from each other, and which of them are recorded already. */
const outages = fc.tuple(fc.uniqueArray(fc.integer({ min: 0, max: SPAN }), { minLength: 2, maxLength: 8 }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })).map(([edges, known]) => {
  const sorted = [...edges].sort((left, right) => left - right);
  const all = sorted.flatMap((from, index) => (index % 2 === 0 && sorted[index + 1] !== undefined ? [{ from: FIRST + from, to: FIRST + (sorted[index + 1] as number) }] : []));
  return { all, some: all.filter((_, index) => known[index] === true) };
});
const VERDICTS = ['not-met', 'insufficient-data', 'met'];
const shareOf = ({ value }: IndicatorRow): number => value ?? Infinity;

describe('an outage of the platform that is found', () => {
  it('never lowers a value and never makes a verdict worse; what has no value any more misses nothing', () => {
    fc.assert(fc.property(runs, outages, (all, { all: down, some }) => {
      const readings = readingsOf(all);
      const [before, after] = [rowsUnder(readings, some), rowsUnder(readings, down)];
      for (const indicator of INDICATORS) {
        const [less, more] = [before.get(indicator) as IndicatorRow, after.get(indicator) as IndicatorRow];
        if (less.value !== null) expect([indicator, shareOf(more) >= less.value]).toEqual([indicator, true]);
        if (less.verdict === 'not-met') expect(VERDICTS).toContain(more.verdict);
        else if (less.verdict === 'met') expect([indicator, more.verdict]).not.toEqual([indicator, 'not-met']);
        expect(more.coverage === null || less.coverage === null || more.coverage >= less.coverage).toBe(true);
      }
    }), { numRuns: 40 });
  });
});
