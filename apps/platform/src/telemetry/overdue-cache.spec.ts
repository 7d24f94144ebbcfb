import { describe, expect, it } from '@jest/globals';
import type { MinuteRange } from '@yanshou/kpi';
import type { ReadingQuery } from '@yanshou/store';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import type { SampleReading } from '@yanshou/store/testing';
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

/** Counts the raw readings that are read. */
class CountingStore extends MemoryStore {
  rowsRead = 0;

  override async *readings(query: ReadingQuery): ReturnType<MemoryStore['readings']> {
    for await (const page of super.readings(query)) {
      this.rowsRead += page.length;
      yield page;
    }
  }

  /** Of what is done. */
  async read<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
    const before = this.rowsRead;
    return [await work(), this.rowsRead - before];
  }
}

function setUp(mostMasks?: number) {
  const [store, builder, cache] = [new CountingStore(), new BatchBuilder(), new OverdueCache(mostMasks)];
  const deliver = async (device: string, hour: number, hoursLate: number, facts: Partial<SampleReading> = {}): Promise<void> => {
    const at = AT + hour * MICROS_PER_HOUR;
    builder.reading({ device, metric: 'm', at, value: 1, received: at + hoursLate * MICROS_PER_HOUR, late: hoursLate > 1, ...facts });
    await store.commit(builder.build());
  };
  const overdue = async (contract = contractOf(), inventory = inventoryOf('d'), down: readonly MinuteRange[] = []): Promise<readonly string[]> =>
    (await readOverdue({ store, inventory, contract, down }, cache)).map(({ leg, device, hour }) => `${leg} ${device} ${hour - 500_000}`);
  return { store, deliver, overdue };
}

describe('what was overdue', () => {
  it.each([1, 2, 23, 24, 72])('with a limit of %i hours: is read once, and then of the hours alone that something late came to', async (lateDeliveryHours) => {
    const { store, deliver, overdue } = setUp();
    const contract = contractOf({ lateDeliveryHours });
    for (const hour of [-3, 2, 3, 9]) await deliver('d', hour, 80);
    await deliver('d', 12, 0);
    const first = ['baseline d -3', 'reporting d 2', 'reporting d 3', 'reporting d 9'];
    expect(await store.read(() => overdue(contract))).toEqual([first, 4]);
    expect(await store.read(() => overdue(contract))).toEqual([first, 0]);
    await deliver('d', 5, 200);
    expect(await store.read(() => overdue(contract))).toEqual([[...first.slice(0, 3), 'reporting d 5', 'reporting d 9'], 1]);
    await deliver('d', 3, 80, { metric: 'n' });
    expect((await store.read(() => overdue(contract)))[1]).toBe(2);
    expect((await store.read(() => overdue(contract)))[1]).toBe(0);
  });

  it('is read once of an imported baseline, which never is overdue', async () => {
    const { store, deliver, overdue } = setUp();
    const contract = contractOf({ lateDeliveryHours: 12 });
    for (let hour = -24; hour < 0; hour += 1) await deliver('d', hour, 5_000, { origin: 3 });
    expect(await store.read(() => overdue(contract))).toEqual([[], 24]);
    await deliver('d', 1, 30);
    expect(await store.read(() => overdue(contract))).toEqual([['reporting d 1'], 1]);
    expect(await store.read(() => overdue(contract))).toEqual([['reporting d 1'], 0]);
  });

  it('is read once for the spans of a day, a month and the whole, and by all who ask at once', async () => {
    const { store, deliver, overdue } = setUp();
    for (const hour of [-3, 2, 3, 9]) await deliver('d', hour, 80);
    const day = contractOf({ window: { from: AT + 2 * MICROS_PER_HOUR, to: AT + 4 * MICROS_PER_HOUR } });
    const [answers, rows] = await store.read(() => Promise.all([overdue(), overdue(day), overdue(), overdue(day)]));
    expect(answers[1]).toEqual(['baseline d -3', 'reporting d 2', 'reporting d 3']);
    expect([answers[3], answers[2], rows]).toEqual([answers[1], answers[0], 4]);
  });

  it('may still be filled in time where a limit of an hour has just passed: such an hour is not kept', async () => {
    const { store, deliver, overdue } = setUp();
    const contract = contractOf({ lateDeliveryHours: 1 });
    await deliver('d', 2, 1.001);
    expect(await overdue(contract)).toEqual(['reporting d 2']);
    // The same minute's second reading, within the hour: nothing marks it as late.
    await deliver('d', 2 + 50 / 3600, 0.999);
    expect(await overdue(contract)).toEqual([]);
    await deliver('d', 3, 80);
    expect(await overdue(contract)).toEqual(['reporting d 3']);
    expect((await store.read(() => overdue(contract)))[1]).toBe(0);
  });

  it('is kept as far as there is room, and is the same where there is none', async () => {
    const { store, deliver, overdue } = setUp(3);
    for (const hour of [2, 3, 9, 11]) await deliver('d', hour, 80);
    const all = ['reporting d 2', 'reporting d 3', 'reporting d 9', 'reporting d 11'];
    expect(await store.read(() => overdue())).toEqual([all, 4]);
    expect(await store.read(() => overdue())).toEqual([all, 1]);
    // Another set of devices takes the room of the one before.
    expect(await store.read(() => overdue(contractOf(), inventoryOf('d', 'e')))).toEqual([all, 4]);
    expect(await store.read(() => overdue())).toEqual([all, 4]);
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
