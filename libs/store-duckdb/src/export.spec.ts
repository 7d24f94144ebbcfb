import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { BatchBuilder } from '@yanshou/store/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDuckDbStore } from './index.js';
import type { DuckDbStore } from './index.js';

describe('export to Parquet', () => {
  let directory: string;
  let store: DuckDbStore;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'store-export-'));
    store = await openDuckDbStore({ file: join(directory, 'telemetry.db'), temporaryDirectory: join(directory, 'tmp') });
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('writes numbers and times that other programs read back to the last bit', async () => {
    const builder = new BatchBuilder();
    const values = [0.1, 0, 1 / 3, 5e-324, 1.7976931348623157e308, 2 ** 53];
    values.forEach((value, second) => builder.reading({ device: 'd1', metric: '温度', at: 1.7e15 + second * 1_000_001, value, late: true }));
    builder.reading({ device: 'd1', metric: '温度', at: 1.8e15, value: '加工中', quality: 5 });
    await store.commit(builder.build());
    const path = join(directory, 'out.parquet');
    expect(await store.exportTo({ project: 'p', from: 0, to: 1e16 }, 'parquet', path)).toBe(7);
    const reader = await (await (await DuckDBInstance.create()).connect()).runAndReadAll(
      `select value_number, epoch_us("at")::double, value_text, quality, origin, late, metric from read_parquet('${path}') order by "at"`);
    const rows = reader.getRows();
    expect(rows.slice(0, 6)).toEqual(values.map((value, second) => [value, 1.7e15 + second * 1_000_001, null, '', 'live', true, '温度']));
    expect(rows[6]).toEqual([null, 1.8e15, '加工中', 'D', 'live', false, '温度']);
  });

  it('orders by device and metric by code point, then time, over row groups of a bounded size', async () => {
    const builder = new BatchBuilder();
    // U+FF5E sorts below U+20BB7 by code point, above it by UTF-16 unit.
    const series = ['b', 'a', 'é', '～', '𠮷', 'Z'].flatMap((device) => ['𠮷重', '～', 'm'].map((metric) => ({ device, metric })));
    for (let second = 0; second < 8_000; second += 1) {
      const at = 1.7e15 + ((second * 7_919) % 8_000) * 1_000_000;
      for (const of of series) builder.reading({ ...of, at, value: second });
    }
    await store.commit(builder.build());
    const path = join(directory, 'ordered.parquet');
    expect(await store.exportTo({ project: 'p', from: 0, to: 1e16 }, 'parquet', path)).toBe(144_000);
    const connection = await (await DuckDBInstance.create()).connect();
    const rows = (await connection.runAndReadAll(`select device, metric, epoch_us("at")::double from read_parquet('${path}')`)).getRows() as [string, string, number][];
    const bytes = ([device, metric]: readonly [string, string, number]): Buffer => Buffer.from(`${device}\0${metric}`);
    const falls = rows.filter((row, index) => {
      const before = rows[index - 1];
      return before !== undefined && (Buffer.compare(bytes(before), bytes(row)) || before[2] - row[2]) >= 0;
    });
    expect(falls).toEqual([]);
    const groups = await connection.runAndReadAll(`select distinct row_group_num_rows::integer from parquet_metadata('${path}') order by 1`);
    expect(groups.getRows().flat()).toEqual([21_120, 122_880]);
  });

  it('tells numbers, booleans and texts apart, and what no indicator reads', async () => {
    const builder = new BatchBuilder();
    const values = [1, true, false, '开', 2.5];
    values.forEach((value, second) => builder.reading({ device: 'd1', metric: `m${second}`, at: 1.7e15, value, unused: second === 4 }));
    await store.commit(builder.build());
    const path = join(directory, 'kinds.parquet');
    await store.exportTo({ project: 'p', from: 0, to: 1e16 }, 'parquet', path);
    const connection = await (await DuckDBInstance.create()).connect();
    const rows = await connection.runAndReadAll(`select value_number, value_text, kind, unused from read_parquet('${path}')`);
    expect(rows.getRows()).toEqual([[1, null, 'number', false], [1, null, 'boolean', false], [0, null, 'boolean', false], [null, '开', 'text', false], [2.5, null, 'number', true]]);
  });

  it('leaves the target alone when it cannot be written', async () => {
    await expect(store.exportTo({ project: 'p', from: 0, to: 1 }, 'csv', join(directory, 'missing', 'out.csv'))).rejects.toMatchObject({ code: 'store-unavailable' });
    expect((await readdir(directory)).filter((name) => name.includes('out'))).toEqual([]);
  });
});
