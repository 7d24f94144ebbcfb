import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { openFigureWriter } from '@yanshou/store-influx';
import type { ProjectFigures } from '@yanshou/store-influx';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { NOW } from './simulated-week.js';

const GUIDE = readFileSync(resolve(import.meta.dirname, '../../../../docs/grafana.md'), 'utf8');
/** What the guide tells an administrator to run. */
const STATEMENTS = (/```influxql\n([\s\S]*?)```/.exec(GUIDE)?.[1] ?? '').trim().split('\n');
const passwordOf = (user: string): string => new RegExp(`CREATE USER "${user}" WITH PASSWORD '([^']*)'`).exec(GUIDE)?.[1] ?? '';
const ADMINISTRATOR = { username: 'admin', password: 'the-administrator' };

const figures = (project: string): ProjectFigures => ({
  programme: 'P1', project, indicators: [], coverage: [], ledger: [], legs: [], days: [], limits: [], milestones: [],
  standing: { project, at: NOW, nameZh: project, nameEn: project, demonstration: false, risk: 'unknown', reasons: 0, reasonZh: '—', reasonEn: '—', progress: null, devices: { total: 0, live: 0, silent: 0, never: 0, unjudged: 0 }, lastReceived: null },
});

withInflux('isolation of dashboards', (influx) => {
  interface Asked {
    readonly user: string;
    readonly password?: string;
    readonly database?: string;
  }
  const ask = async (q: string, { user, password = passwordOf(user), database = '' }: Asked): Promise<{ readonly status: number; readonly text: string }> => {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const response = await fetch(`${influx().url}/query`, { method: 'POST', headers: { authorization }, body: new URLSearchParams({ q, db: database }) });
    return { status: response.status, text: await response.text() };
  };
  const asAdministrator = (q: string) => ask(q, { user: ADMINISTRATOR.username, password: ADMINISTRATOR.password });

  beforeAll(async () => {
    await influx().query(`CREATE USER ${ADMINISTRATOR.username} WITH PASSWORD '${ADMINISTRATOR.password}' WITH ALL PRIVILEGES`);
    const writer = openFigureWriter({ url: influx().url, prefix: 'yanshou', ...ADMINISTRATOR });
    for (const project of ['workshop', 'rival']) await writer.writeProject(figures(project));
    await writer.writeProgramme('P9', [{ indicator: 'standards', at: NOW, nameZh: '', nameEn: '', unit: '', n: 1, projects: 1, mean: 1, weightedMean: null, meanWithMissingAsZero: 1 }]);
    await asAdministrator('CREATE DATABASE "yanshou__platform"');
    for (const statement of STATEMENTS) expect([statement, (await asAdministrator(statement)).text]).toEqual([statement, expect.not.stringContaining('error')]);
    writer.close();
  }, 180_000);

  describe('an account as the guide makes it', () => {
    const standing = 'SELECT last("risk") FROM "project"';

    it('exists for every audience', () => {
      expect(STATEMENTS.filter((statement) => statement.startsWith('GRANT READ ON'))).toHaveLength(4);
    });

    it.each([
      ['grafana-workshop', 'yanshou_workshop'], ['grafana-p1', 'yanshou_workshop'], ['grafana-p1', 'yanshou__programme_P1'],
    ])('%s reads %s', async (user, database) => {
      const { status, text } = await ask(standing, { user, database });
      expect([status, text]).toEqual([200, expect.stringContaining('unknown')]);
    });

    it.each([
      ['grafana-workshop', 'yanshou_rival'], ['grafana-workshop', 'yanshou__programme_P1'], ['grafana-workshop', 'yanshou__platform'],
      ['grafana-p1', 'yanshou_rival'], ['grafana-p1', 'yanshou__programme_P9'], ['grafana-p1', 'yanshou__platform'], ['grafana-platform', 'yanshou_workshop'],
    ])('%s reads nothing of %s, however it asks', async (user, database) => {
      for (const query of [standing, 'SHOW SERIES', 'SHOW MEASUREMENTS', 'SHOW TAG VALUES WITH KEY = "project"']) {
        for (const asked of [{ user, database }, { user, database: user === 'grafana-platform' ? 'yanshou__platform' : 'yanshou_workshop' }]) {
          const whole = asked.database === database ? query : `SELECT last("risk") FROM "${database}".."project"`;
          const { status, text } = await ask(whole, asked);
          expect([whole, status, text]).toEqual([whole, expect.any(Number), expect.stringContaining('not authorized')]);
        }
      }
    });

    it('sees the names of its own databases only, changes nothing, and is nobody without its password', async () => {
      const { text } = await ask('SHOW DATABASES', { user: 'grafana-workshop' });
      expect(text).toContain('yanshou_workshop');
      expect(text).not.toMatch(/rival|programme|platform/);
      for (const query of ['DROP MEASUREMENT "project"', 'CREATE DATABASE other', "SET PASSWORD FOR \"grafana-p1\" = 'mine'", 'SHOW USERS']) {
        expect((await ask(query, { user: 'grafana-workshop', database: 'yanshou_workshop' })).text).toMatch(/not authorized|requires/);
      }
      const write = await fetch(`${influx().url}/write?db=yanshou_workshop&u=grafana-workshop&p=${passwordOf('grafana-workshop')}`, { method: 'POST', body: 'project,project=workshop risk="on-track"' });
      expect(write.status).toBe(403);
      expect((await ask(standing, { user: 'grafana-workshop', password: 'wrong', database: 'yanshou_workshop' })).status).toBe(401);
    });
  });
}, { http: 'auth-enabled = true' });
