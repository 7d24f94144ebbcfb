import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, UNUSED, highBit, hourOf, isValidQuality, lowBit, minuteOfHour, originOf, qualityOf } from '@yanshou/telemetry';
import type { JournalRecord } from '@yanshou/journal';
import { RecordKind } from '@yanshou/journal';
import { toGrid } from '@yanshou/store';
import { MemoryStore, allAnswers, collectReadings, combinedSeriesHours } from '@yanshou/store/testing';
import type { DirtyHours } from '@yanshou/store';
import fc from 'fast-check';
import { InventoryBook } from './inventory-book.js';
import { arbitraryMessages } from './testing/arbitrary-messages.js';
import { PROJECT, RecordList, START, imbalances, projectAll } from './testing/workshop.js';

const FROM = START - 30 * MICROS_PER_HOUR;
const TO = START + 3 * MICROS_PER_HOUR;
const series = ['d1', 'c1', 'door'].flatMap((device) => ['temperature', 'running', 'state', 'pieces', 'vibration'].map((metric) => ({ device, metric })));

const cuts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });

/** Sequences of quarantine rows are compared too; left out is only the cursor of dirty hours, which names the batch that touched them. */
async function answers(store: MemoryStore): Promise<Record<string, unknown>> {
  const all = await allAnswers(store, { project: PROJECT, series, from: FROM, to: TO });
  return { ...all, dirty: (all['dirty'] as DirtyHours | undefined)?.hours };
}

interface Course {
  readonly restarts?: readonly number[];
  readonly joined?: boolean;
  readonly maxRecords?: number;
}

async function projectedWith(records: readonly JournalRecord[], sizes: readonly number[], { restarts = [], joined = false, maxRecords = 1_000 }: Course = {}): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (const end of [...restarts, records.length]) await projectAll(store, records.slice(0, end), { cuts: sizes, joined, limits: { maxRecords } });
  return store;
}

describe('projection', () => {
  it('gives the same content however the journal is cut into portions and batches, with restarts in between', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryMessages, cuts, fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 3 }), fc.boolean(), fc.integer({ min: 1, max: 12 }), async (records, sizes, stops, joined, maxRecords) => {
        const restarts = stops.filter((stop) => stop < records.length).sort((a, b) => a - b);
        const whole = await answers(await projectedWith(records, [1_000]));
        expect(await answers(await projectedWith(records, sizes, { restarts, joined, maxRecords }))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('balances, and its partials are those of its readings', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryMessages, cuts, async (records, sizes) => {
        const store = await projectedWith(records, sizes);
        for (const { counts } of await store.ledger(PROJECT, FROM, TO)) expect(imbalances(counts)).toEqual([]);
        const totals = await store.totals(PROJECT);
        expect(totals.messages).toBe(records.filter((record) => record.kind === RecordKind.message).length);
        const rows = (await collectReadings(store.readings({ project: PROJECT, from: FROM, to: TO }))) as Reading[];
        expect(totals.stored).toBe(rows.length);
        expect(totals.conflicts).toBe((await store.conflicts({ project: PROJECT, from: FROM, to: TO })).length);
        expect(new Set(rows.map((row) => row.slice(0, 3).join())).size).toBe(rows.length);
        const hours = combinedSeriesHours(await store.seriesHours(PROJECT, hourOf(FROM), hourOf(TO), [0, 1, 2, 3]));
        expect(hours).toEqual(await partialsOf(store, rows));
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

type Reading = [device: string, metric: string, at: number, received: number, number: number, text: string, flags: number];

/** The partials by definition, from the readings of each (series, hour, origin). */
async function partialsOf(store: MemoryStore, rows: readonly Reading[]): Promise<unknown[]> {
  const { principals, series: known } = await store.state();
  const groups = new Map<string, { readonly resolution: number; readonly rows: Reading[] }>();
  for (const row of rows) {
    const principal = principals.find((one) => one.device === row[0] && one.project === PROJECT)?.number;
    const own = known.find((one) => one.principal === principal && one.metric === row[1]);
    const key = `${own?.series}/${hourOf(row[2])}/${originOf(row[6])}`;
    const group = groups.get(key) ?? { resolution: own?.resolution ?? NaN, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  }
  return [...groups].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([key, group]) => ({ key, ...partial(group) }));
}

function partial({ rows, resolution }: { readonly resolution: number; readonly rows: readonly Reading[] }): object {
  const valid = rows.filter((row) => isValidQuality(qualityOf(row[6])) && (row[6] & UNUSED) === 0);
  const numeric = valid.filter((row) => !Number.isNaN(toGrid(row[4], resolution))).sort((a, b) => a[2] - b[2]);
  const numbers = numeric.map((row) => row[4]);
  const edge = (row: Reading | undefined): unknown => (row === undefined ? null : [row[2], row[4]]);
  const minutes = valid.map((row) => minuteOfHour(row[2]));
  return {
    count: rows.length, valid: valid.length, numeric: numeric.length, sum: numbers.reduce((sum, n) => sum + toGrid(n, resolution), 0),
    latestAt: Math.max(...rows.map((row) => row[2])), min: Math.min(...numbers), max: Math.max(...numbers), first: edge(numeric[0]), last: edge(numeric.at(-1)),
    low: minutes.reduce((mask, minute) => mask | lowBit(minute), 0), high: minutes.reduce((mask, minute) => mask | highBit(minute), 0),
  };
}

describe('sums', () => {
  it('stay safe integers: a row that would leave them is split', async () => {
    const big = 9e15;
    const list = new RecordList();
    [big, big, -1, big].forEach((pieces, n) => list.message({ from: 'd1', payload: { ts: START / 1000 + n, values: { pieces } } }));
    const store = new MemoryStore();
    await projectAll(store, list.records);
    const hours = await store.seriesHours(PROJECT, hourOf(FROM), hourOf(TO), [0]);
    const sums = [...hours.sum].slice(0, hours.length);
    expect(sums.every((sum) => Number.isSafeInteger(sum))).toBe(true);
    expect(sums.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(3n * BigInt(big) - 1n);
    expect([hours.count, hours.numeric].map((column) => column.reduce((a, b) => a + b, 0))).toEqual([4, 4]);
    expect([Math.min(...hours.min), Math.max(...hours.max)]).toEqual([-1, big]);
  });
});

describe('an inventory that comes later', () => {
  it('is not needed for a message to be kept', async () => {
    const list = new RecordList().message({ from: 'd1', payload: { values: { pieces: 1 } } });
    const store = new MemoryStore();
    await projectAll(store, list.records, { inventories: new InventoryBook() });
    expect(await store.quarantine({ project: PROJECT, after: 0, limit: 1 })).toMatchObject([{ code: 'unknown-device', payload: Buffer.from('{"values":{"pieces":1}}') }]);
  });
});
