import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openRegistry } from '@yanshou/registry';
import type { Registry } from '@yanshou/registry';
import { sampleStatement } from '@yanshou/reports/testing';
import { MICROS_PER_DAY, ManualClock } from '@yanshou/telemetry';
import { AssessmentService } from './assessment-service.js';
import type { AssessmentParts } from './assessment-service.js';

const DAY = MICROS_PER_DAY;
const directory = mkdtempSync(join(tmpdir(), 'yanshou-assessments-'));
const clock = new ManualClock(10 * DAY);
let registry: Registry;
let service: AssessmentService;

/** The first that a period which is let through waits for. */
const LET_THROUGH = new Error('let through');
const create = (from: number, to: number) => service.create('p', { from: from * DAY, to: to * DAY, note: '', who: 'officer' });

beforeAll(async () => {
  registry = await openRegistry({ embeddedDirectory: directory }, clock);
  await registry.saveProgramme({ id: 'P1', nameZh: '测试', nameEn: 'test' });
  for (const id of ['p', 'stuck']) await registry.saveProject({ id, programme: 'P1', nameZh: '测试', nameEn: 'test', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' });
  for (const project of ['p', 'stuck']) await registry.saveContract({
    project, programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0.95, window: { from: 5 * DAY, to: 9 * DAY }, baseline: { from: 0, to: 4 * DAY }, plannedTime: { zone: 'UTC', shifts: [{ start: '00:00', end: '24:00' }] },
    targets: [{ indicator: 'production-efficiency-gain', comparator: '>=', value: 1, unit: '%', clause: '任务书' }],
  });
  const parts: Partial<AssessmentParts> = { registry, clock, progress: { settled: (project: string) => (project === 'stuck' ? new Promise(() => undefined) : Promise.reject(LET_THROUGH)), pending: async () => 0 } as unknown as AssessmentParts['progress'] };
  service = new AssessmentService(parts as AssessmentParts);
}, 120_000);
afterAll(async () => {
  await service.close();
  await registry.close();
  rmSync(directory, { recursive: true, force: true });
});

it('a period in the baseline is refused until exactly that one was issued: then it can be restated, by whatever it was superseded', async () => {
  const refused = { ok: false, reason: { code: 'period-overlaps-baseline' } };
  expect(await create(3, 6)).toMatchObject(refused);
  await registry.saveAssessment({ project: 'p', id: 'old', from: 3 * DAY, to: 6 * DAY, note: '', statement: sampleStatement() });
  await expect(create(3, 6)).rejects.toBe(LET_THROUGH);
  expect([await create(2, 6), await create(3, 7)]).toMatchObject([refused, refused]);
  await registry.saveAssessment({ project: 'p', id: 'new', from: 3 * DAY, to: 6 * DAY, note: '', supersedes: 'old', statement: sampleStatement() });
  await expect(create(3, 6)).rejects.toBe(LET_THROUGH);
});

it('a project whose projection stands still keeps no other one waiting', async () => {
  void service.create('stuck', { from: 5 * DAY, to: 6 * DAY, note: '', who: 'officer' });
  await expect(create(5, 6)).rejects.toBe(LET_THROUGH);
  expect(await service.create('none', { from: 5 * DAY, to: 6 * DAY, note: '', who: 'officer' })).toMatchObject({ ok: false, reason: { code: 'project-unknown' } });
});
