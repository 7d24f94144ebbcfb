import { describe, expect, it } from '@jest/globals';
import { ExtractFold } from '@yanshou/kpi';
import type { ReadingPage, ReadingQuery } from '@yanshou/store';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { Failure, LEGS, MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, legPeriod, localDay, parseIsoMicros } from '@yanshou/telemetry';
import type { InventoryDevice, MetricDefinition, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import fc from 'fast-check';
import { readingAt } from '../reading-at.js';
import { readRoleMetrics } from '../role-quantities.js';
import type { FoldedReadings } from '../role-quantities.js';
import { PIECE_FORM } from './piece-body.js';

const ZONE = 'Asia/Shanghai';
const FROM = parseIsoMicros('2026-09-20T00:00:00+08:00') ?? NaN;
/** The rest of a month, a whole quarter, and the beginning of the next month. */
const DAYS = 110;
const at = (minute: number): number => FROM + minute * MICROS_PER_MINUTE;

/** Counts what is read of readings, may have no room, and lets something come between two questions. */
class WatchedStore extends MemoryStore {
  read = 0;
  between: (() => Promise<void>) | undefined;
  fault: Failure | undefined;

  override async keptFolds(query: Parameters<MemoryStore['keptFolds']>[0]): ReturnType<MemoryStore['keptFolds']> {
    const kept = await super.keptFolds(query);
    await this.between?.();
    return kept;
  }

  override keepFolds(...folds: Parameters<MemoryStore['keepFolds']>): Promise<void> {
    return this.fault ? Promise.reject(this.fault) : super.keepFolds(...folds);
  }

  override async *readings(query: ReadingQuery): AsyncGenerator<ReadingPage> {
    await this.between?.();
    for await (const page of super.readings(query)) {
      this.read += page.length;
      yield page;
    }
  }
}

const metric = (name: string, more: Partial<MetricDefinition>): MetricDefinition => ({ name, unit: '件', valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic', ...more });
const METRICS = [
  metric('good', { kind: 'counter', role: 'good-quantity' }), metric('energy', { unit: 'kWh', kind: 'counter', role: 'energy' }), metric('scrap', { role: 'scrap-quantity' }),
  metric('inspected', { role: 'inspected-quantity' }), metric('running', { unit: '', valueType: 'boolean', kind: 'state', role: 'production-state' }),
  metric('oxygen', { unit: 'mg/L', role: 'dissolved-oxygen', expectedIntervalSeconds: 14_400 }),
];
const device = (id: string, dates: Partial<InventoryDevice> = {}): InventoryDevice => ({ id, assetNumber: id, nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic', ...dates });
const inventoryOf = (devices: readonly InventoryDevice[], judgingIntervalMinutes: number): ProjectInventory => ({
  project: 'p', zone: ZONE, demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [], devices,
  classes: [{ id: 'c', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes, metrics: METRICS }, { id: 'other', nameZh: '其他', nameEn: 'other', judgingIntervalMinutes: 60, metrics: METRICS.slice(0, 1) }],
});
const contractOf = (window: ProjectContract['window'], lateDeliveryHours: number, energy: 'day' | 'hour' | undefined): ProjectContract => ({
  project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.1, minimumPlatformCoverage: 0, lateDeliveryHours, window, baseline: { from: FROM, to: FROM + 3 * MICROS_PER_DAY }, plannedTime: { zone: ZONE, shifts: [] }, ...(energy && { energy: { definition: 'regression' as const, model: { calendar: energy === 'hour' } } }),
  targets: ['overall-equipment-effectiveness', 'energy-utilisation-gain', 'defect-rate-reduction', 'fishery-oxygen-compliance'].map((indicator) => ({ indicator, comparator: '>=', value: 1, unit: '%', clause: '任务书' })),
});

/** A reading of a device and metric; `delay` minutes after its time it comes. */
const sent = fc.record({ device: fc.constantFrom('d1', 'd2', 'd3'), metric: fc.constantFrom(...METRICS.map(({ name }) => name)), minute: fc.tuple(fc.nat(DAYS - 1), fc.nat(180)).map(([day, minute]) => day * 1_440 + minute), value: fc.nat(9), fault: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2), delay: fc.constantFrom(0, 0, 0, 0, 0, 5_000) });
type Sent = typeof sent extends fc.Arbitrary<infer T> ? T : never;
const valueOf = ({ metric: name, minute, value, fault }: Sent): number | boolean => {
  if (name === 'running') return value % 2 === 0;
  if (name === 'scrap' || name === 'inspected' || name === 'oxygen') return value;
  return fault === 1 ? 0 : fault === 2 ? value : 1_000 + Math.floor(minute / 10) + value;
};

/** What happens between two readings of the same figures. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('readings' as const), more: fc.array(sent, { minLength: 1, maxLength: 6 }) }),
  fc.record({ kind: fc.constant('class' as const), minutes: fc.constantFrom(10, 60) }),
  fc.record({ kind: fc.constant('device' as const), id: fc.constantFrom('d1', 'd2', 'd3', 'd4'), minute: fc.nat(DAYS * 1_440) }),
  fc.record({ kind: fc.constant('window' as const), days: fc.tuple(fc.nat(DAYS), fc.nat(DAYS)), isRagged: fc.constantFrom(false, false, true), isSingle: fc.constantFrom(false, false, true) }),
  fc.record({ kind: fc.constant('definition' as const), energy: fc.constantFrom(undefined, 'day' as const, 'hour' as const) }),
  fc.record({ kind: fc.constant('class of a device' as const), id: fc.constantFrom('d1', 'd2'), classId: fc.constantFrom('c', 'other') }),
  fc.record({ kind: fc.constant('readings meanwhile' as const), more: fc.array(sent, { minLength: 1, maxLength: 3 }), after: fc.nat(12) }),
  fc.record({ kind: fc.constant('limit' as const), hours: fc.constantFrom(1, 24, 72) }),
);

/** Days that lie apart, and some that do not. */
const SINGLE_DAYS = Array.from({ length: DAYS }, (_, day) => localDay(FROM + day * MICROS_PER_DAY, ZONE)).filter((_, day) => day % 5 !== 2 && day % 7 !== 3);

/** The same by the folds of the verifier: all readings of a leg, one series after the other. */
async function allReadings({ store, inventory, contract }: { readonly store: WatchedStore; readonly inventory: ProjectInventory; readonly contract: ProjectContract }): Promise<FoldedReadings> {
  const fold = new ExtractFold(inventory, contract);
  for (const leg of LEGS) {
    const period = legPeriod(contract, leg);
    for await (const page of period ? store.readings({ project: 'p', ...period }) : []) {
      for (let row = 0; row < page.length; row += 1) fold.add(leg, readingAt(page, row));
    }
  }
  const { quantities, windows, quality, training } = fold.finish();
  return { quantities, windows, quality, training };
}

/** Two days of a counter, and how to fold them. */
async function twoDays() {
  const [store, builder] = [new WatchedStore(), new BatchBuilder()];
  for (let minute = 0; minute < 2 * 1_440; minute += 60) builder.reading({ device: 'd1', metric: 'good', at: at(minute), value: minute, resolution: 1 });
  await store.commit(builder.build());
  const window = { from: FROM, to: FROM + 2 * MICROS_PER_DAY };
  const sources = { store, inventory: inventoryOf([device('d1')], 60), contract: contractOf(window, 72, undefined), down: [] };
  const fold = (closedUntil?: number): Promise<FoldedReadings> => readRoleMetrics({ ...sources, closedUntil });
  return { store, fold, raw: await fold(), window };
}

describe('what is kept of closed days', () => {
  it('is made anew where nobody can read it', async () => {
    const { store, fold, raw, window } = await twoDays();
    const day = { from: FROM, to: FROM + MICROS_PER_DAY };
    await store.keepFolds({ project: 'p', form: PIECE_FORM, unit: 'day', metric: 'good' }, [{ ...day, sequence: await store.foldCursor(), body: Uint8Array.of(1, 2, 3) }]);
    expect(await fold(window.to)).toEqual(raw);
    store.read = 0;
    expect([await fold(window.to), store.read]).toEqual([raw, 0]);
  });

  it('is done without where there is no room for it, and no other fault is passed over', async () => {
    const { store, fold, raw, window } = await twoDays();
    store.fault = new Failure('store-unavailable', 'disk full', true, { zh: '', en: '' });
    expect(await fold(window.to)).toEqual(raw);
    store.fault = new Failure('store-damaged', 'damaged', false, { zh: '', en: '' });
    await expect(fold(window.to)).rejects.toBe(store.fault);
  });

  it('gives what all readings give, whatever comes late, and whatever changes in inventory and contract', async () => {
    let cheap = 0;
    await fc.assert(fc.asyncProperty(fc.array(sent, { minLength: 100, maxLength: 500 }), fc.array(step, { minLength: 1, maxLength: 5 }), async (first, steps) => {
      const [store, builder] = [new WatchedStore(), new BatchBuilder()];
      const put = async (all: readonly Sent[], isClosed: boolean): Promise<void> => {
        for (const one of all) {
          const delay = isClosed ? Math.max(one.delay, 61) : one.delay;
          builder.reading({ device: one.device, metric: one.metric, at: at(one.minute), received: at(one.minute + delay), value: valueOf(one), resolution: 1, late: delay > 60 });
        }
        await store.commit(builder.build());
      };
      await put(first, false);
      let [devices, minutes, hours, energy, window]: [InventoryDevice[], number, number, 'day' | 'hour' | undefined, ProjectContract['window']] = [[device('d1'), device('d2')], 10, 72, undefined, { from: FROM + 3 * MICROS_PER_DAY, to: FROM + DAYS * MICROS_PER_DAY }];
      const compare = async (): Promise<void> => {
        const sources = { store, inventory: inventoryOf(devices, minutes), contract: contractOf(window, hours, energy), down: [] };
        const closedUntil = window.to - (window.to % 3 === 0 ? 0 : 5 * MICROS_PER_HOUR);
        const kept: FoldedReadings[] = [await readRoleMetrics({ ...sources, closedUntil })];
        const before = store.read;
        kept.push(await readRoleMetrics({ ...sources, closedUntil }));
        const again = store.read - before;
        const raw = await allReadings(sources);
        expect(kept).toEqual([raw, raw]);
        if (store.read - before - again > 0 && again < (store.read - before - again) / 3) cheap += 1;
      };
      /** Something late comes while the figures are made: those may hold it or not, the next ones do. */
      const meanwhile = async (more: readonly Sent[], after: number): Promise<void> => {
        let questions = 0;
        store.between = async () => {
          questions += 1;
          if (questions === after + 1) await put(more, true);
        };
        await readRoleMetrics({ store, inventory: inventoryOf(devices, minutes), contract: contractOf(window, hours, energy), down: [], closedUntil: window.to });
        store.between = undefined;
        if (questions <= after) await put(more, true);
      };
      await compare();
      for (const one of steps) {
        if (one.kind === 'readings') await put(one.more, true);
        else if (one.kind === 'class') minutes = one.minutes;
        else if (one.kind === 'device') devices = [...devices.filter(({ id }) => id !== one.id), device(one.id, { commissionedAt: at(one.minute) })];
        else if (one.kind === 'limit') hours = one.hours;
        else if (one.kind === 'definition') energy = one.energy;
        else if (one.kind === 'class of a device') devices = devices.map((own) => (own.id === one.id ? { ...own, classId: one.classId } : own));
        else if (one.kind === 'readings meanwhile') await meanwhile(one.more, one.after);
        else window = { from: FROM + Math.min(...one.days) * MICROS_PER_DAY + (one.isRagged ? 7_777_777 : 0), to: FROM + (Math.max(...one.days) + 1) * MICROS_PER_DAY - (one.isRagged ? MICROS_PER_HOUR : 0), ...(one.isSingle && { days: SINGLE_DAYS }) };
        await compare();
      }
    }), { numRuns: 15, endOnFailure: true });
    // Nothing is shown where all readings are read again anyway.
    expect(cheap).toBeGreaterThan(8);
  }, 300_000);
});
