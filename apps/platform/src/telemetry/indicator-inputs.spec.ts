import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COMPUTED_INDICATORS } from '@yanshou/catalogue';
import { unexplainedMinutes } from '@yanshou/evidence';
import { ExtractFold, deliveryDowntime, evaluateAll } from '@yanshou/kpi';
import type { EvaluationContext } from '@yanshou/kpi';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import type { SampleReading } from '@yanshou/store/testing';
import { ENERGY_DEFINITIONS, LEGS, MICROS_PER_HOUR, MICROS_PER_MINUTE, countedOrigins, hourOf, legPeriod, lowBit, parseIsoMicros } from '@yanshou/telemetry';
import type { AssessmentWindow, MetricDefinition, ProjectContract, ProjectInventory, TraceBatchItem } from '@yanshou/telemetry';
import { withGapEvidence } from './delivery-inputs.js';
import { readEvaluationContext } from './indicator-inputs.js';
import { readingAt } from './reading-at.js';

const START = parseIsoMicros('2026-03-01T00:00:00+08:00') ?? NaN;
const HOURS = 60;

const counter = (name: string, role: MetricDefinition['role'], unit: string, resolution: number): MetricDefinition =>
  ({ name, unit, valueType: 'number', kind: 'counter', resolution, reporting: 'periodic', ...(role && { role }) });
const METRICS: readonly MetricDefinition[] = [
  counter('energy', 'energy', 'kWh', 0.1), counter('good', 'good-quantity', '件', 1), counter('scrap', 'scrap-quantity', '件', 1), counter('checked', 'inspected-quantity', '件', 1),
  { ...counter('state', 'production-state', '', 1), valueType: 'text', kind: 'state', reporting: 'by-exception' },
  { ...counter('running', 'production-state', '', 1), valueType: 'boolean', kind: 'state' },
  { ...counter('load', undefined, '%', 0.01), kind: 'process' },
  { ...counter('oxygen', 'dissolved-oxygen', 'mg/L', 0.01), kind: 'process', expectedIntervalSeconds: 900 }, { ...counter('so2', 'so2', 'µg/m³', 1), kind: 'process' },
  { ...counter('session', 'training-session', '', 1), valueType: 'text', kind: 'state' }, { ...counter('score', 'training-score', '', 0.1), kind: 'state' },
  { ...counter('warmth', 'outdoor-temperature', '°C', 0.1), kind: 'process' },
];
const VALUES = new Map<string, fc.Arbitrary<string | boolean | number>>([
  ['state', fc.constantFrom('ACTIVE', 'READY', 'OFF', '')], ['running', fc.boolean()], ['load', fc.double({ noNaN: true, min: -5, max: 5 })], ['oxygen', fc.double({ noNaN: true, min: 0, max: 12 })],
  ['session', fc.constantFrom('S1', 'S2')], ['score', fc.integer({ min: 0, max: 100 })],
  ['scrap', fc.integer({ min: 0, max: 9 })], ['energy', fc.integer({ min: 0, max: 9_000 }).map((steps) => steps / 10)],
]);

/** Most of their readings rise with time: of a register that jumps with every reading nothing is known. */
const RISING: ReadonlySet<string> = new Set(['good', 'checked', 'energy', 'scrap']);

/** When a device came to the project and left it, as far as it did. */
interface MemberDates {
  readonly commissionedAt?: number;
  readonly decommissionedAt?: number;
}

/** `pieces`: good quantities are sums of readings in place of a running counter. */
const inventoryOf = (demonstration: boolean, dates: readonly MemberDates[] = [], pieces = false): ProjectInventory => ({
  project: 'p', zone: 'Asia/Shanghai', demonstration, acceptedFrom: 0, unknownMetric: 'accept', gateways: [],
  classes: [{ id: 'c', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 15, metrics: METRICS.map((metric) => (pieces && metric.name === 'good' ? { ...metric, kind: 'process', expectedIntervalSeconds: 2_400 } : metric)) }],
  devices: ['d1', 'd2', 'd3'].map((id, index) => ({ ...dates[index], id, assetNumber: id, nameZh: '', nameEn: '', assetKind: id === 'd3' ? 'wearable' : 'production', classId: 'c', siteId: id === 'd1' ? 's1' : 's2', intelligent: true, reporting: 'by-exception' })),
});

const instant = fc.oneof(
  fc.integer({ min: 0, max: HOURS * 60 - 1 }).map((minute) => START + minute * MICROS_PER_MINUTE),
  fc.integer({ min: 0, max: HOURS * MICROS_PER_HOUR - 1 }).map((micros) => START + micros),
);
const sample: fc.Arbitrary<SampleReading> = fc.constantFrom(...METRICS.map(({ name }) => name), 'unknown').chain((metric) => fc.record({
  device: fc.constantFrom('d1', 'd2', 'gone'), metric: fc.constant(metric), at: instant, value: VALUES.get(metric) ?? fc.integer({ min: 0, max: 200 }),
  quality: fc.constantFrom(0, 0, 0, 1, 2, 5), origin: fc.constantFrom(0, 0, 0, 1, 3), unused: fc.constant(metric === 'unknown'),
  hoursLate: fc.constantFrom(0, 0, 0, 1, 2, 24, 71, 80, 200), serverStamped: fc.boolean(),
}).map(({ hoursLate, value, ...one }) => ({ ...one, value: RISING.has(one.metric) && typeof value === 'number' && value % 4 !== 0 ? value + Math.floor((one.at - START) / MICROS_PER_MINUTE) : value, received: one.at + hoursLate * MICROS_PER_HOUR, late: hoursLate > 1 })));

const TARGETS = COMPUTED_INDICATORS.map(({ id: indicator, unit }) => ({ indicator, comparator: '>=' as const, value: 1, unit, clause: '任务书' }));
const span = fc.tuple(instant, instant).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 }));
const days = fc.option(fc.constant(['2026-03-01', '2026-03-03']), { nil: undefined });
const contract: fc.Arbitrary<ProjectContract> = fc.record({
  window: fc.tuple(span, days).map(([period, only]): AssessmentWindow => ({ ...period, ...(only && { days: only }) })), baseline: fc.option(span, { nil: undefined }),
  definition: fc.constantFrom('labour-hours' as const, 'oee' as const, 'machine-hours' as const), energy: fc.constantFrom(...ENERGY_DEFINITIONS),
  limit: fc.constantFrom(undefined, 1, 3, 4, 100), minimumDeviceCoverage: fc.constantFrom(0, 0.5),
}).map(({ window, baseline, definition, energy, limit, minimumDeviceCoverage }) => ({
  ...(limit !== undefined && { lateDeliveryHours: limit }), project: 'p', programme: 'P1', direction: 'P1.1.2', targets: TARGETS, window, ...(baseline && { baseline }), networkedThreshold: 0.1, minimumPlatformCoverage: 0, minimumDeviceCoverage,
  plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00' }] },
  efficiency: { definition, standards: [{ device: 'd1', millisecondsPerPiece: 1_500 }, { device: 'd2', millisecondsPerPiece: 700 }] },
  energy: { definition: energy }, cost: { prices: ['d1', 'd2'].map((device) => ({ device, metric: 'energy', yuanPerUnit: 0.7 })) },
  managedLinks: [{ link: 'production', devices: ['d1'], evidence: ['e'] }], bases: { sites: ['s1', 's2'], parameters: ['dissolved-oxygen'] },
  traceability: { scope: 'all', varieties: [{ name: '一号', vegetable: false }], bases: ['s1', 's2'], steps: ['production', 'cold-chain'], coldChain: { unit: '%', ranges: [{ low: -2, high: 4 }], minimumCoverage: 0.01 } },
}));

/** Batches that set out at any time, their cold chains read from the series that indicators read too. */
const batch: fc.Arbitrary<TraceBatchItem> = fc.record({
  id: fc.uuid(), producedAt: instant, at: instant, length: fc.integer({ min: 1, max: 24 * MICROS_PER_HOUR }), device: fc.constantFrom('d1', 'd2', 'gone'), base: fc.constantFrom('s1', 's2'),
}).map(({ id, producedAt, at, length, device, base }) => ({
  id, product: '种子', variety: '一号', base, producedAt, withdrawn: false, events: [
    { id: 'p', step: 'production', at: Math.min(producedAt, at), place: { site: base } },
    { id: 'c', step: 'cold-chain', at, until: at + length, place: { site: base }, readings: { device, metric: 'load' } },
  ],
}));

/** The context that an auditor builds: from the readings of the legs' hours, and what the bundle says besides. */
async function contextOfExtract(store: MemoryStore, read: EvaluationContext): Promise<EvaluationContext> {
  const [fold, plain] = [1, 2].map(() => new ExtractFold(read.inventory, read.contract, read.batches, deliveryDowntime(read))) as [ExtractFold, ExtractFold];
  for (const leg of LEGS) {
    const period = legPeriod(read.contract, leg);
    if (!period) continue;
    const query = { project: 'p', from: hourOf(period.from) * MICROS_PER_HOUR, to: Math.ceil(period.to / MICROS_PER_HOUR) * MICROS_PER_HOUR };
    for await (const page of store.readings(query)) for (let row = 0; row < page.length; row += 1) for (const one of [fold, plain]) one.add(leg, readingAt(page, row));
  }
  const heartbeats = unexplainedMinutes('reporting', read.deviceHours, plain.finish().deviceHours, countedOrigins(read.inventory.demonstration));
  for (const hour of heartbeats) fold.addHeartbeats(hour);
  expect(read.origins).toEqual(expect.arrayContaining([...fold.origins]));
  return { ...read, ...fold.finish() };
}

/** One device that came, one that left, one that did both or neither. */
const someDates: fc.Arbitrary<readonly MemberDates[]> = fc.tuple(fc.option(instant, { nil: undefined }), fc.option(instant, { nil: undefined }), fc.option(span, { nil: undefined })).map(([came, left, both]) => [
  { ...(came !== undefined && { commissionedAt: came }) }, { ...(left !== undefined && { decommissionedAt: left }) }, { ...(both && { commissionedAt: both.from, decommissionedAt: both.to }) },
]);

/** Mostly none: where every device has dates, hardly a gain has two legs. */
const memberDates: fc.Arbitrary<readonly MemberDates[]> = fc.oneof({ weight: 2, arbitrary: fc.constant<readonly MemberDates[]>([{}, {}, {}]) }, { weight: 1, arbitrary: someDates });

const IDS = COMPUTED_INDICATORS.map(({ id }) => id);

describe('an extract', () => {
  it('evaluates to the rows of the store, byte for byte', async () => {
    let [values, windows, late, overdue, off, fault, traced, cold, told, taken, outside] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const outage = fc.tuple(fc.integer({ min: -100, max: HOURS * 60 }), fc.integer({ min: 0, max: 600 }));
    await fc.assert(fc.asyncProperty(fc.array(sample, { minLength: 80, maxLength: 240, size: 'max' }), contract, fc.tuple(fc.boolean(), fc.boolean()), fc.array(outage, { maxLength: 3 }), fc.tuple(fc.array(batch, { minLength: 8, maxLength: 16 }), memberDates), async (samples, terms, [demonstration, pieces], outages, [batches, dates]) => {
      const store = new MemoryStore();
      const builder = new BatchBuilder();
      for (const one of samples) builder.reading(one);
      for (let minute = -60; minute < HOURS * 60 + 60; minute += 1) if (!outages.some(([from, length]) => minute >= from && minute < from + length)) builder.platformMinute(START / MICROS_PER_MINUTE + minute);
      await store.commit(builder.build());
      const context = await withGapEvidence(await readEvaluationContext({ store, inventory: inventoryOf(demonstration, dates, pieces), contract: terms, pending: 0, batches }), store);
      traced += (context.traceReadings ?? []).filter(({ covered }) => covered > 0).length;
      cold += (context.traceReadings ?? []).filter(({ platformFault }) => platformFault > 0).length;
      told += (context.told ?? []).length;
      const rows = evaluateAll(context);
      overdue += rows.flatMap(({ figures }) => figures.perDevice ?? []).filter((device) => device.overdue !== undefined).length;
      fault += rows.flatMap(({ figures }) => figures.perDevice ?? []).filter((device) => device.platformFault !== undefined).length;
      off += rows.flatMap(({ figures }) => figures.gaps?.totals ?? []).filter(({ cause, intervals }) => cause === 'machine-off' && intervals > 0).length;
      windows += context.windows.length;
      taken += rows.filter(({ reasons }) => reasons.some(({ zh }) => zh.includes('平台自身停机'))).length;
      outside += samples.filter(({ device, at }) => at < (dates[device === 'd1' ? 0 : 1]?.commissionedAt ?? 0) || at >= (dates[device === 'd1' ? 0 : 1]?.decommissionedAt ?? Infinity)).length;
      late += context.quality?.series.filter((row) => row.late > 0 && row.serverStamped > 0).length ?? 0;
      const { quality, told: retold } = await contextOfExtract(store, context);
      expect([quality, retold]).toEqual([context.quality, context.told]);
      values += rows.filter(({ indicator, value }) => indicator.endsWith('gain') && value !== null).length;
      expect(JSON.stringify(evaluateAll(await contextOfExtract(store, context)))).toBe(JSON.stringify(rows));
    }), { numRuns: 300 });
    expect([values > 5, windows > 100, late > 50, overdue > 20, off > 20, fault > 20, traced > 10, cold > 10, told > 10, taken > 10, outside > 500]).toEqual([true, true, true, true, true, true, true, true, true, true, true]);
  });

  it('is completed by the minutes in which a device only said that it is alive', async () => {
    const store = new MemoryStore();
    const builder = new BatchBuilder();
    builder.reading({ device: 'd1', metric: 'load', at: START + 3 * MICROS_PER_MINUTE, value: 1 });
    const batch = builder.build();
    const hour = Int32Array.of(hourOf(START), hourOf(START));
    const alive = { length: 2, principal: Int32Array.of(1, 1), hour, origin: Uint8Array.of(0, 0), low: Int32Array.of(lowBit(3), lowBit(20)), high: Int32Array.of(0, 0) };
    await store.commit({ ...batch, deviceHours: alive });
    const terms: ProjectContract = {
      project: 'p', programme: 'P1', direction: 'P1.1.1', targets: [], window: { from: START, to: START + MICROS_PER_HOUR }, networkedThreshold: 0.5, minimumPlatformCoverage: 0,
      plannedTime: { zone: 'Asia/Shanghai', shifts: [] },
    };
    const inventory = inventoryOf(false);
    const context = await withGapEvidence(await readEvaluationContext({ store, inventory, contract: terms, pending: 0 }), store);
    const rows = evaluateAll(context, IDS);
    expect(rows[0]).toMatchObject({ indicator: 'networked-device-ratio', numerator: 1, denominator: 3 });
    expect(JSON.stringify(evaluateAll(await contextOfExtract(store, context), IDS))).toBe(JSON.stringify(rows));
  });

  it.each<[string, readonly number[], readonly string[], string]>([
    ['live readings', [0], ['live'], 'collected'], ['imported ones', [3], ['imported'], 'imported'], ['both', [0, 3], ['live', 'imported'], 'imported'],
    ['simulated ones', [1], ['simulated'], 'collected'], ['all', [0, 1, 2, 3], ['live', 'simulated', 'replayed', 'imported'], 'imported'],
  ])('names the origins of %s, and the weakest source', async (_, origins, named, sourceKind) => {
    const store = new MemoryStore();
    const builder = new BatchBuilder();
    for (const [minute, origin] of origins.entries()) builder.reading({ device: 'd1', metric: 'load', at: START + minute * MICROS_PER_MINUTE, value: 1, origin });
    await store.commit(builder.build());
    const window = { from: START, to: START + MICROS_PER_HOUR };
    const terms: ProjectContract = { project: 'p', programme: 'P1', direction: 'P1.1.1', targets: TARGETS, window, networkedThreshold: 0.5, minimumPlatformCoverage: 0, plannedTime: { zone: 'Asia/Shanghai', shifts: [] } };
    const context = await readEvaluationContext({ store, inventory: inventoryOf(true), contract: terms, pending: 0 });
    expect(context.origins).toEqual(named);
    expect(evaluateAll(context, ['networked-device-ratio'])[0]).toMatchObject({ origins: named, sourceKind });
  });
});

describe('what was transmitted', () => {
  const HOUR_TERMS: ProjectContract = {
    project: 'p', programme: 'P1', direction: 'P1.2.2', targets: [{ indicator: 'transmission', comparator: '>=', value: 99, unit: '%', clause: 'c' }],
    window: { from: START, to: START + MICROS_PER_HOUR }, networkedThreshold: 0.5, minimumPlatformCoverage: 0, plannedTime: { zone: 'Asia/Shanghai', shifts: [] },
  };

  it('is what was received in the window and is stored: a quarantined message was not, and one before the window is nothing of it', async () => {
    const store = new MemoryStore();
    const builder = new BatchBuilder();
    for (let minute = -30; minute < 30; minute += 1) builder.reading({ device: 'd1', metric: 'load', at: START + minute * MICROS_PER_MINUTE, received: START + minute * MICROS_PER_MINUTE, value: minute });
    for (let count = 0; count < 10; count += 1) builder.quarantine({ device: 'd1', code: 'malformed-json', received: START + MICROS_PER_MINUTE });
    await store.commit(builder.build());
    const read = async (demonstration: boolean, terms: Partial<ProjectContract> = {}) => (await readEvaluationContext({ store, inventory: inventoryOf(demonstration), contract: { ...HOUR_TERMS, ...terms }, pending: 2 })).messages;
    expect(await read(false)).toEqual({ received: 30 + 10 + 2, stored: 30 });
    expect(await read(true)).toEqual({ received: 60 + 10 + 2, stored: 60 });
    expect(await read(false, { targets: [] })).toEqual({ received: 0, stored: 0 });
  });
});
