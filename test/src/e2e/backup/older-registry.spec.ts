import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { RecordKind, readJson } from '@yanshou/journal';
import { readAll } from '@yanshou/journal/testing';
import { openSegmentReader } from '@yanshou/journal-segments';
import { postgresBinaries, startTemporaryPostgres } from '@yanshou/registry/testing';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { ADMINISTRATOR, WITH_ADMINISTRATOR } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import { TestPlatform, scratchDirectory } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const run = promisify(execFile);
const LONG = 300_000;
const LATE = 'press-late';
const BEFORE = 'press-before';
const P = 'bench';
const DEVICE = { nameZh: '压机', nameEn: 'press', assetKind: 'production', classId: 'press', intelligent: false, reporting: 'periodic' } as const;

/** A registry as an operator copies it and puts it back. */
interface Copies {
  readonly env: Readonly<Record<string, string>>;
  copy(directory: string): Promise<void>;
  putBack(directory: string): Promise<void>;
  close(): Promise<void>;
}

const ofFiles = async (): Promise<Copies> => {
  const scratch = scratchDirectory();
  const place = join(scratch, 'registry');
  return {
    env: {},
    copy: async (directory) => cpSync(join(directory, 'registry'), place, { recursive: true }),
    putBack: async (directory) => {
      rmSync(join(directory, 'registry'), { recursive: true });
      cpSync(place, join(directory, 'registry'), { recursive: true });
    },
    close: async () => rmSync(scratch, { recursive: true }),
  };
};

const ofPostgres = (binaries: string) => async (): Promise<Copies> => {
  const server = await startTemporaryPostgres(binaries);
  const url = await server.createDatabase();
  const dump = join(server.directory, 'registry.dump');
  return {
    env: { DATABASE_URL: url },
    copy: async () => void (await run(join(binaries, 'pg_dump'), ['-Fc', '-f', dump, url])),
    putBack: async () => void (await run(join(binaries, 'pg_restore'), ['-d', url, '--clean', '--if-exists', dump])),
    close: () => server.stop(),
  };
};

function restoredFromAnOlderCopy(name: string, open: () => Promise<Copies>): void {
  describe(`a platform whose registry was restored from an older copy (${name}) and whose journal is whole`, () => {
    let copies: Copies;
    let platform: TestPlatform;
    let session: ApiClient;
    let secret: string;
    let revision: number;
    let readings: unknown;

    const logIn = (): Promise<ApiClient> => new ApiClient(platform.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
    const addDevice = async (admin: ApiClient, id: string): Promise<string> => (await admin.call('createDevice', { params: { p: P }, body: { ...DEVICE, id, assetNumber: id } })).secret;
    /** Resolves with the number of a change when it and all before it are in the journal; jobs go on making others. */
    const journalledUpTo = async (): Promise<number> => {
      let known = { revision: 0, pending: 1 };
      await until(async () => (known = await platform.child.ask<typeof known>({ ask: 'changes' })).pending === 0, 60_000);
      return known.revision;
    };

    beforeAll(async () => {
      copies = await open();
      platform = await TestPlatform.start({ logged: true, env: { ...WITH_ADMINISTRATOR, ...copies.env } });
      session = await logIn();
      await addDevice(session, BEFORE);
      await journalledUpTo();
      await platform.child.stop();
      await copies.copy(platform.directory);
      platform = await platform.again();
      secret = await addDevice(await logIn(), LATE);
      revision = await journalledUpTo();
      const client = await RawClient.open(platform.mqttPort, { username: `${P}/${LATE}`, password: secret, clientId: LATE });
      const first = Math.floor((systemClock.now() - MICROS_PER_HOUR) / MICROS_PER_MILLISECOND);
      for (let n = 1; n <= 20; n += 1) await client.publishAcknowledged(telemetryTopic(P, LATE), JSON.stringify({ ts: first + n, values: { temperature: n } }), n);
      client.close();
      await platform.settle();
      readings = await platform.readings({ device: LATE });
      await platform.child.stop();
      await copies.putBack(platform.directory);
      // Everything is projected anew, with the inventory that the registry has then.
      rmSync(join(platform.directory, 'store'), { recursive: true });
      platform = await platform.again({ YANSHOU_LOG_LEVEL: 'warn' });
    }, LONG);
    afterAll(async () => {
      await platform.dispose();
      await copies.close();
    });

    it('has the device that was registered after the copy, and its telemetry counts', async () => {
      // The device and its secret, and whatever jobs have decided meanwhile.
      const [{ applied, sessions } = {}] = platform.log().filter(({ msg }) => msg === 'registry');
      expect([Number(applied) >= 2, sessions]).toEqual([true, 1]);
      await platform.settle();
      expect(readings).toHaveLength(20);
      expect(await platform.readings({ device: LATE })).toEqual(readings);
      expect(await platform.quarantine()).toEqual([]);
      const client = await RawClient.open(platform.mqttPort, { username: `${P}/${LATE}`, password: secret, clientId: LATE });
      expect(client.connackCode).toBe(0);
      client.close();
    }, LONG);

    it('asks everybody to log in again: what was ended since may be open in the copy', async () => {
      expect((await new ApiClient(platform.http, { cookie: session.credential['cookie'] ?? '', origin: platform.http }).attempt('listDevices', { params: { p: P } })).status).toBe(401);
    }, LONG);

    it('goes on with numbers that the journal does not have', async () => {
      await addDevice(await logIn(), 'press-after');
      const after = await journalledUpTo();
      expect(after).toBeGreaterThan(revision);
      await platform.child.stop();
      const ids = await journalled(join(platform.directory, 'journal'));
      expect(ids.length).toBeGreaterThanOrEqual(after);
      expect(ids).toEqual(Array.from(ids, (_, index) => index + 1));
    }, LONG);
  });
}

/** Numbers of the registry's changes in the journal, in its order. */
async function journalled(directory: string): Promise<number[]> {
  const reader = await openSegmentReader(directory);
  const ids = (await readAll(reader)).filter(({ kind }) => kind === RecordKind.registryChange).map(({ body }) => (readJson(Buffer.from(body)) as { id: number }).id);
  await reader.close();
  return ids;
}

restoredFromAnOlderCopy('its files', ofFiles);
const binaries = postgresBinaries();
if (binaries !== undefined) restoredFromAnOlderCopy('pg_dump and pg_restore', ofPostgres(binaries));
else if (process.env.CI === 'true') throw new Error('PostgreSQL is not installed');
else appendFileSync(process.env.YANSHOU_TEST_NOT_RUN ?? '/dev/null', 'PostgreSQL: a registry restored from a dump (apt-get install postgresql)\n');
