import { LATE_DATA, OVERDUE_DATA, REPLAYED_QUARANTINE } from '@yanshou/store';
import { MemoryStore } from '@yanshou/store/testing';
import { MICROS_PER_HOUR, hourOf } from '@yanshou/telemetry';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InventoryBook } from './inventory-book.js';
import { PROJECT, RecordList, START, extraMetric, inventory, projectAll, projectorOn } from './testing/workshop.js';

const HOUR = hourOf(START);
const at = (hours: number, more = 0): number => (START + hours * MICROS_PER_HOUR) / 1_000 + more;

it('late readings mark the hours of their source time, timely ones none', async () => {
  const list = new RecordList();
  list.message({ from: 'd1', payload: { ts: at(0), values: { temperature: 1 } }, received: START });
  list.message({ from: 'd1', payload: { ts: at(-3), values: { temperature: 2 } }, received: START });
  list.message({ from: 'd2', payload: { ts: at(-5), values: { temperature: 3 } }, received: START });
  const store = new MemoryStore();
  await projectAll(store, list.records);
  expect((await store.dirtyHours(PROJECT))?.hours).toEqual([{ hour: HOUR - 5, causes: LATE_DATA }, { hour: HOUR - 3, causes: LATE_DATA }]);
});

it('live readings that came more than a day late are told apart: a contract may not count them; replayed ones are not', async () => {
  const list = new RecordList();
  const received = START + 24 * MICROS_PER_HOUR;
  list.message({ from: 'd1', payload: { ts: at(0), values: { temperature: 1 } }, received });
  list.message({ from: 'd1', payload: { ts: at(-2), values: { temperature: 2 } }, received });
  list.message({ from: 'd2', payload: { ts: at(-4), origin: 'replayed', values: { temperature: 3 } }, received });
  const store = new MemoryStore();
  await projectAll(store, list.records);
  expect((await store.dirtyHours(PROJECT))?.hours).toEqual([
    { hour: HOUR - 4, causes: LATE_DATA }, { hour: HOUR - 2, causes: LATE_DATA | OVERDUE_DATA }, { hour: HOUR, causes: LATE_DATA },
  ]);
});

it('what arrives in time and leaves quarantine later marks its hour', async () => {
  const inventories = new InventoryBook([inventory()]);
  const list = new RecordList().message({ from: 'd1', payload: { ts: at(0), values: { vibration: 1 } }, received: START });
  list.message({ from: 'd1', payload: { ts: at(1), values: { temperature: 1 } }, received: START + MICROS_PER_HOUR });
  const store = new MemoryStore();
  await projectAll(store, list.records, { inventories });
  expect(await store.dirtyHours(PROJECT)).toBeUndefined();
  inventories.update(inventory({ metrics: [extraMetric] }));
  list.message({ from: 'd1', payload: { ts: at(2), values: { temperature: 1 } }, received: START + 2 * MICROS_PER_HOUR });
  const projector = projectorOn(store, list.records, { inventories });
  await projector.start();
  const run = projector.run();
  expect(await projector.replayQuarantine(PROJECT)).toMatchObject({ resolved: 1 });
  await projector.stop();
  await run;
  expect((await store.dirtyHours(PROJECT))?.hours).toEqual([{ hour: HOUR, causes: REPLAYED_QUARANTINE }]);
});

it('however the journal is cut, every late reading that is stored has its hour marked, and no other hour is', async () => {
  const sent = fc.record({ device: fc.constantFrom('d1', 'd2'), hours: fc.integer({ min: -20, max: 0 }), value: fc.integer({ min: 0, max: 3 }) });
  await fc.assert(fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 30 }), fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), async (all, cuts) => {
    const list = new RecordList();
    for (const { device, hours, value } of all) list.message({ from: device, payload: { ts: at(hours, value), values: { temperature: value } }, received: START });
    const store = new MemoryStore();
    await projectAll(store, list.records, { cuts });
    const late = new Set(all.filter(({ hours, value }) => at(hours, value) * 1_000 < START - MICROS_PER_HOUR).map(({ hours }) => HOUR + hours));
    expect((await store.dirtyHours(PROJECT))?.hours.map(({ hour }) => hour) ?? []).toEqual([...late].sort((a, b) => a - b));
  }), { numRuns: 25 });
});
