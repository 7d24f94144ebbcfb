import { appendFileSync, existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
}
