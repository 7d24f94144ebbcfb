import { describe, expect, it } from '@jest/globals';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { ExtractFold } from '@yanshou/kpi';
import { MICROS_PER_HOUR, parseIsoMicros } from '@yanshou/telemetry';
import type { InventoryDevice, MetricDefinition, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { readingAt } from '../reading-at.js';
import { readRoleMetrics } from '../role-quantities.js';
import type { FoldedReadings } from '../role-quantities.js';

const ZONE = 'Asia/Shanghai';
const at = (text: string): number => parseIsoMicros(`${text}+08:00`) ?? NaN;
const metric = (name: string, more: Partial<MetricDefinition>): MetricDefinition => ({ name, unit: '件', valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic', ...more });
const device = (id: string, classId = 'c'): InventoryDevice => ({ id, assetNumber: id, nameZh: '', nameEn: '', assetKind: 'production', classId, intelligent: true, reporting: 'periodic' });

/** A scrap count of several machines, folded over a span again and again while things change. */
class Workshop {
  readonly store = new MemoryStore();
  private readonly builder = new BatchBuilder();
  devices: readonly InventoryDevice[] = [device('d1')];

  constructor(private readonly metrics: readonly MetricDefinition[], private readonly indicator: string) {}

  async send(id: string, moments: readonly string[], late = false, value = 5): Promise<void> {
    for (const moment of moments) this.builder.reading({ device: id, metric: this.metrics[0]?.name ?? '', at: at(moment), value, resolution: 1, late });
    await this.store.commit(this.builder.build());
  }

  private inventory(): ProjectInventory {
    const common = { nameZh: '', nameEn: '', judgingIntervalMinutes: 60 };
    return { project: 'p', zone: ZONE, demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [], devices: this.devices, classes: [{ id: 'c', ...common, metrics: this.metrics }, { id: 'none', ...common, metrics: [] }] };
  }

  /** `isKept`: from what is kept, and keeping it. */
  fold(from: string, to: string, isKept: boolean, more: Partial<ProjectContract['window']> = {}): Promise<FoldedReadings> {
    return readRoleMetrics({ store: this.store, inventory: this.inventory(), contract: this.contract(from, to, more), down: [], ...(isKept && { closedUntil: at(to) }) });
  }

  /** By the verifier's folds over everything that was stored. */
  async verified(from: string, to: string, more: Partial<ProjectContract['window']> = {}): Promise<FoldedReadings['windows']> {
    const fold = new ExtractFold(this.inventory(), this.contract(from, to, more));
    for await (const page of this.store.readings({ project: 'p', from: at(from), to: at(to) })) for (let row = 0; row < page.length; row += 1) fold.add('reporting', readingAt(page, row));
    return fold.finish().windows;
  }

  private contract(from: string, to: string, more: Partial<ProjectContract['window']>): ProjectContract {
    return {
      project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.1, minimumPlatformCoverage: 0, window: { from: at(from), to: at(to), ...more }, plannedTime: { zone: ZONE, shifts: [] },
      targets: [{ indicator: this.indicator, comparator: '>=', value: 1, unit: '%', clause: '任务书' }],
    };
  }
}

const scrapping = (): Workshop => new Workshop([metric('scrap', { role: 'scrap-quantity' })], 'defect-rate-reduction');
const stepsOf = ({ quantities }: FoldedReadings): readonly string[] => quantities.map(({ device: id, steps }) => `${id} ${steps}`);
const dayOf = (month: string, day: number): string => `2026-${month}-${String(day).padStart(2, '0')}T12:00:00`;
const daysOf = (month: string, from: number, to: number): readonly string[] => Array.from({ length: to - from + 1 }, (_, index) => dayOf(month, from + index));

/** Something is committed after the n-th question of a kind, once. */
function meanwhile(store: MemoryStore, method: 'keptFolds' | 'keepFolds', nth: number, event: () => Promise<void>): void {
  const own = store[method].bind(store) as (...asked: unknown[]) => Promise<unknown>;
  let asked = 0;
  Object.assign(store, { [method]: async (...args: unknown[]): Promise<unknown> => {
    const answer = await own(...args);
    asked += 1;
    if (asked === nth) await event();
    return answer;
  } });
}

describe('kept folds', () => {
  it('are no younger than the parts that they are made of: late data that comes while a new device is folded is not missed', async () => {
    const shop = scrapping();
    await shop.send('d1', daysOf('10', 1, 3));
    await shop.fold('2026-10-01T00:00:00', '2026-10-04T00:00:00', true);
    shop.devices = [device('d1'), device('d2')];
    meanwhile(shop.store, 'keptFolds', 1, () => shop.send('d1', ['2026-10-01T13:00:00'], true, 100));
    await shop.fold('2026-10-01T00:00:00', '2026-10-04T00:00:00', true);
    expect(stepsOf(await shop.fold('2026-10-01T00:00:00', '2026-10-04T00:00:00', true))).toEqual(['d1 115']);
  });

  it('are no younger than the months that a quarter is made of', async () => {
    const shop = scrapping();
    await shop.send('d1', [...daysOf('07', 1, 31), ...daysOf('08', 1, 31), ...daysOf('09', 1, 30), ...daysOf('10', 1, 31), ...daysOf('11', 1, 30), ...daysOf('12', 1, 31)]);
    for (const [from, to] of [['07', '08'], ['08', '09'], ['09', '10'], ['10', '11'], ['11', '12']] as const) await shop.fold(`2026-${from}-01T00:00:00`, `2026-${to}-01T00:00:00`, true);
    // While the first quarter is kept, the months of both have been asked for.
    meanwhile(shop.store, 'keepFolds', 1, () => shop.send('d1', ['2026-11-10T13:00:00'], true, 100));
    await shop.fold('2026-07-01T00:00:00', '2027-01-01T00:00:00', true);
    expect(stepsOf(await shop.fold('2026-07-01T00:00:00', '2027-01-01T00:00:00', true))).toEqual([`d1 ${5 * 184 + 100}`]);
  });

  it('hold a device that had lost its metric for a while', async () => {
    const shop = scrapping();
    await shop.send('d1', daysOf('10', 1, 31));
    await shop.send('d2', daysOf('10', 1, 31));
    shop.devices = [device('d1'), device('d2')];
    await shop.fold('2026-10-01T00:00:00', '2026-10-28T00:00:00', true);
    shop.devices = [device('d1'), device('d2', 'none')];
    await shop.fold('2026-10-28T00:00:00', '2026-11-01T00:00:00', true);
    expect(stepsOf(await shop.fold('2026-10-01T00:00:00', '2026-11-01T00:00:00', true))).toEqual(['d1 155']);
    shop.devices = [device('d1'), device('d2')];
    expect(stepsOf(await shop.fold('2026-10-01T00:00:00', '2026-11-01T00:00:00', true))).toEqual(['d1 155', 'd2 155']);
  });

  it('know a level no longer than its stretch of a contract of single days, as the verifier does', async () => {
    const pond = new Workshop([metric('oxygen', { unit: 'mg/L', role: 'dissolved-oxygen', expectedIntervalSeconds: 3 * 86_400 })], 'fishery-oxygen-compliance');
    await pond.send('d1', ['2026-10-01T20:00:00', '2026-10-02T10:00:00', '2026-10-03T22:00:00']);
    const days = { days: ['2026-10-01', '2026-10-03'] };
    const asked = ['2026-10-01T00:00:00', '2026-10-04T00:00:00'] as const;
    const verified = await pond.verified(...asked, days);
    expect(verified[0]?.windows.reduce((sum, { known }) => sum + known, 0)).toBe(6 * MICROS_PER_HOUR);
    expect([(await pond.fold(...asked, false, days)).windows, (await pond.fold(...asked, true, days)).windows]).toEqual([verified, verified]);
  });
});
