import { afterEach, describe, expect, it } from '@jest/globals';
import type { QuarantineRow } from '@yanshou/store';
import { MemoryBook } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import type { SampleReading } from '@yanshou/store/testing/batches';
import { openInfluxStore } from './index.js';
import { startFakeInflux } from './testing/fake-influx.js';
import type { FakeAnswer, FakeInflux, FakeRequest } from './testing/fake-influx.js';
import { KEPT_CHARACTERS } from './unhoused-messages.js';

const START = 1_769_889_600_000_000;
const METRICS = Array.from({ length: 100 }, (_, index) => `metric_${String(index).padStart(2, '0')}`);

/** 3 Core with five databases, none of them ours, and no room for a sixth. */
const full = ({ method, path }: FakeRequest): FakeAnswer => {
  if (path === '/ping') return { status: 200, body: { version: '3.4.1' }, headers: { 'x-influxdb-build': 'Core', 'x-influxdb-version': '3.4.1' } };
  return method === 'GET' ? { status: 200, body: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ 'iox::database': name })) } : { status: 422, body: { error: 'limit' } };
};

let fake: FakeInflux | undefined;
afterEach(() => fake?.stop());

type Message = readonly [SampleReading, ...SampleReading[]];

const messageOf = (metrics: readonly string[], at: number): Message =>
  metrics.map((metric) => ({ project: 's', device: 'd', metric, at, value: 0.1 })) as unknown as Message;

async function quarantined(messages: readonly Message[]): Promise<{ readonly book: MemoryBook; readonly rows: readonly QuarantineRow[] }> {
  fake = await startFakeInflux(full);
  const book = new MemoryBook();
  const store = await openInfluxStore({ settings: { url: fake.url, prefix: 'y', token: 't' }, book });
  const builder = new BatchBuilder();
  for (const message of messages) builder.message(message);
  await store.commit(builder.build());
  await store.close();
  return { book, rows: await book.quarantine({ project: 's', after: 0, limit: 1_000 }) };
}

describe('a project without a database', () => {
  it('has a row in quarantine for each message, however many readings that has, with the line of all of them', async () => {
    const { book, rows } = await quarantined(Array.from({ length: 50 }, (_, second) => messageOf(METRICS, START + second * 1e6)));
    expect(rows.map(({ sequence, level, field }) => [sequence, level, field])).toEqual(Array.from({ length: 50 }, (_, index) => [index + 1, 'reading', '']));
    for (const { payload } of rows) {
      const text = Buffer.from(payload).toString();
      expect([text.split('\n').length, METRICS.every((metric) => text.includes(`n.${metric}=0.1,`))]).toEqual([1, true]);
    }
    expect(await book.totals('s')).toMatchObject({ received: 5_000, stored: 0, rejected: 5_000 });
    expect((await book.ledger('s', 0, 4e15)).map(({ reasons }) => reasons)).toEqual([{ 'store-refused': 5_000 }]);
  });

  it('has no minute and no hour of any of its devices', async () => {
    const messages = ['d', 'e'].flatMap((device) => [0, 1, 45, 70].map((minute) => messageOf(['m', 'n'], START + minute * 60e6).map((one) => ({ ...one, device })) as unknown as Message));
    const { book } = await quarantined(messages);
    const { length, low, high } = await book.deviceHours('s', 0, 1e6, [0]);
    expect([length, [...low, ...high].every((mask) => mask === 0)]).toEqual([4, true]);
    expect((await book.seriesHours('s', 0, 1e6, [0])).length).toBe(0);
  });

  it('names the metric where a message has one reading', async () => {
    const { rows } = await quarantined([messageOf(['m'], START)]);
    expect(rows.map(({ field }) => field)).toEqual(['m']);
  });

  it('keeps so much of a message and no more where its readings are many points, and counts all of them', async () => {
    const scattered = METRICS.map((metric, second) => messageOf([metric], START + second * 1e6)[0]) as unknown as Message;
    const { book, rows } = await quarantined([scattered, messageOf(['m'], START)]);
    const [first, second] = rows.map(({ payload }) => Buffer.from(payload).toString()) as [string, string];
    expect([rows.length, first.endsWith('\n# …'), second.includes('#')]).toEqual([2, true, false]);
    const [line = ''] = first.split('\n');
    expect([first.length > KEPT_CHARACTERS, first.length < KEPT_CHARACTERS + 2 * line.length]).toEqual([true, true]);
    expect(await book.totals('s')).toMatchObject({ received: 101, stored: 0, rejected: 101 });
  });
});
