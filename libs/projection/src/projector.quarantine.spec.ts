import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import { RecordKind } from '@yanshou/journal';
import { MemoryStore, collectReadings } from '@yanshou/store/testing';
import { InventoryBook } from './inventory-book.js';
import { DEFAULT_LIMITS } from './projector-limits.js';
import type { ReplayOutcome } from './quarantine-replay.js';
import { CutReader, PROJECT, RecordList, START, extraMetric, imbalances, inventory, projectAll, projectorOn } from './testing/workshop.js';

const element = (n: number, values: object): object => ({ ts: START / 1000 + n * 1000, values });
const LATER = START + 2 * MICROS_PER_HOUR;

async function replayed(list: RecordList, store: MemoryStore, inventories: InventoryBook): Promise<ReplayOutcome> {
  list.json(RecordKind.heartbeat, {}, LATER);
  const projector = projectorOn(store, list.records, { inventories, reader: new CutReader(list.records) });
  await projector.start();
  const outcome = projector.replayQuarantine(PROJECT);
  const run = projector.run();
  const result = await outcome;
  await projector.stop();
  await run;
  return result;
}

async function check(store: MemoryStore): Promise<void> {
  for (const row of await store.ledger(PROJECT, 0, LATER * 2)) expect(imbalances(row.counts)).toEqual([]);
}

describe('replay of the quarantine', () => {
  it('projects what the present inventory knows, with its own receipt, and moves the ledger', async () => {
    const list = new RecordList()
      .message({ from: 'new', payload: element(0, { pieces: 1 }) })
      .message({ from: 'd1', payload: element(1, { vibration: 2 }) })
      .message({ from: 'd1', payload: element(2, { vibration: 3, pieces: 4 }) })
      .message({ from: 'd1', payload: '{' });
    const store = new MemoryStore();
    await projectAll(store, list.records);
    expect(await store.totals()).toMatchObject({ messages: 4, projected: 1, quarantined: 3, received: 2, stored: 1, rejected: 1 });
    const inventories = new InventoryBook([inventory({ metrics: [extraMetric], devices: ['new'] })]);
    expect(await replayed(list, store, inventories)).toEqual({ tried: 4, resolved: 3 });
    expect(await store.totals()).toMatchObject({ messages: 4, projected: 3, quarantined: 1, received: 4, stored: 4, rejected: 0 });
    await check(store);
    const rows = (await collectReadings(store.readings({ project: PROJECT, from: 0, to: LATER }))) as unknown[][];
    expect(rows.map((row) => [row[0], row[1], row[3], row[7]])).toEqual([['d1', 'pieces', START, 3], ['d1', 'vibration', START, 2], ['d1', 'vibration', START, 3], ['new', 'pieces', START, 1]]);
    expect((await store.ledger(PROJECT, 0, LATER * 2)).map(({ device, reasons }) => [device, reasons])).toEqual([['d1', { 'malformed-json': 1 }], ['new', {}]]);
    expect((await store.quarantine({ project: PROJECT, after: 0, limit: 9 })).map((row) => row.sequence)).toEqual([4]);
    expect(await replayed(list, store, inventories)).toEqual({ tried: 1, resolved: 0 });
    expect(await store.totals()).toMatchObject({ messages: 4, projected: 3, quarantined: 1, received: 4, stored: 4 });
  });

  it("moves a child's readings from its gateway to the child once it is bound", async () => {
    const topic = `yanshou/v1/${PROJECT}/gw/gateway/telemetry`;
    const list = new RecordList().message({ from: 'gw', topic, payload: { c1: [element(0, { pieces: 1 })], c2: [element(0, { pieces: 2, temperature: 3, state: null }), element(1, { pieces: 2 })] } });
    const store = new MemoryStore();
    await projectAll(store, list.records);
    const counts = async (): Promise<unknown[]> => (await store.ledger(PROJECT, 0, LATER)).map(({ device, counts: c, reasons }) => [device, c.messages, c.received, c.stored, c.rejected, c.gaps, reasons]);
    expect(await counts()).toEqual([['c1', 0, 1, 1, 0, 0, {}], ['gw', 1, 3, 0, 3, 1, { 'child-not-bound': 3 }]]);
    expect(await replayed(list, store, new InventoryBook([inventory({ children: ['c1', 'c2'] })]))).toEqual({ tried: 1, resolved: 1 });
    expect(await counts()).toEqual([['c1', 0, 1, 1, 0, 0, {}], ['c2', 0, 3, 3, 0, 0, {}], ['gw', 1, 0, 0, 0, 1, {}]]);
    expect(await store.quarantine({ project: PROJECT, after: 0, limit: 9 })).toEqual([]);
    await check(store);
  });

  it('lets a message leave with all that is held of it or not at all', async () => {
    const list = new RecordList().message({ from: 'd1', payload: element(0, { vibration: 1, pieces: 1, humidity: 1 }) }).message({ from: 'd1', payload: element(1, { vibration: 1, temperature: 999 }) });
    const store = new MemoryStore();
    await projectAll(store, list.records);
    const before = await store.totals();
    expect(await replayed(list, store, new InventoryBook([inventory({ metrics: [extraMetric] })]))).toEqual({ tried: 2, resolved: 0 });
    expect(await store.totals()).toEqual(before);
    expect((await store.quarantine({ project: PROJECT, after: 0, limit: 9 })).map((row) => [row.sequence, row.part])).toEqual([[1, 1], [1, 3], [2, 0]]);
  });

  it('finds what was stored meanwhile: a duplicate, a conflict', async () => {
    const list = new RecordList().message({ from: 'd1', payload: [element(0, { vibration: 1 }), element(1, { vibration: 1 })] });
    const store = new MemoryStore();
    await projectAll(store, list.records);
    const inventories = new InventoryBook([inventory({ metrics: [extraMetric] })]);
    list.message({ from: 'd1', payload: [element(0, { vibration: 1 }), element(1, { vibration: 7 })] });
    await projectAll(store, list.records, { inventories });
    expect(await replayed(list, store, inventories)).toEqual({ tried: 1, resolved: 1 });
    expect(await store.totals()).toMatchObject({ stored: 2, duplicates: 1, conflicts: 1 });
    await check(store);
  });

  it('goes through more messages than a page holds', async () => {
    const list = new RecordList();
    for (let n = 0; n < 2_300; n += 1) list.message({ from: 'd1', payload: element(n / 1000, { vibration: n }) });
    const store = new MemoryStore();
    await projectAll(store, list.records);
    expect(await replayed(list, store, new InventoryBook([inventory({ metrics: [extraMetric] })]))).toEqual({ tried: 2_300, resolved: 2_300 });
    expect(await store.totals()).toMatchObject({ quarantined: 0, projected: 2_300, stored: 2_300 });
  });

  it('is one at a time for a project: a second call gets the outcome of the first', async () => {
    const list = new RecordList().message({ from: 'd1', payload: element(0, { vibration: 1 }) }).message({ from: 'd1', payload: '{' });
    const store = new MemoryStore();
    await projectAll(store, list.records);
    list.json(RecordKind.heartbeat, {}, LATER);
    const projector = projectorOn(store, list.records, { inventories: new InventoryBook([inventory({ metrics: [extraMetric] })]) });
    await projector.start();
    const calls = [projector.replayQuarantine(PROJECT), projector.replayQuarantine(PROJECT), projector.replayQuarantine('other')];
    const run = projector.run();
    expect(await Promise.all(calls)).toEqual([{ tried: 2, resolved: 1 }, { tried: 2, resolved: 1 }, { tried: 0, resolved: 0 }]);
    expect(await store.totals()).toMatchObject({ messages: 2, projected: 1, quarantined: 1, received: 1, stored: 1 });
    await check(store);
    const again = expect(projector.replayQuarantine(PROJECT)).rejects.toMatchObject({ code: 'projection-not-running' });
    await projector.stop();
    await run;
    await again;
    await expect(projector.replayQuarantine(PROJECT)).rejects.toMatchObject({ code: 'projection-not-running' });
  });

  it('asks for no page that could be larger than a batch may replay', async () => {
    const largestMessage = 256 * 1024;
    const limits: number[] = [];
    class WatchedStore extends MemoryStore {
      override async quarantine(query: Parameters<MemoryStore['quarantine']>[0]): ReturnType<MemoryStore['quarantine']> {
        limits.push(query.limit);
        return super.quarantine(query);
      }
    }
    const list = new RecordList().message({ from: 'd1', payload: element(0, { vibration: 1 }) });
    const store = new WatchedStore();
    await projectAll(store, list.records);
    expect((await replayed(list, store, new InventoryBook([inventory({ metrics: [extraMetric] })]))).tried).toBe(1);
    expect(Math.max(...limits) * largestMessage).toBeLessThanOrEqual(DEFAULT_LIMITS.maxReplayBytes);
  });

  it('is refused before the start and ends with the run', async () => {
    const projector = projectorOn(new MemoryStore(), []);
    await expect(projector.replayQuarantine(PROJECT)).rejects.toMatchObject({ code: 'projection-not-running' });
    await projector.start();
    const waiting = projector.replayQuarantine(PROJECT);
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'projection-not-running' });
    const run = projector.run();
    await projector.stop();
    await run;
    await outcome;
  });

  it('leaves alone what the store itself refused', async () => {
    const list = new RecordList().message({ from: 'd1', payload: element(0, { temperature: 1, vibration: 2 }) });
    const store = new MemoryStore();
    await projectAll(store, list.records);
    const refusing = new Proxy(store, {
      get: (target, name) => (name === 'quarantine'
        ? async (query: Parameters<MemoryStore['quarantine']>[0]) => (await target.quarantine(query)).map((row) => ({ ...row, code: 'store-refused' as const }))
        : (Reflect.get(target, name) as unknown)),
    });
    const before = await store.totals();
    expect(await replayed(list, refusing, new InventoryBook([inventory({ metrics: [extraMetric] })]))).toEqual({ tried: 1, resolved: 0 });
    expect(await store.totals()).toEqual(before);
    expect(await replayed(list, store, new InventoryBook([inventory({ metrics: [extraMetric] })]))).toEqual({ tried: 1, resolved: 1 });
  });
});
