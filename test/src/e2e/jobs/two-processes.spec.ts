import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openRegistry } from '@yanshou/registry';
import { postgresBinaries, startTemporaryPostgres } from '@yanshou/registry/testing';
import { MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import { TestChild } from '../../platform-under-test/child-process.js';

const PROCESS = resolve(import.meta.dirname, '../../../dist/platform-under-test/job.process.js');
const WINDOWS = 120;
const binaries = postgresBinaries();

if (binaries === undefined) {
  if (process.env.CI === 'true') throw new Error('PostgreSQL is not installed');
  if (process.env.YANSHOU_TEST_NOT_RUN !== undefined) appendFileSync(process.env.YANSHOU_TEST_NOT_RUN, 'PostgreSQL: two job processes (apt-get install postgresql)\n');
  it('is not run without PostgreSQL', () => expect(existsSync('/usr/lib/postgresql')).toBe(false));
} else {
  describe('two processes on one PostgreSQL', () => {
    it('never compute the same window, and together all of them, each oldest first', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'yanshou-jobs-'));
      const server = await startTemporaryPostgres(binaries);
      const databaseUrl = await server.createDatabase();
      const registry = await openRegistry({ databaseUrl, pepper: 'pepper' }, systemClock);
      const output = join(directory, 'computed.txt');
      const children: TestChild[] = [];
      try {
        await registry.saveProgramme({ id: 'P1', nameZh: '测试', nameEn: 'test' });
        await registry.saveProject({ id: 'p', programme: 'P1', nameZh: '测试', nameEn: 'test', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' });
        const windows = Array.from({ length: WINDOWS }, (_, day) => ({ project: 'p', job: 'days', unit: 'day' as const, from: day * MICROS_PER_DAY, to: (day + 1) * MICROS_PER_DAY }));
        await registry.planWindows(windows);
        children.push(...(await Promise.all([0, 1].map(() => TestChild.start(PROCESS, [databaseUrl, 'days', output])))));
        const finished = await Promise.all(children.map((child) => child.ask<{ finished: number }>({ ask: 'drain' })));
        expect(finished.reduce((sum, one) => sum + one.finished, 0)).toBe(WINDOWS);
        for (const one of finished) expect(one.finished).toBeGreaterThan(0);
        const computed = readFileSync(output, 'utf8').trim().split('\n').map((line) => line.split(' ').map(Number) as [number, number]);
        expect(computed.map(([from]) => from).sort((left, right) => left - right)).toEqual(windows.map(({ from }) => from));
        for (const pid of new Set(computed.map(([, one]) => one))) {
          const own = computed.filter(([, one]) => one === pid).map(([from]) => from);
          expect(own).toEqual([...own].sort((left, right) => left - right));
        }
        expect((await registry.windowLedger('p')).every(({ status, attempts }) => status === 'done' && attempts === 1)).toBe(true);
      } finally {
        await Promise.all(children.map((child) => child.stop()));
        await registry.close();
        await server.stop();
        rmSync(directory, { recursive: true, force: true });
      }
    }, 180_000);
  });
}
