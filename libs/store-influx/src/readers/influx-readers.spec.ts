import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InfluxReaders, databaseNames, openFigureWriter } from '../index.js';
import type { InfluxSettings, ReaderSecret } from '../index.js';
import { withInflux } from '../testing/with-influx.js';

const ADMINISTRATOR = { username: 'admin', password: 'the-administrator' };

/** Files, as far as these tests are concerned. */
class MemorySecrets extends Map<string, ReaderSecret> {
  saves = 0;
  read = async (database: string): Promise<ReaderSecret | undefined> => this.get(database);
  save = async (database: string, secret: ReaderSecret): Promise<void> => {
    this.saves += 1;
    this.set(database, secret);
  };
}

withInflux('read-only accounts', (influx) => {
  let settings: InfluxSettings;
  let secrets: MemorySecrets;
  let opened: InfluxReaders[];
  let prefixes = 0;
  const open = (as: InfluxSettings = settings): InfluxReaders => {
    const readers = new InfluxReaders(as, secrets);
    opened.push(readers);
    return readers;
  };
  const ask = async (q: string, username = ADMINISTRATOR.username, password = ADMINISTRATOR.password, database = ''): Promise<{ readonly status: number; readonly text: string }> => {
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const response = await fetch(`${influx().url}/query`, { method: 'POST', headers: { authorization }, body: new URLSearchParams({ q, db: database }) });
    return { status: response.status, text: await response.text() };
  };
  const secretOf = (database: string): { readonly user: string; readonly password: string } => secrets.get(database) as Extract<ReaderSecret, { kind: 'user' }>;
  const asReader = (database: string, q: string, of = database) => ask(q, secretOf(of).user, secretOf(of).password, database);
  const rows = 'SELECT * FROM "m"';

  beforeAll(async () => void (await influx().query(`CREATE USER ${ADMINISTRATOR.username} WITH PASSWORD '${ADMINISTRATOR.password}' WITH ALL PRIVILEGES`)));
  beforeEach(async () => {
    settings = { url: influx().url, prefix: `y${(prefixes += 1)}`, ...ADMINISTRATOR };
    secrets = new MemorySecrets();
    opened = [];
    const names = databaseNames(settings);
    for (const database of [names.project('shop'), names.project('rival'), names.programme('P1')]) {
      expect((await ask(`CREATE DATABASE "${database}"`)).text).not.toContain('error');
      expect((await fetch(`${influx().url}/write?db=${database}&u=${ADMINISTRATOR.username}&p=${ADMINISTRATOR.password}`, { method: 'POST', body: 'm v=1' })).status).toBe(204);
    }
  });
  const all = (): string[] => [databaseNames(settings).project('shop'), databaseNames(settings).project('rival'), databaseNames(settings).programme('P1')];
  const closeAll = (): void => opened.forEach((one) => one.close());
  afterAll(() => closeAll());

  describe('a read-only account', () => {
    it('reads its own database and no other, whosever that is, and writes nowhere', async () => {
      const result = await open().keep(all());
      expect(result).toEqual({ kept: all(), renewed: all(), faults: [] });
      for (const own of all()) {
        expect((await asReader(own, rows)).text).toContain('"values"');
        for (const other of all()) {
          const { user, password } = secretOf(own);
          if (other !== own) expect(await asReader(other, rows, own)).toEqual({ status: expect.any(Number), text: expect.stringContaining('not authorized') });
          const written = await fetch(`${influx().url}/write?db=${other}&u=${user}&p=${password}`, { method: 'POST', body: 'm v=2' });
          expect([own, other, written.status]).toEqual([own, other, 403]);
        }
        for (const query of [`DROP DATABASE "${own}"`, 'SHOW USERS', 'DROP MEASUREMENT "m"']) expect((await asReader(own, query)).text).toMatch(/not authorized|requires/);
      }
    });

    it('keeps its secret over restarts of the platform, and has another once its file is gone: the old one opens nothing', async () => {
      const [shop, ...others] = all() as [string, string, string];
      await open().keep(all());
      const before = new Map(secrets);
      expect(await open().keep(all())).toEqual({ kept: all(), renewed: [], faults: [] });
      expect([new Map(secrets), secrets.saves]).toEqual([before, 3]);
      secrets.delete(shop);
      expect((await open().keep(all())).renewed).toEqual([shop]);
      const { user, password } = before.get(shop) as Extract<ReaderSecret, { kind: 'user' }>;
      expect(secretOf(shop).password).not.toBe(password);
      expect([(await ask(rows, user, password, shop)).status, (await asReader(shop, rows)).status]).toEqual([401, 200]);
      for (const other of others) expect((await asReader(other, rows)).status).toBe(200);
    });

    it('is brought to what its file says: dropped, given another password, more rights or fewer', async () => {
      const [shop, rival] = all() as [string, string, string];
      await open().keep(all());
      const { user } = secretOf(shop);
      for (const change of [
        `DROP USER "${user}"`, `SET PASSWORD FOR "${user}" = 'guessed'`, `GRANT ALL ON "${shop}" TO "${user}"`, `GRANT READ ON "${rival}" TO "${user}"`,
        `GRANT ALL PRIVILEGES TO "${user}"`, `REVOKE READ ON "${shop}" FROM "${user}"`, `DROP DATABASE "${shop}"; CREATE DATABASE "${shop}"`,
      ]) {
        expect([change, (await ask(change)).text]).toEqual([change, expect.not.stringContaining('error')]);
        expect([change, await open().keep(all())]).toEqual([change, { kept: all(), renewed: [], faults: [] }]);
        expect([change, (await asReader(shop, rows)).status]).toEqual([change, 200]);
        expect([change, (await asReader(rival, rows, shop)).text]).toEqual([change, expect.stringContaining('not authorized')]);
        const grants = [...(await ask(`SHOW GRANTS FOR "${user}"`)).text.matchAll(/\["([^"]+)","([^"]+)"\](?=[\],])/g)].map(([, database, privilege]) => `${database ?? ''} ${privilege ?? ''}`);
        expect([change, grants.filter((grant) => !/NO PRIVILEGES|privilege$/.test(grant))]).toEqual([change, [`${shop} READ`]]);
        expect((await ask('SHOW USERS')).text).toContain(`["${user}",false]`);
      }
    });

    it('is set by the file where a crash came between the file and the server', async () => {
      const [shop] = all() as [string];
      await open().keep([shop]);
      secrets.set(shop, { kind: 'user', user: secretOf(shop).user, password: 'written-before-the-crash' });
      expect((await open().keep([shop])).renewed).toEqual([]);
      expect((await asReader(shop, rows)).status).toBe(200);
    });

    it('waits for its database', async () => {
      const later = databaseNames(settings).project("lat'er");
      expect(await open().keep([later])).toEqual({ kept: [], renewed: [], faults: [] });
      expect((await ask(`CREATE DATABASE "${later}"`)).status).toBe(200);
      expect((await open().keep([later])).renewed).toEqual([later]);
      expect((await asReader(later, 'SHOW MEASUREMENTS')).status).toBe(200);
    });

    it('is not made by an account that may not: it is said what to do, and figures go on', async () => {
      const [shop, , programme] = all() as [string, string, string];
      await ask(`CREATE USER "writer" WITH PASSWORD 'w'`);
      for (const database of [shop, programme]) await ask(`GRANT ALL ON "${database}" TO "writer"`);
      const as = { ...settings, username: 'writer', password: 'w' };
      await expect(open(as).keep([shop])).rejects.toMatchObject({ code: 'influx-readers-rights', retryable: true, help: { zh: expect.stringContaining('GRANT ALL PRIVILEGES'), en: expect.stringContaining('all-access') } });
      await expect(open({ ...as, password: 'wrong' }).keep([shop])).rejects.toMatchObject({ code: 'influx-readers-rights' });
      const writer = openFigureWriter(as);
      await writer.writeProject({ programme: 'P1', project: 'shop', indicators: [], coverage: [], ledger: [], legs: [], days: [], limits: [], milestones: [], standing: { project: 'shop', at: 1, nameZh: '', nameEn: '', demonstration: false, risk: 'unknown', reasons: 0, reasonZh: '—', reasonEn: '—', progress: null, devices: { total: 0, live: 0, silent: 0, never: 0, unjudged: 0 }, lastReceived: null } });
      writer.close();
      expect((await ask('SELECT last("risk") FROM "project"', 'admin', ADMINISTRATOR.password, shop)).text).toContain('unknown');
      expect(secrets.size).toBe(0);
    });
  });
}, { http: 'auth-enabled = true' });

withInflux('a server that asks nobody', (influx) => {
  describe('a server that asks nobody who they are', () => {
    it('is given no account: it would protect nothing', async () => {
      await influx().query('CREATE DATABASE "y_shop"');
      const secrets = new MemorySecrets();
      const readers = new InfluxReaders({ url: influx().url, prefix: 'y' }, secrets);
      await expect(readers.keep(['y_shop'])).rejects.toMatchObject({ code: 'influx-readers-open', help: { zh: expect.stringContaining('auth-enabled = true'), en: expect.stringContaining('auth-enabled = true') } });
      expect([secrets.size, JSON.stringify(await influx().query('SHOW USERS'))]).toEqual([0, expect.not.stringContaining('reader_')]);
      await influx().kill();
      await expect(readers.keep(['y_shop'])).rejects.toMatchObject({ code: 'store-unavailable' });
      readers.close();
    });
  });
});
