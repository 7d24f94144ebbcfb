import { appendFileSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import { openEmbedded } from './embedded/open-embedded.js';
import { openRegistry } from './open-registry.js';
import { openRegistryWorker } from './open-registry-worker.js';
import { assessmentChecksContract } from './testing/assessment-checks-contract.js';
import { callersContract } from './testing/callers-contract.js';
import { designationsContract } from './testing/designations-contract.js';
import { devicesLikeContract } from './testing/devices-like-contract.js';
import { intelligenceContract } from './testing/intelligence-contract.js';
import { legalContract } from './testing/legal-contract.js';
import { liveContract } from './testing/live-contract.js';
import { brokerSessionsContract } from './testing/broker-sessions-contract.js';
import { opinionsContract } from './testing/opinions-contract.js';
import { partitionsContract } from './testing/partitions-contract.js';
import { projectLifeContract } from './testing/project-life-contract.js';
import { libraryContract } from './testing/library-contract.js';
import { selfAssessmentContract } from './testing/self-assessment-contract.js';
import { recoveryContract } from './testing/recovery-contract.js';
import { project, registryContract } from './testing/registry-contract.js';
import { rebuiltDataContract } from './testing/rebuilt-data-contract.js';
import { reopenedWindowsContract } from './testing/reopened-windows-contract.js';
import { postgresBinaries, startTemporaryPostgres } from './testing/temporary-postgres.js';
import { traceContract } from './testing/trace-contract.js';
import type { TemporaryPostgres } from './testing/temporary-postgres.js';

let root: string;
let directories = 0;
const freshDirectory = (): string => join(root, `registry-${(directories += 1)}`);
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'yanshou-registry-'))));
afterAll(() => rm(root, { recursive: true, force: true }));

const embedded = async (clock: ManualClock) => ({ registry: await openRegistry({ embeddedDirectory: freshDirectory() }, clock) });
registryContract('the embedded database', embedded);
callersContract('the embedded database', embedded);
partitionsContract('the embedded database', embedded);
brokerSessionsContract('the embedded database', embedded);
liveContract('the embedded database', embedded);
projectLifeContract('the embedded database', embedded);
traceContract('the embedded database', embedded);
selfAssessmentContract('the embedded database', embedded);
libraryContract('the embedded database', embedded);
designationsContract('the embedded database', embedded);
assessmentChecksContract('the embedded database', embedded);
intelligenceContract('the embedded database', embedded);
legalContract('the embedded database', embedded);
opinionsContract('the embedded database', embedded);
devicesLikeContract('the embedded database', embedded);
recoveryContract('the embedded database', embedded);
rebuiltDataContract('the embedded database', embedded);
reopenedWindowsContract('the embedded database', embedded);

const binaries = postgresBinaries();
if (binaries === undefined) {
  if (process.env['CI'] === 'true') throw new Error('PostgreSQL is not installed');
  const file = process.env['YANSHOU_TEST_NOT_RUN'];
  if (file) appendFileSync(file, 'PostgreSQL: registry contract (apt-get install postgresql)\n');
} else {
  let server: TemporaryPostgres | undefined;
  const postgres = async (clock: ManualClock) => {
    server ??= await startTemporaryPostgres(binaries);
    const location = { databaseUrl: await server.createDatabase(), pepper: 'pepper' };
    return { registry: await openRegistry(location, clock), again: () => openRegistry(location, clock) };
  };
  registryContract('PostgreSQL', postgres);
  callersContract('PostgreSQL', postgres);
  partitionsContract('PostgreSQL', postgres);
  brokerSessionsContract('PostgreSQL', postgres);
  liveContract('PostgreSQL', postgres);
  projectLifeContract('PostgreSQL', postgres);
  traceContract('PostgreSQL', postgres);
  selfAssessmentContract('PostgreSQL', postgres);
  libraryContract('PostgreSQL', postgres);
  designationsContract('PostgreSQL', postgres);
  assessmentChecksContract('PostgreSQL', postgres);
  intelligenceContract('PostgreSQL', postgres);
  legalContract('PostgreSQL', postgres);
  opinionsContract('PostgreSQL', postgres);
  devicesLikeContract('PostgreSQL', postgres);
  recoveryContract('PostgreSQL', postgres);
  rebuiltDataContract('PostgreSQL', postgres);
  reopenedWindowsContract('PostgreSQL', postgres);
  afterAll(() => server?.stop());
}

describe('a registry in a thread that cannot be opened', () => {
  it('says the cause and what to do', async () => {
    const file = freshDirectory();
    await writeFile(file, '');
    const refused = openRegistryWorker({ embeddedDirectory: file, pepper: 'of the tests' });
    await expect(refused).rejects.toMatchObject({ code: 'registry-unusable', retryable: false, help: { zh: expect.stringContaining(file), en: expect.stringMatching(/E[A-Z]+.*check permissions/) } });
  });
});

describe('embedded registry', () => {
  it('syncs to disk with every commit', async () => {
    let syncs = 0;
    const database = await openEmbedded(freshDirectory(), () => void (syncs += 1));
    await database.db.schema.createTable('t').addColumn('n', 'integer').execute();
    const before = syncs;
    for (let n = 0; n < 20; n += 1) await database.db.insertInto('t' as never).values({ n } as never).execute();
    expect(syncs - before).toBeGreaterThanOrEqual(20);
    await database.close();
  }, 120_000);

  it('is refused to a second opener, keeps its key private and its data over a restart, in a worker too', async () => {
    const embeddedDirectory = freshDirectory();
    const clock = new ManualClock(1);
    const registry = await openRegistryWorker({ embeddedDirectory });
    await expect(openRegistry({ embeddedDirectory }, clock)).rejects.toMatchObject({ code: 'registry-in-use' });
    await expect(openRegistryWorker({ embeddedDirectory })).rejects.toMatchObject({ code: 'registry-in-use', help: { zh: expect.any(String) } });
    expect((await registry.saveProject(project('p'))).ok).toBe(true);
    expect((await stat(join(embeddedDirectory, 'pepper'))).mode & 0o777).toBe(0o600);
    const pepper = await registry.pepper();
    await registry.close();
    const reopened = await openRegistry({ embeddedDirectory }, clock);
    expect(await reopened.project('p')).toEqual(project('p'));
    expect(await reopened.pepper()).toBe(pepper);
    await reopened.close();
  }, 120_000);
});
