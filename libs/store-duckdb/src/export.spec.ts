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

  it('leaves the target alone when it cannot be written', async () => {
    await expect(store.exportTo({ project: 'p', from: 0, to: 1 }, 'csv', join(directory, 'missing', 'out.csv'))).rejects.toMatchObject({ code: 'store-unavailable' });
    expect((await readdir(directory)).filter((name) => name.includes('out'))).toEqual([]);
  });
});
