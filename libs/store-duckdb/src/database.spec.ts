import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, ROW_GROUP } from './database.js';
import { timesOpen } from './testing/open-files.js';

const ROWS = 50_000;
const RENEW = 160;
const RENEW_NOW = 280;
/** What the engine says when a checkpoint met a full disk. */
const invalidated = new Error('FATAL Error: Failed: database has been invalidated because of a previous fatal error.');

describe('the open file', () => {
  let directory: string;
  let file: string;
  let database: Database;
  const open = (): Promise<Database> => Database.open({ file, temporaryDirectory: join(directory, 'tmp') });

  beforeEach(async () => {
    directory = realpathSync(mkdtempSync(join(tmpdir(), 'store-database-')));
    file = join(directory, 'telemetry.db');
    database = await open();
    await database.write((connection) => connection.run(`insert into platform_minutes select * from range(${ROWS})`));
  });
  afterEach(async () => {
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const count = async (connection: DuckDBConnection): Promise<number> =>
    Number((await connection.runAndReadAll('select count(*) from platform_minutes')).getRows()[0]?.[0]);
  const add = (): Promise<unknown> => database.write((connection) => connection.run('insert into platform_minutes values (-1)'));
  const invalidate = (): Promise<void> => expect(database.write(() => Promise.reject(invalidated))).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
  const streaming = async () => {
    const lease = await database.lease();
    await lease.stream('select minute from platform_minutes where minute >= $1 order by minute', [0n]);
    expect((await database.guarded(() => lease.fetch()))?.rowCount).toBeGreaterThan(0);
    return lease;
  };

  it('is opened again after the engine gave up, when nothing of the instance before is left', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const reading = database.read(async (connection) => {
      await gate;
      return count(connection);
    });
    const lease = await streaming();
    await sleep(1);
    await invalidate();
    const order: string[] = [];
    const added = add().then(() => order.push('added'));
    void reading.then(() => order.push('read'));
    await sleep(50);
    expect(order).toEqual([]);
    release();
    await added;
    expect(order).toEqual(['read', 'added']);
    expect(timesOpen(file)).toBe(1);
    await expect(database.guarded(() => lease.fetch())).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    await lease.end();
    await database.close();
    expect(timesOpen(file)).toBe(0);
    database = await open();
    expect(await database.read(count)).toBe(ROWS + 1);
  });

  it('is opened once for all who ask at the same time', async () => {
    await invalidate();
    const counts = await Promise.all([database.read(count), database.read(count), add().then(() => database.read(count))]);
    expect(counts[2]).toBe(ROWS + 1);
    expect(timesOpen(file)).toBe(1);
  });

  it('is closed after a start that is under way, and what was accepted before is answered', async () => {
    await invalidate();
    const reading = database.read(count);
    await database.close();
    expect(await reading).toBe(ROWS);
    expect([timesOpen(file), existsSync(`${file}.lock`)]).toEqual([0, false]);
    await expect(database.read(count)).rejects.toMatchObject({ code: 'store-closed' });
  });

  it('is closed after the writes that wait for their turn', async () => {
    const added = [add(), add(), add()];
    await database.close();
    await Promise.all(added);
    expect(timesOpen(file)).toBe(0);
    database = await open();
    expect(await database.read(count)).toBe(ROWS + 3);
  });

  it('is let go of though a stream was left in the middle', async () => {
    const lease = await streaming();
    await lease.end();
    await database.close();
    expect(timesOpen(file)).toBe(0);
  });

  it('is opened anew when too many row groups hold memory: beside a stream later, and then the stream ends', async () => {
    const writer = (): Promise<DuckDBConnection> => database.write((connection) => Promise.resolve(connection));
    const first = await writer();
    database.appended(...Array.from({ length: RENEW - 1 }, () => ROW_GROUP));
    expect(await writer()).toBe(first);
    database.appended(10 * ROW_GROUP);
    const second = await writer();
    expect(second).not.toBe(first);
    const lease = await streaming();
    database.appended(...Array.from({ length: RENEW_NOW - 1 }, () => ROW_GROUP));
    expect(await writer()).toBe(second);
    expect((await lease.fetch())?.rowCount).toBeGreaterThan(0);
    database.appended(ROW_GROUP);
    expect(await writer()).not.toBe(second);
    await expect(lease.fetch()).rejects.toMatchObject({ code: 'store-unavailable' });
    await lease.end();
    expect([timesOpen(file), await database.read(count)]).toEqual([1, ROWS]);
  });
});
