import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openRegistry } from '@yanshou/registry';
import type { Registry } from '@yanshou/registry';
import { postgresBinaries, startTemporaryPostgres } from '@yanshou/registry/testing';
import type { TemporaryPostgres } from '@yanshou/registry/testing';
import { MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import { TestChild } from '../../platform-under-test/child-process.js';
import { until } from '../../platform-under-test/until.js';

const PROCESS = resolve(import.meta.dirname, '../../../dist/platform-under-test/job.process.js');
const WINDOWS = 120;
const binaries = postgresBinaries();

if (binaries === undefined) {
  if (process.env.CI === 'true') throw new Error('PostgreSQL is not installed');
  if (process.env.YANSHOU_TEST_NOT_RUN !== undefined) appendFileSync(process.env.YANSHOU_TEST_NOT_RUN, 'PostgreSQL: two job processes (apt-get install postgresql)\n');
  it('is not run without PostgreSQL', () => expect(existsSync('/usr/lib/postgresql')).toBe(false));
} else {
  describe('two processes on one PostgreSQL', () => {
    let directory: string;
    let server: TemporaryPostgres;
    let databaseUrl: string;
    let registry: Registry;
    const children: TestChild[] = [];

    beforeAll(async () => {
      directory = mkdtempSync(join(tmpdir(), 'yanshou-jobs-'));
      server = await startTemporaryPostgres(binaries);
      databaseUrl = await server.createDatabase();
      registry = await openRegistry({ databaseUrl, pepper: 'pepper' }, systemClock);
      await registry.saveProgramme({ id: 'P1', nameZh: '测试', nameEn: 'test' });
      await registry.saveProject({ id: 'p', programme: 'P1', nameZh: '测试', nameEn: 'test', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' });
    }, 180_000);
    afterEach(async () => void (await Promise.all(children.splice(0).map((child) => child.stop()))));
    afterAll(async () => {
      await registry.close();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    });

    const plan = async (job: string, count: number): Promise<readonly number[]> => {
      const windows = Array.from({ length: count }, (_, day) => ({ project: 'p', job, unit: 'day' as const, from: day * MICROS_PER_DAY, to: (day + 1) * MICROS_PER_DAY }));
      await registry.planWindows(windows);
      return windows.map(({ from }) => from);
    };
    const start = async (job: string, ...more: readonly string[]): Promise<TestChild[]> => {
      children.push(...(await Promise.all([0, 1].map(() => TestChild.start(PROCESS, [databaseUrl, job, join(directory, job), ...more])))));
      return children;
    };
    const drained = async (child: TestChild): Promise<number> => (await child.ask<{ finished: number }>({ ask: 'drain' })).finished;
    const computed = (job: string) => readFileSync(join(directory, job), 'utf8').trim().split('\n').map((line) => line.split(' ').map(Number) as [number, number]);
    const attempts = async (job: string) => (await registry.windowLedger('p')).filter((entry) => entry.job === job).map((entry) => [entry.status, entry.attempts]);

    it('never compute the same window, and together all of them, each oldest first', async () => {
      const windows = await plan('days', WINDOWS);
      const finished = await Promise.all((await start('days')).map(drained));
      expect(finished.reduce((sum, one) => sum + one, 0)).toBe(WINDOWS);
      for (const one of finished) expect(one).toBeGreaterThan(0);
      expect(computed('days').map(([from]) => from).sort((left, right) => left - right)).toEqual(windows);
      for (const pid of new Set(computed('days').map(([, one]) => one))) {
        const own = computed('days').filter(([, one]) => one === pid).map(([from]) => from);
        expect(own).toEqual([...own].sort((left, right) => left - right));
      }
      expect(await attempts('days')).toEqual(windows.map(() => ['done', 1]));
    }, 180_000);

    it('compute a window once that takes several times its lease', async () => {
      await plan('long', 1);
      const both = await start('long', '20000', '6000');
      let isDone = false;
      // Whoever has nothing to do asks again and again, as the clock makes him.
      const asking = both.map(async (child) => {
        let finished = 0;
        while (!isDone) finished += await drained(child);
        return finished;
      });
      await until(async () => (isDone = (await attempts('long'))[0]?.[0] === 'done'), 120_000);
      expect((await Promise.all(asking)).sort()).toEqual([0, 1]);
      expect([await attempts('long'), computed('long').length]).toEqual([[['done', 1]], 1]);
    }, 180_000);
  });
}
