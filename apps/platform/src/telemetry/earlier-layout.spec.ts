import { describe, expect, it } from '@jest/globals';
import type { Failure } from '@yanshou/telemetry';
import { readConfig } from '../config/config.js';
import { bookName, earlierBookName, partitionBookName } from './book-names.js';
import { tellEarlierLayout } from './earlier-layout.js';

const INFLUX = { YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_DATABASE: 'ys' };
const JETSTREAM = { ...INFLUX, NATS_URL: 'nats://x:4222', DATABASE_URL: 'postgres://x/y' };

async function told(environment: Readonly<Record<string, string>>, books: Readonly<Record<string, number>>): Promise<readonly Failure[]> {
  const notices: Failure[] = [];
  const registry = { bookPositions: async () => Object.entries(books).map(([name, nextSequence]) => ({ name, nextSequence })) };
  await tellEarlierLayout(readConfig(environment), registry, (notice) => notices.push(notice));
  return notices;
}

describe('a book', () => {
  it('is named by prefix and layout, so that neither finds the readings of another', () => {
    expect([bookName({ prefix: 'ys' }), partitionBookName({ prefix: 'ys' }, 7)]).toEqual(['influxdb/2:ys', 'influxdb/2:ys#07']);
    expect(['influxdb/2:ys', 'influxdb/2:ys#07', 'influxdb/2:ys2', 'other'].map((name) => earlierBookName({ prefix: 'ys' }, name))).toEqual(['influxdb:ys', 'influxdb:ys#07', undefined, undefined]);
  });
});

describe('readings of an earlier layout', () => {
  it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, number>>, number]>([
    ['none: a new installation', INFLUX, {}, 0],
    ['the first start after the upgrade', INFLUX, { 'influxdb:ys': 97 }, 1],
    ['a start before it has caught up', INFLUX, { 'influxdb:ys': 97, 'influxdb/2:ys': 50 }, 1],
    ['once it has caught up', INFLUX, { 'influxdb:ys': 97, 'influxdb/2:ys': 97 }, 0],
    ['of another prefix', INFLUX, { 'influxdb:old': 97 }, 0],
    ['an old book that never held anything', INFLUX, { 'influxdb:ys': 0 }, 0],
    ['one partition of sixteen is behind', JETSTREAM, { 'influxdb:ys#00': 9, 'influxdb/2:ys#00': 9, 'influxdb:ys#15': 9 }, 1],
    ['all partitions have caught up', JETSTREAM, { 'influxdb:ys#00': 9, 'influxdb/2:ys#00': 12 }, 0],
    ['on DuckDB', {}, { 'influxdb:ys': 97 }, 0],
  ])('%s', async (_when, environment, books, notices) => {
    expect(await told(environment, books)).toHaveLength(notices);
  });

  it('are told in both languages, with what may be dropped', async () => {
    const [notice] = await told(INFLUX, { 'influxdb:ys': 97 });
    expect(notice).toMatchObject({ code: 'store-layout-changed', help: { zh: expect.stringMatching(/ys 下的读数是旧布局.*DROP MEASUREMENT "reading"/), en: expect.stringMatching(/earlier layout.*DROP MEASUREMENT "reading"/) } });
  });
});
