import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Failure } from '@yanshou/telemetry';
import { sql } from 'kysely';
import { openPostgres, reachPostgres } from './open-postgres.js';
import { refuseUnsuitable } from './postgres/suitable-database.js';
import { postgresBinaries, startTemporaryPostgres } from './testing/temporary-postgres.js';
import type { TemporaryPostgres } from './testing/temporary-postgres.js';

const binaries = postgresBinaries();
if (binaries === undefined) {
  if (process.env.CI === 'true') throw new Error('PostgreSQL is not installed');
  if (process.env.YANSHOU_TEST_NOT_RUN !== undefined) appendFileSync(process.env.YANSHOU_TEST_NOT_RUN, 'PostgreSQL: its crash (apt-get install postgresql)\n');
  it('is not run without PostgreSQL', () => expect(existsSync('/usr/lib/postgresql')).toBe(false));
} else {
  describe('a PostgreSQL that crashes', () => {
    let server: TemporaryPostgres;
    beforeAll(async () => void (server = await startTemporaryPostgres(binaries)), 180_000);
    afterAll(() => server.stop());

    it('fails the transaction in hand and nothing else, and serves again when it is back', async () => {
      const { db, close } = await openPostgres(await server.createDatabase());
      const faults: unknown[] = [];
      const listen = (error: unknown): void => void faults.push(error);
      process.on('uncaughtException', listen);
      // Between two queries of a transaction a connection is in use and nobody's query hears of its end.
      const held = db.transaction().execute(async (trx) => {
        await sql`select 1`.execute(trx);
        await server.halt();
        await new Promise((resolve) => void setTimeout(resolve, 100));
        await sql`select 1`.execute(trx);
      });
      await expect(held).rejects.toThrow();
      await expect(sql`select 1`.execute(db)).rejects.toThrow();
      await server.start();
      expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
      process.off('uncaughtException', listen);
      expect(faults).toEqual([]);
      await close();
    }, 120_000);

    it('is reached without being changed, and missed when it is away', async () => {
      const url = await server.createDatabase();
      await reachPostgres(url);
      const { db, close } = await openPostgres(url);
      expect((await sql`select 1 from information_schema.tables where table_schema = 'public'`.execute(db)).rows).toEqual([]);
      await close();
      await expect(reachPostgres('postgres://nobody@127.0.0.1:1/x')).rejects.toMatchObject({ code: 'registry-unreachable' });
    }, 120_000);

    it('is not used with a database that cannot hold every name', async () => {
      const url = await server.createDatabase();
      const { db, close } = await openPostgres(url);
      await sql`create database narrow encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`.execute(db);
      await close();
      await expect(openPostgres(url.replace(/[^/]+$/, 'narrow'))).rejects.toMatchObject({ code: 'registry-encoding', retryable: false, help: { zh: expect.stringContaining('SQL_ASCII'), en: expect.stringContaining("ENCODING 'UTF8'") } });
    }, 120_000);
  });

  it.each([['12.22', 'registry-old-server'], ['9.6.24 (Debian)', 'registry-old-server'], ['15.19 (Debian 15.19-1)', undefined], ['18beta1', undefined]])('version %s: %s', async (version, code) => {
    const refused = refuseUnsuitable({ query: async () => ({ rows: [{ encoding: 'UTF8', version }] }) });
    await (code === undefined ? expect(refused).resolves.toBeUndefined() : expect(refused).rejects.toMatchObject({ code, retryable: false }));
  });

  describe('a PostgreSQL that is there and lets nobody in', () => {
    let server: TemporaryPostgres;
    beforeAll(async () => void (server = await startTemporaryPostgres(binaries)), 180_000);
    afterAll(() => server.stop());

    it('is told from one that is not: no such database, no such account, a wrong password', async () => {
      const url = new URL(await server.createDatabase());
      const failureAt = async (change: (other: URL) => void): Promise<unknown> => {
        const other = new URL(url);
        change(other);
        return openPostgres(other.href).then(() => undefined, (error: unknown) => error);
      };
      const help = { zh: expect.stringContaining('DATABASE_URL'), en: expect.stringContaining('DATABASE_URL') };
      expect(await failureAt((other) => (other.pathname = '/nothing'))).toMatchObject({ code: 'registry-database-missing', retryable: true, help });
      expect(await failureAt((other) => (other.username = 'nobody'))).toMatchObject({ code: 'registry-credentials-refused', retryable: true, help });
      const { db, close } = await openPostgres(url.href);
      writeFileSync(join(server.directory, 'data', 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');
      await sql`alter role postgres password 'right'`.execute(db);
      await sql`select pg_reload_conf()`.execute(db);
      await close();
      const wrong = async (): Promise<unknown> => failureAt((other) => (other.password = 's3cret'));
      // The server takes its time to read the file.
      while ((await wrong()) === undefined) await new Promise((resolve) => void setTimeout(resolve, 20));
      const failure = (await wrong()) as Failure;
      expect(failure).toMatchObject({ code: 'registry-credentials-refused', help });
      expect(`${failure.message}${failure.help.zh}${failure.help.en}`).not.toContain('s3cret');
      expect(await failureAt((other) => (other.password = 'right'))).toBeUndefined();
    }, 120_000);
  });
}
