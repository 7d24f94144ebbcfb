import { describe, expect, it } from '@jest/globals';
import { MemoryBook } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import { openInfluxStore } from './index.js';
import { InfluxLink } from './influx-link.js';
import { DEFAULT_INFLUX_LIMITS } from './influx-settings.js';
import { withNewest } from './newest-points.js';
import type { KnownSeries } from './series-directory.js';
import { startFakeInflux } from './testing/fake-influx.js';
import { withInflux } from './testing/with-influx.js';

const START = 1_769_889_600_000_000;
const METRICS = ['axis-x', 'axis.y', '温度', 'long_name_of_a_metric_1', 'long_name_of_a_metric_2', 'long_name_of_a_metric_3'] as const;
const series = (device: string, metric: string, highest: number) => ({ project: 'p', device, metric, highest }) as KnownSeries;

withInflux('the newest points', (influx) => {
  const stored = async (prefix: string) => {
    const warnings: string[] = [];
    const store = await openInfluxStore({ settings: { url: influx().url, prefix }, book: new MemoryBook(), onWarning: ({ code, message }) => warnings.push(`${code}: ${message}`) });
    const link = new InfluxLink({ url: influx().url, prefix }, DEFAULT_INFLUX_LIMITS, systemClock);
    return { store, link, warnings, database: `${prefix}_p`, close: () => Promise.all([store.close(), Promise.resolve(link.close())]) };
  };

  describe('the newest points', () => {
    it('are found by one query, whatever metrics are called and however many a message has', async () => {
      const { store, link, database, close } = await stored('near');
      const builder = new BatchBuilder();
      const of = (metric: string, at: number) => ({ project: 'p', device: 'd 1', metric, at, value: 1 });
      builder.message([of('axis-x', START), of('axis.y', START)]);
      builder.message([of('axis-x', START + 5e6), of('温度', START + 5e6)]);
      builder.message([of('long_name_of_a_metric_1', START + 9e6), ...METRICS.slice(4).map((metric) => of(metric, START + 9e6))]);
      await store.commit(builder.build());
      const wanted = [series('d 1', 'axis-x', START + 5e6), series('d 1', 'axis.y', START), series('d 1', '温度', START + 5e6), ...METRICS.slice(3).map((metric) => series('d 1', metric, START + 9e6))];
      expect([...(await withNewest(link, database, wanted))]).toEqual(wanted);
      // What a plain shape does not hold is missing; the name of a long one tells nothing and stands for any.
      const unknown = [series('d 1', 'axis.y', START + 1), series('d 2', 'axis-x', START), series('d 1', 'axis', START + 9.5e6)];
      expect([...(await withNewest(link, database, unknown)).values()].map(({ metric }) => metric)).toEqual(['axis.y']);
      expect([...(await withNewest(link, database, [series('d 1', 'axis.y', START + 10e6)]))]).toEqual([]);
      await close();
    });

    it('that are gone are told, without a query a series', async () => {
      const { store, warnings, database, close } = await stored('gone');
      const builder = new BatchBuilder();
      for (let device = 0; device < 300; device += 1) builder.reading({ project: 'p', device: `d${device}`, metric: 'm', at: START + device, value: 1 });
      await store.commit(builder.build());
      await influx().query(`DROP SERIES FROM "sample" WHERE "device" = 'd7'`, database);
      await store.compact();
      // It was stored lately: what is still in memory is sent again.
      expect(warnings).toEqual([]);
      expect(await influx().query(`SELECT count("sequence") FROM "sample" WHERE "device" = 'd7'`, database)).toMatchObject({ results: [{ series: [{ values: [[expect.anything(), 1]] }] }] });
      await close();
    });
  });
});

describe('the look of the guard', () => {
  it('asks once a project, of the days in which any of its series went on', async () => {
    const answered = { results: [{ statement_id: 0, series: ['a', 'b'].map((device, index) => ({ name: 'sample', tags: { device, shape: 'n.m' }, columns: ['time', 'last'], values: [[START + index, 1]] })) }] };
    const fake = await startFakeInflux(({ path }) => (path === '/ping' ? { status: 204, headers: { 'x-influxdb-version': '1.6.7' } } : path.startsWith('/write') ? { status: 204 } : { status: 200, body: answered }));
    const warnings: string[] = [];
    const store = await openInfluxStore({ settings: { url: fake.url, prefix: 'y' }, book: new MemoryBook(), onWarning: ({ message }) => warnings.push(message) });
    const builder = new BatchBuilder();
    for (const [index, device] of ['a', 'b'].entries()) builder.reading({ project: 'p', device, metric: 'm', at: START + index, value: 1 });
    builder.reading({ project: 'p', device: 'silent', metric: 'm', at: START - 3 * MICROS_PER_DAY, value: 1 });
    await store.commit(builder.build());
    const before = fake.requests.length;
    await store.compact();
    const asked = fake.requests.slice(before).map(({ body }) => new URLSearchParams(body).get('q') ?? '').filter((q) => q.includes('last('));
    expect([asked.length, warnings]).toEqual([1, []]);
    await store.close();
    await fake.stop();
  });

  it('takes a short answer for no answer', async () => {
    const fake = await startFakeInflux(({ path }) => (path === '/ping' ? { status: 204, headers: { 'x-influxdb-version': '1.6.7' } } : { status: 200, body: { results: [{ statement_id: 0, partial: true, series: [] }] } }));
    const link = new InfluxLink({ url: fake.url, prefix: 'y' }, DEFAULT_INFLUX_LIMITS, systemClock);
    await expect(withNewest(link, 'y_p', [series('a', 'm', START)])).rejects.toMatchObject({ code: 'store-query-failed', retryable: true });
    link.close();
    await fake.stop();
  });
});
