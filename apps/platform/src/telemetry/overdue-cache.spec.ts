import { describe, expect, it } from '@jest/globals';
import type { MinuteRange } from '@yanshou/kpi';
import type { ReadingQuery } from '@yanshou/store';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { readOverdue } from './delivery-inputs.js';
import { OverdueCache } from './overdue-cache.js';

const AT = 500_000 * MICROS_PER_HOUR;

const inventoryOf = (...ids: readonly string[]): ProjectInventory => ({
  project: 'p', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [],
  classes: [{ id: 'c', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 15, metrics: [] }],
  devices: ids.map((id) => ({ id, assetNumber: id, nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic' })),
});
const contractOf = (facts: Partial<ProjectContract> = {}): ProjectContract => ({
  project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.1, minimumPlatformCoverage: 0, targets: [], plannedTime: { zone: 'UTC', shifts: [] },
  window: { from: AT, to: AT + 24 * MICROS_PER_HOUR }, baseline: { from: AT - 24 * MICROS_PER_HOUR, to: AT }, ...facts,
});

/** Counts how often raw readings are asked for. */
class CountingStore extends MemoryStore {
  asked = 0;

  override readings(query: ReadingQuery): ReturnType<MemoryStore['readings']> {
    this.asked += 1;
    return super.readings(query);
  }
}

function setUp() {
  const [store, builder, cache] = [new CountingStore(), new BatchBuilder(), new OverdueCache()];
  const deliver = async (device: string, hour: number, hoursLate: number): Promise<void> => {
    const at = AT + hour * MICROS_PER_HOUR;
    builder.reading({ device, metric: 'm', at, value: 1, received: at + hoursLate * MICROS_PER_HOUR, late: true });
    await store.commit(builder.build());
  };
  const overdue = async (contract = contractOf(), inventory = inventoryOf('d'), down: readonly MinuteRange[] = []): Promise<readonly string[]> =>
    (await readOverdue({ store, inventory, contract, down }, cache)).map(({ leg, device, hour }) => `${leg} ${device} ${hour - 500_000}`);
  return { store, deliver, overdue };
}

describe('what was overdue', () => {
  it('is read once, and again when something late has come since', async () => {
    const { store, deliver, overdue } = setUp();
    await deliver('d', 2, 80);
    await deliver('d', -3, 90);
    expect(await overdue()).toEqual(['baseline d -3', 'reporting d 2']);
    const { asked } = store;
    expect([await overdue(), store.asked]).toEqual([['baseline d -3', 'reporting d 2'], asked]);
    await deliver('d', 5, 200);
    expect(await overdue()).toEqual(['baseline d -3', 'reporting d 2', 'reporting d 5']);
    expect(store.asked).toBeGreaterThan(asked);
  });

  it('is another of other hours, another limit and other devices', async () => {
    const { deliver, overdue } = setUp();
    await deliver('d', 2, 80);
    await deliver('e', 3, 90);
    expect(await overdue()).toEqual(['reporting d 2']);
    expect(await overdue(contractOf(), inventoryOf('d', 'e'))).toEqual(['reporting d 2', 'reporting e 3']);
    expect(await overdue(contractOf({ lateDeliveryHours: 100 }))).toEqual([]);
    // Eight hours of the eighty in which the platform was down.
    expect(await overdue(contractOf(), inventoryOf('d'), [{ from: 60 * 500_010, to: 60 * 500_018 }])).toEqual([]);
    expect(await overdue(contractOf(), inventoryOf('d'), [{ from: 60 * 500_010, to: 60 * 500_018 - 1 }])).toEqual(['reporting d 2']);
    expect(await overdue(contractOf({ window: { from: AT, to: AT + 2 * MICROS_PER_HOUR } }))).toEqual([]);
    expect(await overdue()).toEqual(['reporting d 2']);
  });
});
