import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { parse } from 'yaml';
import { TestPlatform } from '../../platform-under-test/test-platform.js';

const ADMINISTRATOR = { username: 'admin', password: 'the-administrator' };

interface Secret {
  readonly url: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

interface DataSource {
  readonly url: string;
  readonly user: string;
  readonly orgId: number;
  readonly jsonData: { readonly dbName: string };
  readonly secureJsonData: { readonly password: string };
}

withInflux('a platform that keeps read-only accounts', (influx) => {
  describe('a platform that keeps read-only accounts', () => {
    let platform: TestPlatform;
    let directory: string;
    const secretOf = (database: string): Secret => JSON.parse(readFileSync(join(directory, `${database}.json`), 'utf8')) as Secret;
    const asks = async (q: string, { url, user, password }: Pick<Secret, 'url' | 'user' | 'password'>, database: string): Promise<string> => {
      const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
      return (await fetch(`${url}/query`, { method: 'POST', headers: { authorization }, body: new URLSearchParams({ q, db: database }) })).text();
    };
    const standing = 'SELECT last("risk") FROM "project"';
    const env = (readers: string) => ({
      YANSHOU_STORE: 'influxdb', INFLUX_URL: influx().url, INFLUX_DATABASE: 'own', INFLUX_USERNAME: ADMINISTRATOR.username, INFLUX_PASSWORD: ADMINISTRATOR.password,
      YANSHOU_INFLUX_READERS_DIR: readers, YANSHOU_LOG_LEVEL: 'debug',
    });

    beforeAll(async () => {
      await influx().query(`CREATE USER ${ADMINISTRATOR.username} WITH PASSWORD '${ADMINISTRATOR.password}' WITH ALL PRIVILEGES`);
      directory = join(influx().directory, 'readers');
      platform = await TestPlatform.start({ projects: ['shop', 'rival'], logged: true, env: env(directory) });
      await platform.child.ask({ ask: 'figures' });
      await platform.child.ask({ ask: 'influx-readers' });
    }, 180_000);
    afterAll(() => platform.dispose());

    it('has one for each project, each programme with a database and itself, that Grafana can be given as it is', async () => {
      const files = readdirSync(directory).filter((name) => name.endsWith('.json')).sort();
      expect(files).toEqual(['own__platform.json', 'own__programme_P2.json', 'own_rival.json', 'own_shop.json']);
      writeFileSync(join(directory, 'organisations.json'), '{"programme-P2": 2, "project-shop": 3}');
      await platform.child.ask({ ask: 'influx-readers' });
      const sourcesOf = (audience: string): DataSource[] => (parse(readFileSync(join(directory, `grafana/datasources/${audience}.yaml`), 'utf8')) as { datasources: DataSource[] }).datasources;
      const answers = async (source: DataSource): Promise<readonly [number, string, boolean]> =>
        [source.orgId, source.jsonData.dbName, (await asks(standing, { url: source.url, user: source.user, password: source.secureJsonData.password }, source.jsonData.dbName)).includes('"values"')];
      const ofAudience = async (audience: string) => (await Promise.all(sourcesOf(audience).map(answers))).sort();
      expect(await ofAudience('project-shop')).toEqual([[3, 'own_shop', true]]);
      expect(await ofAudience('programme-P2')).toEqual([[2, 'own__programme_P2', true], [2, 'own_rival', true], [2, 'own_shop', true]]);
    }, 120_000);

    it.each([['own_shop', 'own_rival'], ['own_shop', 'own__programme_P2'], ['own_shop', 'own__platform'], ['own__programme_P2', 'own_shop'], ['own__platform', 'own_shop']])('lets the account of %s see nothing of %s', async (own, other) => {
      expect(await asks('SHOW MEASUREMENTS', secretOf(own), own)).toContain('"values"');
      expect(await asks('SHOW MEASUREMENTS', secretOf(own), other)).toContain('not authorized');
      expect(await asks(`SELECT * FROM "${other}".."project"`, secretOf(own), own)).toContain('not authorized');
    });

    it('tells no secret to its log, keeps them when it is started again, and gives another for a file that is gone', async () => {
      const before = secretOf('own_shop');
      await platform.child.stop();
      platform = await platform.again();
      await platform.child.ask({ ask: 'influx-readers' });
      expect(secretOf('own_shop')).toEqual(before);
      rmSync(join(directory, 'own_shop.json'));
      await platform.child.ask({ ask: 'influx-readers' });
      expect([await asks(standing, before, 'own_shop'), await asks(standing, secretOf('own_shop'), 'own_shop')]).toEqual([expect.stringContaining('authorization failed'), expect.stringContaining('"values"')]);
      const text = JSON.stringify(platform.log());
      expect(text).toContain('own_shop');
      for (const { password } of [before, secretOf('own_shop'), secretOf('own_rival')]) expect(text).not.toContain(password);
    }, 180_000);
  });
}, { http: 'auth-enabled = true' });
