import { describe, expect, it } from '@jest/globals';
import { LATE, MICROS_PER_HOUR, MICROS_PER_MINUTE, SERVER_STAMPED, UNUSED, ValueKind, packFlags } from '@yanshou/telemetry';
import { RecordKind } from '@yanshou/journal';
import type { ProjectionBatch } from '@yanshou/store';
import { MemoryStore, collectReadings } from '@yanshou/store/testing';
import { InventoryBook } from './inventory-book.js';
import type { Sent } from './testing/workshop.js';
import { ACCEPTED_FROM, PROJECT, RecordList, START, extraMetric, imbalances, inventory, projectAll } from './testing/workshop.js';

const ms = (at: number): number => at / 1000;
const number = packFlags(ValueKind.number, 0, 0);

interface Outcome {
  readonly rows: readonly (readonly unknown[])[];
  readonly store: MemoryStore;
  readonly reasons: Record<string, number>;
  readonly quarantine: readonly (readonly unknown[])[];
  readonly totals: Record<string, number>;
}

async function outcome(sent: readonly Sent[] | RecordList, inventories = new InventoryBook([inventory()])): Promise<Outcome> {
  const list = sent instanceof RecordList ? sent : new RecordList();
  if (!(sent instanceof RecordList)) for (const message of sent) list.message(message);
  const store = new MemoryStore();
  await projectAll(store, list.records, { inventories });
  const rows = (await collectReadings(store.readings({ project: PROJECT, from: -Infinity, to: Infinity }))) as unknown[][];
  const reasons: Record<string, number> = {};
  for (const row of await store.ledger(PROJECT, 0, START * 2)) {
    expect(imbalances(row.counts)).toEqual([]);
    for (const [code, count] of Object.entries(row.reasons)) reasons[code] = (reasons[code] ?? 0) + count;
  }
  const counts = await store.totals();
  const totals = Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
  const quarantine = (await store.quarantine({ project: PROJECT, after: 0, limit: 100 })).map((row) => [row.level, row.part, row.code, row.field]);
  // device, metric, source time, number, text, flags
  return { rows: rows.map((row) => [row[0], row[1], row[2], row[4], row[5], row[6]]), store, reasons, quarantine, totals };
}

const at = (offset: number, values: object, more: object = {}): object => ({ ts: ms(START + offset), values, ...more });

describe('one message', () => {
  it('becomes readings of every type', async () => {
    const { rows, totals } = await outcome([{ from: 'd1', payload: at(0, { temperature: 21.5, running: true, state: 'ACTIVE' }) }]);
    expect(rows).toEqual([
      ['d1', 'running', START, 1, '', packFlags(ValueKind.boolean, 0, 0)],
      ['d1', 'state', START, NaN, 'ACTIVE', packFlags(ValueKind.text, 0, 0)],
      ['d1', 'temperature', START, 21.5, '', number],
    ]);
    expect(totals).toEqual({ messages: 1, projected: 1, received: 3, stored: 3 });
  });

  it('keeps quality and origin, and counts gaps apart', async () => {
    const { rows, totals } = await outcome([{ from: 'd1', payload: at(0, { temperature: 21.5, pieces: null }, { quality: { temperature: 'D' }, origin: 'simulated' }) }]);
    expect(rows).toEqual([['d1', 'temperature', START, 21.5, '', packFlags(ValueKind.number, 5, 1)]]);
    expect(totals).toEqual({ messages: 1, projected: 1, received: 1, stored: 1, gaps: 1, simulated: 1 });
  });

  it('of gaps only is projected', async () => {
    expect((await outcome([{ from: 'd1', payload: at(0, { temperature: null }) }])).totals).toEqual({ messages: 1, projected: 1, gaps: 1 });
  });

  it('takes 0 and 1 for a boolean and nothing else', async () => {
    const { rows, reasons } = await outcome([{ from: 'd1', payload: [at(0, { running: 1 }), at(1e6, { running: 2 })] }]);
    expect(rows).toEqual([['d1', 'running', START, 1, '', packFlags(ValueKind.boolean, 0, 0)]]);
    expect(reasons).toEqual({ 'type-mismatch': 1 });
  });

  it.each([
    ['type-mismatch', { temperature: '21.5' }, 'values.temperature'],
    ['type-mismatch', { temperature: true }, 'values.temperature'],
    ['type-mismatch', { state: 1 }, 'values.state'],
    ['out-of-range', { temperature: 150.1 }, 'values.temperature'],
    ['out-of-range', { temperature: -50.1 }, 'values.temperature'],
    ['unknown-metric', { vibration: 1 }, 'values.vibration'],
  ])('whose only reading is refused is quarantined whole: %s %j', async (code, values, field) => {
    const { totals, quarantine } = await outcome([{ from: 'd1', payload: at(0, values) }]);
    expect(totals).toEqual({ messages: 1, quarantined: 1 });
    expect(quarantine).toEqual([['message', 0, code, field]]);
  });

  it('with one refused reading keeps the others', async () => {
    const { totals, quarantine, rows, store } = await outcome([{ from: 'd1', payload: [at(0, { temperature: 1, vibration: 2 }), at(1e6, { vibration: 3, pieces: 1e9, temperature: 151 })] }]);
    expect(totals).toEqual({ messages: 1, projected: 1, received: 5, stored: 2, rejected: 3 });
    expect(quarantine).toEqual([
      ['reading', 2, 'unknown-metric', '[0].values.vibration'], ['reading', 3, 'unknown-metric', '[1].values.vibration'], ['reading', 5, 'out-of-range', '[1].values.temperature'],
    ]);
    expect(rows).toHaveLength(2);
    const kept = await store.quarantine({ project: PROJECT, after: 0, limit: 9 });
    expect(kept.map((row) => row.payload.length > 0)).toEqual([true, false, false]);
  });

  it('takes the ends of a range', async () => {
    expect((await outcome([{ from: 'd1', payload: [at(0, { temperature: -50 }), at(1e6, { temperature: 150 })] }])).totals).toMatchObject({ stored: 2 });
  });
});

describe('time', () => {
  it.each([
    [ACCEPTED_FROM, undefined], [ACCEPTED_FROM - 1000, 'time-before-project'],
    [START + 5 * MICROS_PER_MINUTE, undefined], [START + 5 * MICROS_PER_MINUTE + 1000, 'time-in-future'],
  ])('%d is taken or refused: %s', async (time, code) => {
    const { quarantine, totals } = await outcome([{ from: 'd1', payload: { ts: ms(time), values: { pieces: 1 } } }]);
    expect(quarantine).toEqual(code === undefined ? [] : [['message', 0, code, 'ts']]);
    expect(totals.stored).toBe(code === undefined ? 1 : undefined);
  });

  it('that would be right as seconds is said to be', async () => {
    const { store } = await outcome([{ from: 'd1', payload: { ts: START / 1e6, values: { pieces: 1 } } }]);
    const [row] = await store.quarantine({ project: PROJECT, after: 0, limit: 1 });
    expect(row?.hint).toContain('would be right as seconds');
  });

  it('names a time that is wrong in every unit without a hint', async () => {
    const { store } = await outcome([{ from: 'd1', payload: { ts: 5, values: { pieces: 1 } } }]);
    expect((await store.quarantine({ project: PROJECT, after: 0, limit: 1 }))[0]?.hint).toBe('');
  });

  it('is late after more than an hour', async () => {
    const { rows, totals } = await outcome([{ from: 'd1', payload: [at(-MICROS_PER_HOUR, { pieces: 1 }), at(-MICROS_PER_HOUR - 1000, { temperature: 2 })] }]);
    expect(rows.map((row) => row[5])).toEqual([number, number | LATE]);
    expect(totals).toMatchObject({ stored: 2, late: 1 });
  });

  it('without a stamp is that of receipt, a microsecond apart where several fall on one', async () => {
    const { rows, totals } = await outcome([{ from: 'd1', payload: [{ values: { pieces: 1 } }, { values: { pieces: 1 } }] }, { from: 'd1', payload: { values: { pieces: 1 } } }]);
    expect(rows).toEqual([0, 1, 2].map((n) => ['d1', 'pieces', START + n, 1, '', number | SERVER_STAMPED]));
    expect(totals).toMatchObject({ stored: 3, serverStamped: 3 });
  });

  it('given by the device never moves, and a stamp far below it is settled by its key', async () => {
    const { rows, totals } = await outcome([
      { from: 'd1', payload: { values: { pieces: 1 } } }, { from: 'd1', payload: at(MICROS_PER_MINUTE, { pieces: 5 }) },
      { from: 'd1', payload: { values: { pieces: 1 } } }, { from: 'd1', payload: { values: { pieces: 2 } } },
    ]);
    expect(rows.map((row) => [row[2], row[3]])).toEqual([[START, 1], [START + MICROS_PER_MINUTE, 5]]);
    expect(totals).toMatchObject({ stored: 2, duplicates: 1, conflicts: 1 });
  });
});

describe('the same key again', () => {
  it('with the same value is a duplicate, with another a conflict; the first stays', async () => {
    const { rows, totals, store } = await outcome([
      { from: 'd1', payload: at(0, { pieces: 0, state: 'A' }) }, { from: 'd1', payload: '{"ts":1794700800000,"values":{"pieces":-0,"state":"A"}}' },
      { from: 'd1', payload: at(0, { pieces: 2, state: 'B' }) }, { from: 'd1', payload: at(0, { pieces: 2 }) },
    ]);
    expect(rows.map((row) => [row[3], row[4]])).toEqual([[0, ''], [NaN, 'A']]);
    expect(totals).toMatchObject({ received: 7, stored: 2, duplicates: 2, conflicts: 3 });
    const conflicts = await store.conflicts({ project: PROJECT, from: 0, to: Infinity });
    expect(conflicts.map((row) => [row.sequence, row.value])).toEqual([[3, 2], [4, 2], [3, 'B']]);
  });

  it('with other quality or origin only is a duplicate', async () => {
    const { totals } = await outcome([{ from: 'd1', payload: at(0, { pieces: 1 }) }, { from: 'd1', payload: at(0, { pieces: 1 }, { quality: { pieces: 'D' }, origin: 'replayed' }) }]);
    expect(totals).toMatchObject({ stored: 1, duplicates: 1 });
  });

  it('never swallows an unchanged value of another time, even an older one', async () => {
    const { rows } = await outcome([0, 1e6, -1e6, -2e6].map((offset) => ({ from: 'd1', payload: at(offset, { pieces: 1 }) })));
    expect(rows.map((row) => row[2])).toEqual([START - 2e6, START - 1e6, START, START + 1e6]);
  });
});

describe('senders and topics', () => {
  it.each([
    ['unknown-device', { from: 'nobody', payload: at(0, { pieces: 1 }) }],
    ['unknown-topic', { from: 'd1', payload: at(0, { pieces: 1 }), topic: 'yanshou/v1/p/d1/log' }],
    ['unknown-topic', { from: 'd1', payload: at(0, { pieces: 1 }), topic: 'yanshou/v1/p/d2/telemetry' }],
    ['unknown-topic', { from: 'd1', payload: { c1: [at(0, { pieces: 1 })] }, topic: 'yanshou/v1/p/d1/gateway/telemetry' }],
    ['unknown-topic', { from: 'gw', payload: at(0, { pieces: 1 }) }],
    ['malformed-json', { from: 'd1', payload: '{' }],
    ['wrong-type', { from: 'd1', payload: 'maybe', topic: 'yanshou/v1/p/d1/state' }],
  ])('%s', async (code, sent) => {
    const { totals, quarantine, reasons } = await outcome([sent]);
    expect(totals).toEqual({ messages: 1, quarantined: 1 });
    expect([quarantine[0]?.[0], quarantine[0]?.[2], reasons]).toEqual(['message', code, { [code]: 1 }]);
  });

  it('quarantines what comes from an unknown project', async () => {
    const { store } = await outcome([{ from: 'd1', payload: at(0, { pieces: 1 }), project: 'q' }]);
    expect(await store.quarantine({ project: 'q', after: 0, limit: 9 })).toMatchObject([{ code: 'unknown-device' }]);
  });

  it("speaks ThingsBoard's device and gateway topics", async () => {
    const { rows } = await outcome([
      { from: 'd1', payload: { pieces: 4 }, topic: 'v1/devices/me/telemetry' }, { from: 'gw', payload: { c1: [{ pieces: 5 }] }, topic: 'v1/gateway/telemetry' },
    ]);
    expect(rows.map((row) => [row[0], row[3]])).toEqual([['c1', 5], ['d1', 4]]);
  });

  it('counts readings of a gateway at its children and keeps the way they came', async () => {
    const batches: number[][] = [];
    const list = new RecordList().message({ from: 'gw', payload: { c1: [at(0, { pieces: 1 })], c2: [at(0, { pieces: 2, temperature: 1 })] }, topic: 'yanshou/v1/p/gw/gateway/telemetry' });
    const store = new MemoryStore();
    const onCommit = (batch: ProjectionBatch): void => void batches.push([...batch.readings.via.slice(0, batch.readings.length)]);
    await projectAll(store, list.records, { onCommit });
    const gateway = (await store.state()).principals.find((principal) => principal.device === 'gw')?.number;
    expect(batches).toEqual([[gateway]]);
    const ledger = await store.ledger(PROJECT, 0, START * 2);
    expect(ledger.map(({ device, counts }) => [device, counts.messages, counts.received, counts.stored, counts.rejected])).toEqual([['c1', 0, 1, 1, 0], ['gw', 1, 2, 0, 2]]);
    expect(await store.quarantine({ project: PROJECT, after: 0, limit: 9 })).toMatchObject([{ code: 'child-not-bound', level: 'reading', field: 'c2[0]', part: 2 }]);
  });

  it('accepts unknown metrics without use where the policy says so, up to a bound', async () => {
    const values = Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`m${n}`, n]));
    const { rows, totals, store } = await outcome([{ from: 'd1', payload: at(0, values) }, { from: 'd1', payload: at(1e6, { m1: 'text', m1000: 1 }) }], new InventoryBook([inventory({ unknownMetric: 'accept' })]));
    expect(totals).toMatchObject({ received: 1003, stored: 1001, rejected: 2 });
    expect(rows.every((row) => ((row[5] as number) & UNUSED) !== 0)).toBe(true);
    const hours = await store.seriesHours(PROJECT, 0, 1e9, [0]);
    expect([hours.count.reduce((a, b) => a + b), hours.valid.reduce((a, b) => a + b), (await store.deviceHours(PROJECT, 0, 1e9, [0])).length]).toEqual([1001, 0, 0]);
  });

  it('marks for good who sends simulated readings', async () => {
    const { store } = await outcome([{ from: 'd2', payload: at(0, { pieces: 1 }) }, { from: 'd1', payload: at(0, { pieces: 1 }, { origin: 'simulated' }) }, { from: 'd1', payload: at(1e6, { pieces: 1 }) }]);
    const { principals, simulatedPrincipals } = await store.state();
    expect(simulatedPrincipals.map((n) => principals.find((p) => p.number === n)?.device)).toEqual(['d1']);
  });

  it('uses a changed inventory from the next message on', async () => {
    const inventories = new InventoryBook([inventory()]);
    const store = new MemoryStore();
    const list = new RecordList().message({ from: 'd1', payload: at(0, { vibration: 1 }) });
    await projectAll(store, list.records, { inventories });
    inventories.update(inventory({ metrics: [extraMetric] }));
    list.message({ from: 'd1', payload: at(0, { vibration: 1 }) });
    await projectAll(store, list.records, { inventories });
    expect(await store.totals()).toMatchObject({ messages: 2, projected: 1, quarantined: 1, stored: 1 });
  });
});

describe('other records', () => {
  it('count refusals, platform minutes and nothing for the rest', async () => {
    const minute = START / MICROS_PER_MINUTE;
    const list = new RecordList()
      .json(RecordKind.refusals, { principal: 'p/d1', reason: 'over-rate', minute, count: 7 })
      .json(RecordKind.heartbeat, {}).json(RecordKind.heartbeat, {}).json(RecordKind.heartbeat, {}, START + MICROS_PER_MINUTE)
      .json(RecordKind.release, { principal: 'p/d1', packetId: 1 }).json(RecordKind.registryChange, { any: 1 }).json(RecordKind.gap, {});
    const { totals, reasons, store } = await outcome(list);
    expect([totals, reasons]).toEqual([{ refused: 7 }, { 'over-rate': 7 }]);
    expect(await store.platformMinutes(0, 1e12)).toEqual([minute, minute + 1]);
    expect((await store.state()).nextSequence).toBe(8);
  });

  it('cross a declared gap', async () => {
    const list = new RecordList().json(RecordKind.gap, {}).message({ from: 'd1', payload: at(0, { pieces: 1 }) });
    const records = list.records.map((record) => (record.sequence === 2 ? { ...record, sequence: 500 } : record));
    const store = new MemoryStore();
    await projectAll(store, records);
    expect([(await store.state()).nextSequence, (await store.totals()).stored]).toEqual([501, 1]);
  });
});

describe('heartbeats', () => {
  const online = (from: string, received: number): Sent => ({ from, payload: 'online', topic: `yanshou/v1/p/${from}/state`, received });
  const masks = async (store: MemoryStore): Promise<number[]> => {
    const hours = await store.deviceHours(PROJECT, 0, 1e9, [0, 1, 2, 3]);
    return [...hours.low.slice(0, hours.length)];
  };

  it('stand for the last valid value of a device that reports by exception', async () => {
    const sent = [{ from: 'door', payload: at(0, { running: true }) }, online('door', START + 3 * MICROS_PER_MINUTE), { ...online('door', START + 4 * MICROS_PER_MINUTE), payload: 'offline' }];
    const { store, totals } = await outcome(sent);
    expect((await masks(store)).reduce((a, b) => a | b, 0)).toBe(0b1001);
    expect(totals).toMatchObject({ messages: 3, projected: 3, stored: 1 });
  });

  it.each([
    ['no value was ever sent', 'door', {}], ['the last value is not valid', 'door', { quality: { running: 'B' } }], ['the device reports periodically', 'd1', { origin: 'live' }],
  ])('stand for nothing where %s', async (_, from, more) => {
    const first = Object.keys(more).length === 0 ? [] : [{ from, payload: at(0, { running: true }, more) }];
    const { store } = await outcome([...first, online(from, START + 3 * MICROS_PER_MINUTE)]);
    expect((await masks(store)).reduce((a, b) => a | b, 0) & 0b1000).toBe(0);
  });

  it('of values of one time ask for one that is valid', async () => {
    const payload = at(0, { running: true, pieces: 1, temperature: 1 }, { quality: { running: 'B', temperature: 'D' } });
    const { store } = await outcome([{ from: 'door', payload }, online('door', START + 3 * MICROS_PER_MINUTE)]);
    expect((await masks(store)).reduce((a, b) => a | b, 0)).toBe(0b1001);
  });

  it('find the last value again after a restart', async () => {
    const list = new RecordList().message({ from: 'door', payload: at(0, { running: true }) });
    const store = new MemoryStore();
    await projectAll(store, list.records);
    list.message(online('door', START + 3 * MICROS_PER_MINUTE));
    await projectAll(store, list.records);
    expect((await masks(store)).reduce((a, b) => a | b, 0)).toBe(0b1001);
  });
});
