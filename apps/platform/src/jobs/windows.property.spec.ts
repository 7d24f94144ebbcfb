import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobRunner } from '@yanshou/jobs';
import { evaluateAll } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Registry, WindowResult } from '@yanshou/registry';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import type { SampleReading } from '@yanshou/store/testing';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, ManualClock, parseIsoMicros } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import fc from 'fast-check';
import { windowContract } from '../indicators/contract-at.js';
import { readWindowContext } from '../telemetry/indicator-inputs.js';
import { isEndOpen } from '../telemetry/open-end.js';
import { DirtyWindows } from './dirty-windows.js';
import { WindowLedger, kept } from './testing/window-ledger.js';
import { KEPT_UNITS, WindowIndicatorsJob } from './window-indicators.job.js';

const ZONE = 'Asia/Shanghai';
/** The last day of a quarter and the first two of the next. */
const FROM = parseIsoMicros('2026-09-30T00:00:00+08:00') ?? NaN;
const DAYS = 3;
const TO = FROM + DAYS * MICROS_PER_DAY;

const inventory: ProjectInventory = {
  project: 'p', zone: ZONE, demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [],
  classes: [{ id: 'c', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 15, metrics: [{ name: 'm', unit: '', valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic' }] }],
  devices: ['d1', 'd2', 'd3'].map((id) => ({ id, assetNumber: id, nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic' })),
};
const contractOf = (project: string): ProjectContract => ({
  project, programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.1, minimumPlatformCoverage: 0, window: { from: FROM, to: TO },
  baseline: { from: FROM - 2 * MICROS_PER_DAY, to: FROM },
  plannedTime: { zone: ZONE, shifts: [{ start: '00:00', end: '24:00' }] },
  targets: ['networked-device-ratio', 'connected-equipment', 'process-data-points', 'production-efficiency-gain'].map((indicator) => ({ indicator, comparator: '>=', value: 1, unit: '%', clause: '任务书' })),
});

/** A reading and how long after its source time it arrives: at once, or up to four days later; `replayed`: it waited in quarantine. */
const sent = fc.record({
  device: fc.constantFrom('d1', 'd2', 'd3'), minute: fc.integer({ min: -2 * 24 * 60, max: DAYS * 24 * 60 - 1 }), value: fc.integer({ min: 0, max: 2 }),
  delay: fc.oneof(fc.constant(0), fc.integer({ min: 61, max: 4 * 24 * 60 })), replayed: fc.boolean(), origin: fc.constantFrom(0, 0, 0, 3),
});
type Sent = typeof sent extends fc.Arbitrary<infer T> ? T : never;

const sample = ({ device, minute, value, delay, replayed, origin }: Sent): SampleReading & { readonly arrives: number } => {
  const at = FROM + minute * MICROS_PER_MINUTE;
  const received = replayed ? at : at + delay * MICROS_PER_MINUTE;
  return { device, metric: 'm', at, value, origin, received, late: !replayed && delay > 60, replayed: replayed && delay > 0, arrives: at + delay * MICROS_PER_MINUTE };
};

const rowsOf = async (store: MemoryStore, project: string, span: { readonly from: number; readonly to: number }): Promise<readonly IndicatorRow[]> =>
  evaluateAll(await readWindowContext({ store, inventory, contract: windowContract(contractOf(project), span), pending: 0 }));

describe('the value of a window', () => {
  const clock = new ManualClock(FROM);
  let ledger: WindowLedger;
  let registry: Registry;
  beforeAll(async () => {
    ledger = await WindowLedger.open(clock, ZONE);
    ({ registry } = ledger);
  }, 120_000);
  afterAll(() => ledger.close());

  /** Runs the clock over the data as it arrives; every tick computes what is due. Answers how many windows each tick computed. */
  async function live(project: string, store: MemoryStore, all: readonly ReturnType<typeof sample>[], ticks: readonly number[], units: readonly (typeof KEPT_UNITS)[number][] = KEPT_UNITS.filter((unit) => unit !== 'hour')): Promise<readonly number[]> {
    const builder = new BatchBuilder();
    const waiting = [...all].sort((a, b) => a.arrives - b.arrives);
    const dirty = new DirtyWindows({ registry, dirtyHours: (_, after) => store.dirtyHours('p', after), dataSet: async () => undefined });
    const runners = units.map((unit) => new JobRunner<WindowResult>(
      new WindowIndicatorsJob(unit, { evaluate: (of, span) => rowsOf(store, of, span), isEndOpen: async () => false }), { windows: registry, clock, owner: 'jobs', onError: (_, error) => { throw error; } }));
    const { window, baseline } = contractOf(project);
    const computed: number[] = [];
    for (const tick of ticks) {
      clock.set(tick);
      while ((waiting[0]?.arrives ?? Infinity) <= tick) {
        builder.reading(waiting.shift() as SampleReading);
        await store.commit(builder.build());
      }
      for (const runner of runners) await runner.plan([{ project, zone: ZONE, from: window.from, to: window.to, ...(baseline && { baseline }) }]);
      await dirty.look([project]);
      let finished = 0;
      for (const runner of runners) finished += await runner.drain();
      computed.push(finished);
    }
    return computed;
  }

  const EVERY_DAY = Array.from({ length: 9 }, (_, day) => FROM + day * MICROS_PER_DAY + 2 * MICROS_PER_HOUR);

  it('is the same to the bit live, scheduled and computed anew, whatever came late, twice or out of order', async () => {
    await fc.assert(fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 40 }), async (all) => {
      const project = await ledger.newProject();
      const samples = all.map(sample);
      const store = new MemoryStore();
      await live(project, store, [...samples, ...samples.slice(0, 5)], EVERY_DAY);
      const anew = new MemoryStore();
      const builder = new BatchBuilder();
      // Of two values of one key the first to arrive is kept; beyond that the order is another.
      for (const reading of [...samples].sort((a, b) => a.arrives - b.arrives)) builder.reading(reading);
      await anew.commit(builder.build());
      const values = await registry.kpiValues(project);
      expect(new Set(values.map(({ unit }) => unit))).toEqual(new Set(['day', 'month', 'quarter', 'baseline', 'reporting']));
      expect(values.filter(({ unit }) => unit === 'day')).toHaveLength(3 * DAYS);
      for (const scheduled of values) {
        const [now, again] = await Promise.all([store, anew].map(async (of) => (await rowsOf(of, project, scheduled)).find(({ indicator }) => indicator === scheduled.indicator)));
        expect(kept(scheduled)).toEqual(kept(now as IndicatorRow));
        expect(kept(again as IndicatorRow)).toEqual(kept(now as IndicatorRow));
      }
      for (const { version, reason } of values) expect(reason === undefined).toBe(version === 1);
    }), { numRuns: 8 });
  }, 300_000);

  it('that one late hour touches is computed again, and no other', async () => {
    const project = await ledger.newProject();
    const store = new MemoryStore();
    const timely = { device: 'd1' as const, value: 1, replayed: false, origin: 0 as const };
    const samples = [sample({ ...timely, minute: 5, delay: 0 }), sample({ ...timely, minute: 26 * 60, delay: 60 * 60 })];
    const computed = await live(project, store, samples, [...EVERY_DAY.slice(0, 5), FROM + 5 * MICROS_PER_DAY], KEPT_UNITS);
    // Seventy-two hours, three days, two months, two quarters and both periods; then one hour, its day, month, quarter and the period.
    expect(computed.slice(0, 4).reduce((sum, n) => sum + n, 0)).toBe(81);
    expect(computed.slice(4)).toEqual([5, 0]);
    const history = await registry.kpiHistory(project, 'connected-equipment');
    const restated = history.filter(({ version }) => version > 1);
    expect(restated.map(({ unit, from }) => [unit, (from - FROM) / MICROS_PER_DAY])).toEqual(expect.arrayContaining([['hour', 26 / 24], ['day', 1], ['month', 1], ['quarter', 1], ['reporting', 0]]));
    expect(restated).toHaveLength(5);
    expect(restated.every(({ reason }) => /迟到数据.*late data/.test(reason ?? ''))).toBe(true);
  });

  it('waits while nobody knows whether the platform was there at its end, and then leaves its outage out', async () => {
    const project = await ledger.newProject();
    const [store, builder] = [new MemoryStore(), new BatchBuilder()];
    const runner = new JobRunner<WindowResult>(
      new WindowIndicatorsJob('day', { evaluate: (of, span) => rowsOf(store, of, span), isEndOpen: (_, span) => isEndOpen(store, 'p', span) }),
      { windows: registry, clock, owner: 'jobs', onError: (_, error) => { throw error; } });
    const runAt = async (hour: number): Promise<number> => {
      clock.set(FROM + hour * MICROS_PER_HOUR);
      await runner.plan([{ project, zone: ZONE, from: FROM, to: TO }]);
      return runner.drain();
    };
    const live = async (from: number, to: number): Promise<void> => {
      for (let minute = from * 60; minute < to * 60; minute += 1) {
        builder.platformMinute(FROM / MICROS_PER_MINUTE + minute);
        builder.reading({ device: 'd1', metric: 'm', at: FROM + minute * MICROS_PER_MINUTE, value: 1 });
      }
      await store.commit(builder.build());
    };
    await live(0, 22);
    expect([await runAt(26), await runAt(27)]).toEqual([0, 0]);
    await live(27, 28);
    expect(await runAt(28)).toBe(1);
    const history = await registry.kpiHistory(project, 'networked-device-ratio');
    expect(history).toMatchObject([{ version: 1, detail: { reasons: expect.arrayContaining([expect.objectContaining({ zh: expect.stringContaining('24 个间隔') })]) } }]);
  });
});
