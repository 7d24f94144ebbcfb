import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobRunner } from '@yanshou/jobs';
import { evaluateAll } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Registry, WindowResult } from '@yanshou/registry';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import type { SampleReading } from '@yanshou/store/testing';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, ManualClock, parseIsoMicros } from '@yanshou/telemetry';
import type { MetricDefinition, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import fc from 'fast-check';
import { windowContract } from '../indicators/contract-at.js';
import type { WindowSpan } from '../indicators/contract-at.js';
import { readWindowContext } from '../telemetry/indicator-inputs.js';
import { isEndOpen } from '../telemetry/open-end.js';
import { DirtyWindows } from './dirty-windows.js';
import { WindowLedger, kept } from './testing/window-ledger.js';
import { KEPT_UNITS, WindowIndicatorsJob } from './window-indicators.job.js';

const ZONE = 'Asia/Shanghai';
/** The last day of a quarter and the first two of the next; the baseline is the two days before. */
const FROM = parseIsoMicros('2026-09-30T00:00:00+08:00') ?? NaN;
const [BEFORE, DAYS] = [2, 3];
const HOUR = 60;
const DAY = 24 * HOUR;
const GAINS = ['production-efficiency-gain', 'energy-utilisation-gain', 'defect-rate-reduction'];
const TARGETS = ['networked-device-ratio', 'connected-equipment', 'process-data-points', 'overall-equipment-effectiveness', 'fishery-oxygen-compliance', ...GAINS];

const metric = (name: string, more: Partial<MetricDefinition>): MetricDefinition => ({ name, unit: '件', valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic', ...more });
const inventory: ProjectInventory = {
  project: 'p', zone: ZONE, demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [],
  classes: [{ id: 'c', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 60, metrics: [
    metric('good', { kind: 'counter', role: 'good-quantity' }), metric('energy', { unit: 'kWh', kind: 'counter', resolution: 0.001, role: 'energy' }),
    metric('scrap', { role: 'scrap-quantity' }), metric('inspected', { role: 'inspected-quantity' }),
    metric('running', { unit: '', valueType: 'boolean', kind: 'state', role: 'production-state' }), metric('oxygen', { unit: 'mg/L', resolution: 0.01, role: 'dissolved-oxygen' }),
  ] }],
  devices: ['d1', 'd2'].map((id) => ({ id, assetNumber: id, nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic' })),
};
const contract: ProjectContract = {
  project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.1, minimumPlatformCoverage: 0, window: { from: FROM, to: FROM + DAYS * MICROS_PER_DAY },
  baseline: { from: FROM - BEFORE * MICROS_PER_DAY, to: FROM }, plannedTime: { zone: ZONE, shifts: [{ start: '00:00', end: '24:00' }] },
  efficiency: { definition: 'oee', standards: ['d1', 'd2'].map((device) => ({ device, millisecondsPerPiece: 1_500 })) },
  targets: TARGETS.map((indicator) => ({ indicator, comparator: '>=', value: 1, unit: '%', clause: '任务书' })),
};

/** Of every six hours of a series at most one reading, and how long after its time it arrives: at once or up to four days later; `replayed`: it waited in quarantine. */
const SLOTS = ((BEFORE + DAYS) * DAY) / (6 * HOUR);
const sent = fc.record({
  isThere: fc.constantFrom(true, true, true, false), minute: fc.integer({ min: 0, max: 6 * HOUR - 1 }), value: fc.integer({ min: 0, max: 5 }),
  // Few are late: a window that much comes to late is due again for whatever else was forgotten.
  delay: fc.oneof({ weight: 40, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 61, max: 4 * DAY }) }), replayed: fc.boolean(), isReset: fc.constantFrom(...Array<boolean>(9).fill(false), true),
});
type Sent = typeof sent extends fc.Arbitrary<infer T> ? T : never;
/** One reading of oxygen within the window comes two days late in every run: few others do, and what is restated has to be seen. */
const OXYGEN = inventory.classes[0]?.metrics.findIndex(({ role }) => role === 'dissolved-oxygen') ?? NaN;
const lateOxygen = fc.integer({ min: (BEFORE * DAY) / (6 * HOUR), max: SLOTS - 1 }).map((slot) => OXYGEN * SLOTS + slot);
const withLate = (all: readonly Sent[], place: number): readonly Sent[] => all.map((one, index) => (index === place ? { ...one, isThere: true, delay: 2 * DAY } : one));
/** From and to in minutes since the baseline began: when the platform itself was down. */
const outage = fc.tuple(fc.integer({ min: 0, max: (BEFORE + DAYS + 2) * DAY }), fc.integer({ min: 20, max: 5 * HOUR })).map(([from, length]) => ({ from, to: from + length }));
type Outage = { readonly from: number; readonly to: number };

const at = (minute: number): number => FROM + (minute - BEFORE * DAY) * MICROS_PER_MINUTE;
const isDown = (outages: readonly Outage[], minute: number): boolean => outages.some(({ from, to }) => minute >= from && minute < to);

/** Counters rise with time, and begin anew at times; the rest is what it is. */
function valueOf(name: string, minute: number, { value, isReset }: Sent): number | boolean {
  if (name === 'good' || name === 'energy') return (isReset ? 0 : 5_000) + minute * (name === 'good' ? 1 : 0.5) + value;
  return name === 'running' ? value % 2 === 0 : name === 'inspected' ? value + 5 : name === 'oxygen' ? 3 + value : value;
}

function samplesOf(all: readonly Sent[], outages: readonly Outage[]): readonly (SampleReading & { readonly arrives: number })[] {
  const metrics = inventory.classes[0]?.metrics ?? [];
  return all.flatMap((one, index) => {
    if (!one.isThere) return [];
    const [slot, series] = [index % SLOTS, Math.floor(index / SLOTS)];
    const [{ name, resolution }, device] = [metrics[series % metrics.length] as MetricDefinition, series < metrics.length ? 'd1' : 'd2'];
    const minute = slot * 6 * HOUR + one.minute;
    let arrival = minute + one.delay;
    // Nothing arrives while the platform is down.
    while (isDown(outages, arrival)) arrival += 1;
    const isReplayed = one.replayed && one.delay > 0;
    const received = isReplayed ? at(minute) : at(arrival);
    return [{ device, metric: name, resolution, at: at(minute), value: valueOf(name, minute, one), received, late: received - at(minute) > MICROS_PER_HOUR, replayed: isReplayed, arrives: at(arrival) }];
  });
}

/** A record of the journal that no indicator reads: heartbeats come with records. */
const beat = (builder: BatchBuilder): unknown => builder.quarantine({ device: 'd1', code: 'out-of-range' });

/** From readings alone, or from what is kept of closed days as well. */
const rowsOf = async (store: MemoryStore, span: WindowSpan, kept: { readonly closedUntil?: number } = {}): Promise<readonly IndicatorRow[]> =>
  evaluateAll(await readWindowContext({ store, inventory, contract: windowContract(contract, span, { inventory, figures: [] }), pending: 0, ...kept }));

describe('the value of a window made of amounts, levels, states and gains', () => {
  const clock = new ManualClock(FROM);
  let ledger: WindowLedger;
  let registry: Registry;
  beforeAll(async () => {
    ledger = await WindowLedger.open(clock, ZONE);
    ({ registry } = ledger);
  }, 120_000);
  afterAll(() => ledger.close());

  /** Runs the clock over data and heartbeats as they come; every tick computes what is due. */
  async function live(project: string, store: MemoryStore, all: readonly ReturnType<typeof samplesOf>[number][], outages: readonly Outage[]): Promise<void> {
    const builder = new BatchBuilder();
    const waiting = [...all].sort((a, b) => a.arrives - b.arrives);
    const dirty = new DirtyWindows({ registry: { dirtyCursor: (of) => registry.dirtyCursor(of), touchWindows: (...args) => registry.touchWindows(...args), contract: async () => contract }, dirtyHours: (_, after) => store.dirtyHours('p', after), dataSet: async () => undefined });
    const evaluate = async (of: string, span: WindowSpan): Promise<readonly IndicatorRow[]> => (await rowsOf(store, span, { closedUntil: span.to })).map((row) => ({ ...row, project: of }));
    const runners = KEPT_UNITS.filter((unit) => unit !== 'hour').map((unit) => new JobRunner<WindowResult>(
      new WindowIndicatorsJob(unit, { evaluate, isEndOpen: (_, span) => isEndOpen(store, 'p', span) }), { windows: registry, clock, owner: 'jobs', onError: (_, error) => { throw error; } }));
    let minute = 0;
    for (let day = BEFORE; day <= BEFORE + DAYS + 6; day += 1) {
      const tick = day * DAY + 2 * HOUR;
      clock.set(at(tick));
      for (; minute <= tick; minute += 1) if (!isDown(outages, minute)) builder.platformMinute(at(minute) / MICROS_PER_MINUTE);
      while ((waiting[0]?.arrives ?? Infinity) <= at(tick)) {
        // What comes twice changes nothing, and is no batch of its own.
        if (builder.reading(waiting.shift() as SampleReading) !== undefined) await store.commit(builder.build());
      }
      beat(builder);
      await store.commit(builder.build());
      for (const runner of runners) await runner.plan([{ project, zone: ZONE, ...contract.window, ...(contract.baseline && { baseline: contract.baseline }) }]);
      await dirty.look([project]);
      for (const runner of runners) await runner.drain();
    }
  }

  it('is the same to the bit live, scheduled and computed anew, whatever came late, twice, out of order or after a downtime', async () => {
    const seen = { gains: 0, restated: 0, levels: 0 };
    const series = 2 * (inventory.classes[0]?.metrics.length ?? 0);
    const facts = [fc.array(sent, { minLength: SLOTS * series, maxLength: SLOTS * series }), fc.array(outage, { maxLength: 2 }), lateOxygen] as const;
    // One that is known to have every kind of value, so that what is asked of them below is asked.
    const rich = fc.sample(fc.tuple(...facts), { seed: 8, numRuns: 1 });
    await fc.assert(fc.asyncProperty(...facts, async (all, outages, place) => {
      const project = await ledger.newProject();
      const samples = samplesOf(withLate(all, place), outages);
      const [store, anew, builder] = [new MemoryStore(), new MemoryStore(), new BatchBuilder()];
      await live(project, store, [...samples, ...samples.slice(0, 5)], outages);
      for (let minute = 0; minute <= (BEFORE + DAYS + 6) * DAY + 2 * HOUR; minute += 1) if (!isDown(outages, minute)) builder.platformMinute(at(minute) / MICROS_PER_MINUTE);
      for (const reading of [...samples].sort((a, b) => a.arrives - b.arrives)) builder.reading(reading);
      beat(builder);
      await anew.commit(builder.build());
      const values = await registry.kpiValues(project);
      const gainUnits = new Set(values.filter(({ indicator }) => GAINS.includes(indicator)).map(({ unit }) => unit));
      expect([new Set(values.map(({ unit }) => unit)), gainUnits]).toEqual([new Set(['day', 'month', 'quarter', 'baseline', 'reporting']), new Set(['day', 'month', 'quarter', 'reporting'])]);
      expect(values.filter(({ unit }) => unit === 'quarter')).toHaveLength(2 * TARGETS.length);
      for (const scheduled of values) {
        const rows = await Promise.all([rowsOf(store, scheduled), rowsOf(anew, scheduled), rowsOf(store, scheduled, { closedUntil: scheduled.to })]);
        const [now, again, fromKept] = rows.map((of) => of.find(({ indicator }) => indicator === scheduled.indicator));
        expect(kept(scheduled)).toEqual(kept(now as IndicatorRow));
        expect(kept(again as IndicatorRow)).toEqual(kept(now as IndicatorRow));
        expect(kept(fromKept as IndicatorRow)).toEqual(kept(now as IndicatorRow));
        const isGain = GAINS.includes(scheduled.indicator) && scheduled.value !== null;
        seen.gains += isGain ? 1 : 0;
        seen.restated += isGain && scheduled.version > 1 ? 1 : 0;
        seen.levels += scheduled.indicator === 'fishery-oxygen-compliance' && scheduled.version > 1 ? 1 : 0;
      }
      for (const { version, reason } of values) expect(reason === undefined).toBe(version === 1);
    }), { numRuns: 3, examples: rich, endOnFailure: true });
    // Nothing is shown by values that are not there.
    expect([seen, Object.values(seen).every((count) => count > 0)]).toEqual([seen, true]);
  }, 600_000);
});
