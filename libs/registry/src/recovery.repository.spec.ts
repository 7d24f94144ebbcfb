import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import { openRegistry } from './open-registry.js';
import { project } from './testing/registry-contract.js';
import { postgresBinaries, startTemporaryPostgres } from './testing/temporary-postgres.js';
import type { TemporaryPostgres } from './testing/temporary-postgres.js';

const run = promisify(execFile);
const PLACE = { journal: 'journal-1', sequence: 7 };

const binaries = postgresBinaries();
if (binaries === undefined) {
  const file = process.env['YANSHOU_TEST_NOT_RUN'];
  if (file) appendFileSync(file, 'PostgreSQL: pg_dump and pg_restore of the registry (apt-get install postgresql)\n');
} else describe('a database that was filled from a dump', () => {
  const clock = new ManualClock(1_800_000_000_000_000);
  let server: TemporaryPostgres;
  let [source, dump]: string[] = [];
  const registryAt = (databaseUrl: string) => openRegistry({ databaseUrl, pepper: 'pepper' }, clock);
  const positionAt = async (databaseUrl: string) => {
    const registry = await registryAt(databaseUrl);
    const position = await registry.journalPosition();
    await registry.close();
    return position;
  };

  beforeAll(async () => {
    server = await startTemporaryPostgres(binaries);
    source = await server.createDatabase();
    const registry = await registryAt(source);
    await registry.saveProject(project('p'));
    await registry.reachedJournal(PLACE);
    await registry.close();
    dump = join(server.directory, 'registry.dump');
    await run(join(binaries, 'pg_dump'), ['-Fc', '-f', dump, source]);
  }, 180_000);
  afterAll(() => server.stop());

  it('knows that it is a copy, be it a new database or the old one replaced, until a position is noted in it', async () => {
    const copy = await server.createDatabase();
    await run(join(binaries, 'pg_restore'), ['-d', copy, dump as string]);
    await run(join(binaries, 'pg_restore'), ['-d', source as string, '--clean', '--if-exists', dump as string]);
    for (const url of [copy, source as string]) {
      expect(await positionAt(url)).toEqual({ ...PLACE, restored: true });
      const registry = await registryAt(url);
      await registry.reachedJournal({ ...PLACE, sequence: 9 });
      await registry.close();
      expect(await positionAt(url)).toEqual({ ...PLACE, sequence: 9, restored: false });
    }
  }, 180_000);

  it('is no copy after the server was started again, vacuumed or rewritten', async () => {
    await run(join(binaries, 'psql'), ['-d', source as string, '-c', 'vacuum full', '-c', 'vacuum freeze']);
    await server.halt();
    await server.start();
    expect(await positionAt(source as string)).toMatchObject({ restored: false });
  }, 180_000);
});
