import { describe, expect, it } from '@jest/globals';
import { RecordKind } from '@yanshou/journal';
import { MemoryStore } from '@yanshou/store/testing';
import { LOST_SESSION } from '@yanshou/store';
import { MICROS_PER_HOUR, hourOf } from '@yanshou/telemetry';
import type { Failure } from '@yanshou/telemetry';
import { PROJECT, START, RecordList, projectAll } from './testing/workshop.js';

const all = (store: MemoryStore) => store.lostSessions(0, Number.MAX_SAFE_INTEGER);
const lost = (minutes: number, length: number) => ({ broker: 'b:1883', from: START + minutes * 60_000_000 + 1, to: START + (minutes + length) * 60_000_000 });
const told = ({ from, to }: ReturnType<typeof lost>) => ({ from, to });

/** Two losses among messages, the first told twice. */
function records(): RecordList {
  const list = new RecordList();
  const message = (n: number) => list.message({ from: 'd1', payload: { ts: START / 1000 + n, values: { pieces: n } } });
  message(0).json(RecordKind.brokerSessionLost, lost(5, 20));
  message(1).json(RecordKind.brokerSessionLost, lost(5, 20));
  return message(2).json(RecordKind.brokerSessionLost, lost(90, 40));
}

describe('a session that a broker lost', () => {
  it.each([[[1_000]], [[1]], [[2, 3]]])('is in the store with the cursor behind it, once, read in portions of %j', async (cuts) => {
    const store = new MemoryStore();
    await projectAll(store, records().records, { cuts });
    expect([await all(store), (await store.state()).nextSequence, (await store.totals()).stored]).toEqual([[told(lost(5, 20)), told(lost(90, 40))], 7, 3]);
  });

  it('is there once again after a part of the journal was read twice, and in a store that is built anew', async () => {
    const store = new MemoryStore();
    const list = records();
    await projectAll(store, list.records.slice(0, 3));
    await projectAll(store, list.records);
    await projectAll(store, list.records);
    const rebuilt = new MemoryStore();
    await projectAll(rebuilt, list.records);
    expect(await all(store)).toEqual(await all(rebuilt));
    expect(await all(store)).toHaveLength(2);
  });

  it('makes the hours that it lies in due again, of projects that have never sent anything as well', async () => {
    const store = new MemoryStore();
    await projectAll(store, records().records);
    const hours = [0, 1, 2].map((hour) => ({ hour: hourOf(START + hour * MICROS_PER_HOUR), causes: LOST_SESSION }));
    for (const project of [PROJECT, 'never-heard-of']) expect((await store.dirtyHours(project))?.hours).toEqual(hours);
  });

  it.each([[{}], ['text'], [{ broker: 'b', from: 2, to: 2 }], [{ broker: 'b', from: 'now', to: 5 }], [{ from: 1, to: 2 }]])('in a form that nobody knows (%j) is told to the operator and holds up nothing', async (body) => {
    const store = new MemoryStore();
    const alarms: string[] = [];
    const list = new RecordList().json(RecordKind.brokerSessionLost, body).message({ from: 'd1', payload: { values: { pieces: 1 } } });
    await projectAll(store, list.records, { onAlarm: (failure: Failure) => void alarms.push(failure.code) });
    expect([alarms, await all(store), (await store.totals()).stored]).toEqual([['projection-bad-record'], [], 1]);
  });
});
