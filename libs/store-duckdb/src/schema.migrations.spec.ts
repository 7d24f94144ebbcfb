import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { LATE_DATA, OVERDUE_DATA } from '@yanshou/store';
import { BatchBuilder } from '@yanshou/store/testing';
import { MICROS_PER_HOUR, hourOf } from '@yanshou/telemetry';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDuckDbStore } from './index.js';

describe('the layout of a store file', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'store-layout-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const open = () => openDuckDbStore({ file: join(directory, 'telemetry.db'), temporaryDirectory: join(directory, 'tmp') });
  async function change(...statements: string[]): Promise<void> {
    const instance = await DuckDBInstance.create(join(directory, 'telemetry.db'));
    const connection = await instance.connect();
    for (const statement of statements) await connection.run(statement);
    connection.closeSync();
    instance.closeSync();
  }

  it('is brought up to date from the first one, and keeps what it holds', async () => {
    const builder = new BatchBuilder();
    builder.reading({ device: 'd', metric: 'm', at: 1e15, value: 1 });
    const before = await open();
    await before.commit(builder.build());
    await before.close();
    await change('drop table declared_gaps', 'drop table dirty_hours', 'drop table kept_folds', 'drop table lost_sessions', 'delete from schema_version where version > 1');
    const store = await open();
    expect([await store.declaredGaps(), (await store.totals()).stored]).toEqual([[], 1]);
    expect(await store.dirtyHours('p')).toBeUndefined();
    const gap = builder.gap(3);
    await store.commit(builder.build());
    expect(await store.declaredGaps()).toEqual([gap]);
    await store.close();
  });

  it('looks at hours that were touched by an older program as if the data had been more than a day late', async () => {
    const builder = new BatchBuilder();
    builder.reading({ device: 'd', metric: 'm', at: 1e15, received: 1e15 + 2 * MICROS_PER_HOUR, value: 1, late: true });
    const before = await open();
    await before.commit(builder.build());
    await before.close();
    await change('drop table kept_folds', 'drop table lost_sessions', 'delete from schema_version where version > 3');
    const store = await open();
    expect((await store.dirtyHours('p'))?.hours).toEqual([{ hour: hourOf(1e15), causes: LATE_DATA | OVERDUE_DATA }]);
    await store.close();
  });

  it('of a newer program is refused', async () => {
    await (await open()).close();
    await change('insert into schema_version values (99)');
    await expect(open()).rejects.toMatchObject({ name: 'Failure', code: 'store-damaged' });
  });
});
