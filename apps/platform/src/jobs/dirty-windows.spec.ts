import { describe, expect, it } from '@jest/globals';
import type { LookedAt } from '@yanshou/registry';
import type { DirtyCursor } from '@yanshou/store';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import { DirtyWindows } from './dirty-windows.js';

const AT = 500_000 * MICROS_PER_HOUR;

/** A registry that keeps the cursor with what it touched, and a store that is filled by hand. */
function setUp() {
  const store = new MemoryStore();
  const builder = new BatchBuilder();
  const touched: number[] = [];
  const compared: unknown[] = [];
  let sent = 0;
  const state: { cursor: DirtyCursor | undefined; fault: Error | undefined; contract: ProjectContract | undefined; dataSet: string | undefined } = { cursor: undefined, fault: undefined, contract: undefined, dataSet: undefined };
  const rebuilt: boolean[] = [];
  const registry = {
    contract: async () => state.contract,
    dirtyCursor: async () => state.cursor,
    touchWindows: async (_: string, { cursor, hours, isRebuilt = false }: LookedAt, baseline?: { readonly from: number; readonly to: number }) => {
      compared.push(baseline);
      if (state.fault !== undefined) throw state.fault;
      state.cursor = cursor;
      rebuilt.push(isRebuilt);
      return touched.push(...hours.map(({ hour }) => hour)) && hours.length;
    },
  };
  const late = async (hours: number): Promise<void> => {
    builder.reading({ device: 'd', metric: 'm', at: AT + hours * MICROS_PER_HOUR + (sent += 1), value: 1, late: true });
    await store.commit(builder.build());
  };
  const lost = async (hours: number, length: number): Promise<void> => {
    builder.lostSession(AT + hours * MICROS_PER_HOUR, AT + (hours + length) * MICROS_PER_HOUR);
    await store.commit(builder.build());
  };
  /** Of a process that has just started: it remembers nothing. */
  const look = (): Promise<number> => new DirtyWindows({ registry, dirtyHours: (project, after) => store.dirtyHours(project, after), dataSet: async () => state.dataSet }).look(['p']);
  return { state, rebuilt, touched, compared, late, lost, look };
}

describe('the windows that late data touches', () => {
  it('are told once, by whichever process looks, be it the first look of its life', async () => {
    const { touched, late, look } = setUp();
    await late(3);
    expect([await look(), await look()]).toEqual([1, 0]);
    await late(3);
    await late(5);
    expect([await look(), await look()]).toEqual([2, 0]);
    expect(touched).toEqual([500_003, 500_003, 500_005]);
  });

  it('are all those that are compared with a baseline, where a target of the contract is', async () => {
    const { state, compared, late, look } = setUp();
    const baseline = { from: AT, to: AT + MICROS_PER_HOUR };
    for (const indicator of ['networked-device-ratio', 'production-efficiency-gain']) {
      state.contract = { baseline, targets: [{ indicator }] } as unknown as ProjectContract;
      await late(3);
      await look();
    }
    expect(compared).toEqual([undefined, baseline]);
  });

  it('are all of them once the data was built anew under another name, and none where its name is only learnt', async () => {
    const { state, rebuilt, touched, late, look } = setUp();
    await late(3);
    await look();
    state.dataSet = 'first';
    expect([await look(), await look()]).toEqual([0, 0]);
    expect([state.cursor?.dataSet, rebuilt]).toEqual(['first', [false, false]]);
    state.dataSet = 'second';
    expect([await look(), await look(), state.cursor?.dataSet, rebuilt]).toEqual([1, 0, 'second', [false, false, true]]);
    // All hours of the new set are looked at, whatever the cursor of the old one was.
    expect(touched).toEqual([500_003, 500_003]);
    await late(4);
    expect([await look(), rebuilt.at(-1)]).toEqual([1, false]);
  });

  it('are told after a crash between the two databases', async () => {
    const { state, touched, late, look } = setUp();
    await late(3);
    state.fault = new Error('the database is gone');
    await expect(look()).rejects.toThrow('gone');
    state.fault = undefined;
    await late(4);
    expect(await look()).toBe(2);
    expect(touched).toEqual([500_003, 500_004]);
  });
});

describe('the windows that a lost session touches', () => {
  it('are those of its hours, and of the hours before from which something may have come late in it', async () => {
    const { state, touched, late, lost, look } = setUp();
    for (const hour of [16, 17, 19, 23]) await late(hour);
    await look();
    touched.length = 0;
    await lost(10, 1.5);
    expect([await look(), await look()]).toEqual([2, 0]);
    state.contract = { targets: [], lateDeliveryHours: 3 } as unknown as ProjectContract;
    await lost(20, 1.5);
    expect([await look(), await look()]).toEqual([4, 0]);
    expect(touched.map((hour) => hour - 500_000)).toEqual([10, 11, 17, 19, 20, 21]);
  });

  it('are told from those that late data alone touches', async () => {
    const { state, touched, late, look } = setUp();
    state.contract = { targets: [], lateDeliveryHours: 3 } as unknown as ProjectContract;
    await late(20);
    await look();
    expect(touched).toEqual([500_020]);
  });
});
