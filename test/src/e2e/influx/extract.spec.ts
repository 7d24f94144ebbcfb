import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parquetExtract } from '@yanshou/bundles';
import type { TelemetryStore } from '@yanshou/store';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { MemoryBook } from '@yanshou/store/testing';
import { openDuckDbStore } from '@yanshou/store-duckdb';
import { openInfluxStore } from '@yanshou/store-influx';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';

const START = 1_769_889_600_000_000;

/** Rows of an extract as a verifier reads them. */
async function rowsOf(path: string): Promise<unknown[]> {
  const file = await open(path);
  const { size } = await file.stat();
  const slice = async (start: number, end = size): Promise<ArrayBuffer> => {
    const bytes = new Uint8Array(end - start);
    await file.read(bytes, 0, bytes.length, start);
    return bytes.buffer;
  };
  const rows: unknown[] = [];
  for await (const page of parquetExtract({ byteLength: size, slice }).pages()) {
    if (!page.ok) throw new Error(page.reason);
    const { length, ...columns } = page.value;
    for (let row = 0; row < length; row += 1) rows.push(Object.entries(columns).map(([name, column]) => [name, (column as ArrayLike<unknown>)[row] ?? null]));
  }
  await file.close();
  return rows;
}

withInflux('extracts of a bundle', (influx) => {
  it('gives a verifier the rows that DuckDB gives', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'yanshou-extract-'));
    const stores: TelemetryStore[] = [
      await openDuckDbStore({ file: join(directory, 'a.db'), temporaryDirectory: directory }),
      await openInfluxStore({ settings: { url: influx().url, prefix: 'extract' }, book: new MemoryBook() }),
    ];
    const builder = new BatchBuilder();
    const via = builder.principal('gateway');
    for (let n = 0; n < 2_000; n += 1) {
      const value = n % 7 === 0 ? n % 2 === 0 : n % 5 === 0 ? `状态 "${n}"` : n / 3;
      builder.reading({ device: `d${n % 11}`, metric: `m${n % 3}`, at: START + n, value, quality: n % 4, origin: n % 13 === 0 ? 3 : 0, late: n % 17 === 0, ...(n % 2 === 0 ? { via } : {}) });
    }
    const batch = builder.build();
    const query = { project: 'p', from: START + 10, to: START + 1_990 };
    const read = [];
    for (const [index, store] of stores.entries()) {
      await store.commit(batch);
      expect(await store.exportTo(query, 'parquet', join(directory, `${index}.parquet`))).toBe(1_980);
      read.push(await rowsOf(join(directory, `${index}.parquet`)));
      await store.close();
    }
    expect(read[1]).toEqual(read[0]);
    expect((await readdir(directory)).filter((name) => name.endsWith('.part'))).toEqual([]);
    await rm(directory, { recursive: true, force: true });
  });
});
