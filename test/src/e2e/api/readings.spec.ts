import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { operationOf } from '@yanshou/api-schema';
import { MICROS_PER_DAY, MICROS_PER_SECOND, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { parquetMetadata } from 'hyparquet';
import { ONE_CONNECTION, pathOf } from '../../platform-under-test/api-client.js';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const INSTANTS = 50_000;
const METRICS = 4;
const READINGS = INSTANTS * METRICS;
const INSTANTS_A_MESSAGE = 2_500;
const begin = Math.floor(systemClock.now() / MICROS_PER_DAY) * MICROS_PER_DAY - MICROS_PER_DAY;
const end = begin + INSTANTS * MICROS_PER_SECOND;
const PERIOD = { from: formatIsoMicros(begin), to: formatIsoMicros(end) };
const device = deviceId(0);
/** What a spreadsheet or a parser may stumble over. */
const MODES = ['auto', 'a,b', 'say "x"', 'zwei\nZeilen', '手动', ''];
const instant = (index: number) => ({ temperature: (index % 1_000) / 10, pressure: index % 7, running: index % 2 === 0, mode: MODES[index % MODES.length] as string });

interface Reading {
  readonly metric: string;
  readonly at: string;
  readonly value: number | boolean | string | null;
  /** Of windows. */
  readonly count?: number;
}

describe('200 000 readings', () => {
  let platform: TestPlatform;
  let admin: ApiClient;
  const read = (query: Record<string, string>) => admin.succeed('readReadings', { params: { p: 'bench' }, query: { ...PERIOD, ...query } });
  const itemsOf = async (query: Record<string, string>): Promise<Reading[]> => (JSON.parse((await read(query)).text) as { items: Reading[] }).items;
  /** Begins to read and answers what there is to go on with. */
  const open = (query: Record<string, string>, signal?: AbortSignal): Promise<Response> =>
    fetch(`${platform.http}${pathOf(operationOf('readReadings'), { params: { p: 'bench' }, query: { ...PERIOD, ...query } })}`, { headers: { ...ONE_CONNECTION, ...admin.credential }, ...(signal === undefined ? {} : { signal }) });
  /** The store spills into the same folder. */
  const temporaryFiles = (): string[] => readdirSync(join(platform.directory, 'tmp')).filter((name) => name.startsWith('readings-'));

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ devices: 2 }));
    const client = await platform.connect(device);
    for (let first = 0; first < INSTANTS; first += INSTANTS_A_MESSAGE) {
      const batch = Array.from({ length: INSTANTS_A_MESSAGE }, (_, n) => ({ ts: (begin + (first + n) * MICROS_PER_SECOND) / 1_000, values: instant(first + n) }));
      await client.publishAcknowledged(telemetryTopic('bench', device), JSON.stringify(batch), 1 + first / INSTANTS_A_MESSAGE);
    }
    client.close();
    expect((await platform.settle()).stored).toBe(READINGS);
  }, 400_000);
  afterAll(() => platform.dispose());

  it('come all, each once and with its value, as JSON', async () => {
    const items = await itemsOf({});
    expect(items).toHaveLength(READINGS);
    expect(new Set(items.map(({ metric, at }) => `${metric} ${at}`)).size).toBe(READINGS);
    const wrong = items.filter(({ metric, at, value }) => value !== instant((Date.parse(at) * 1_000 - begin) / MICROS_PER_SECOND)[metric as 'mode']);
    expect(wrong.slice(0, 3)).toEqual([]);
    const times = items.filter(({ metric }) => metric === 'mode').map(({ at }) => at);
    expect(times).toEqual([...times].sort());
  });

  it('come all as CSV, texts quoted where they have to be', async () => {
    const { text } = await read({ format: 'csv' });
    expect(text.startsWith('device,metric,at,received,value,quality,origin,late,serverStamped\r\n')).toBe(true);
    expect(text.split('\r\n')).toHaveLength(READINGS + 2);
    for (const cell of [',"a,b",', ',"say ""x""",', ',"zwei\nZeilen",', ',手动,']) expect(text).toContain(cell);
  });

  it('come all as Parquet, and leave nothing behind', async () => {
    const { bytes } = await read({ format: 'parquet' });
    expect(Number(parquetMetadata(Uint8Array.from(bytes).buffer).num_rows)).toBe(READINGS);
    await until(() => temporaryFiles().length === 0);
  });

  it('begin to come long before the last of them', async () => {
    const response = await open({});
    let [chunks, largest] = [0, 0];
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      chunks += 1;
      largest = Math.max(largest, chunk.length);
    }
    expect(response.headers.get('content-length')).toBeNull();
    expect(chunks).toBeGreaterThan(50);
    expect(largest).toBeLessThan(4 * 1024 * 1024);
  });

  it.each([
    ['count', 60], ['sum', 1_770], ['mean', 29.5], ['min', 0], ['max', 59], ['first', 0], ['last', 59],
  ] as const)('make windows: the %s of the first minute is %d tenths', async (fn, expected) => {
    const items = await itemsOf({ to: formatIsoMicros(begin + 2 * 60 * MICROS_PER_SECOND), metric: 'temperature', every: '1m', fn });
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ device, metric: 'temperature', from: PERIOD.from, value: fn === 'count' ? expected : expected / 10, count: 60, valid: 60 });
  });

  it('make windows of nothing where there is nothing, and of the time before and after none', async () => {
    const items = await itemsOf({ from: formatIsoMicros(end - 60 * MICROS_PER_SECOND), to: formatIsoMicros(end + 60 * MICROS_PER_SECOND), metric: 'pressure', every: '1m', fn: 'mean' });
    expect(items.map(({ count, value }) => [count, value === null])).toEqual([[40, false], [20, false], [0, true]]);
    expect((await itemsOf({ device: deviceId(1), metric: 'pressure', every: 'day', fn: 'count' })).map(({ value }) => value)).toEqual([0]);
  });

  it('of which a client takes some and leaves do the platform no harm', async () => {
    const leave = async (format: string): Promise<void> => {
      const abort = new AbortController();
      const reader = ((await open({ format }, abort.signal)).body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      abort.abort();
      await expect(reader.read()).rejects.toMatchObject({ name: 'AbortError' });
    };
    await Promise.all(['json', 'csv', 'parquet', 'json', 'csv', 'parquet', 'json', 'csv'].map(leave));
    expect((await fetch(`${platform.http}/readyz`, { headers: ONE_CONNECTION })).status).toBe(200);
    await until(() => temporaryFiles().length === 0);
    expect(await itemsOf({ metric: 'mode' })).toHaveLength(INSTANTS);
  });

  it('that nobody reads on hold up nobody else', async () => {
    const idle = await Promise.all([open({}), open({ format: 'csv' })]);
    const client = await platform.connect(deviceId(1));
    await client.publishAcknowledged(telemetryTopic('bench', deviceId(1)), '{"values":{"temperature":1}}', 1);
    client.close();
    await platform.settle();
    expect(await itemsOf({ metric: 'pressure' })).toHaveLength(INSTANTS);
    expect((await admin.call('listDevices', { params: { p: 'bench' } })).items.map(({ state }) => state)).toEqual(['live', 'live']);
    await Promise.all(idle.map((response) => response.body?.cancel()));
  });
});
