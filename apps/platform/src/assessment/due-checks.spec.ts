import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { JobRunner } from '@yanshou/jobs';
import { openRegistry } from '@yanshou/registry';
import type { Registry, WindowResult } from '@yanshou/registry';
import { sampleRows, sampleStatement } from '@yanshou/reports/testing';
import { LATE_DATA } from '@yanshou/store';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, ManualClock } from '@yanshou/telemetry';
import type { InventoryDevice, ProjectContract } from '@yanshou/telemetry';
import { assessedContract } from '../indicators/contract-at.js';
import { factsDigests } from '../indicators/facts-digests.js';
import { readProjectFacts } from '../indicators/project-facts.js';
import type { ProjectFacts } from '../indicators/project-facts.js';
import { AssessmentCheckJob } from './assessment-check.job.js';
import { currentCheck } from './assessment-standing.js';
import { DueChecks } from './due-checks.js';

const DAY = MICROS_PER_DAY;
const directory = mkdtempSync(join(tmpdir(), 'yanshou-checks-'));
const clock = new ManualClock(10 * DAY);
let registry: Registry;
let isOpen = false;
const asked: (readonly [number, number])[] = [];
const baseline = { from: 0, to: DAY };
const contract: ProjectContract = {
  project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0.95, window: { from: 2 * DAY, to: 9 * DAY }, baseline, plannedTime: { zone: 'UTC', shifts: [{ start: '00:00', end: '24:00' }] },
  targets: [{ indicator: 'production-efficiency-gain', comparator: '>=', value: 1, unit: '%', clause: '任务书' }],
};

beforeAll(async () => {
  registry = await openRegistry({ embeddedDirectory: directory }, clock);
  await registry.saveProgramme({ id: 'P1', nameZh: '测试', nameEn: 'test' });
  await registry.saveProject({ id: 'p', programme: 'P1', nameZh: '测试', nameEn: 'test', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' });
  expect(await registry.saveContract(contract)).toEqual(expect.objectContaining({ ok: true }));
  for (const [id, from, to] of [['a', 2, 5], ['b', 5, 9]] as const) await registry.saveAssessment({ project: 'p', id, from: from * DAY, to: to * DAY, note: '', statement: sampleStatement() });
}, 120_000);
afterAll(async () => {
  await registry.close();
  rmSync(directory, { recursive: true, force: true });
});

/** One tick; answers the periods that were computed. */
async function tick(): Promise<readonly (readonly [number, number])[]> {
  asked.length = 0;
  const assessed = async (project: string, { from, to }: { readonly from: number; readonly to: number }) => {
    asked.push([from / DAY, to / DAY]);
    const facts = await readProjectFacts(registry, project);
    return facts && { rows: sampleRows(), facts: factsDigests(facts) };
  };
  const job = new AssessmentCheckJob({ registry, evaluator: { assessed, isEndOpen: async () => isOpen }, clock });
  const runner = new JobRunner<WindowResult>(job, { windows: registry, clock, owner: 'jobs', onError: (_, error) => { throw error; } });
  await new DueChecks(registry, clock).look(['p']);
  await runner.drain();
  return [...asked];
}
/** As the service does it: with a check of its own, of the facts that it was made of. */
async function issue(id: string, from: number, to: number): Promise<void> {
  await registry.saveAssessment({ project: 'p', id, from, to, note: '', statement: sampleStatement() });
  const facts = await readProjectFacts(registry, 'p') as ProjectFacts;
  const made = { ...facts, contract: assessedContract(facts.contract, { from, to }) };
  expect(await registry.saveAssessmentCheck(currentCheck({ project: 'p', id }, factsDigests(made)), { who: 'officer' })).toMatchObject({ ok: true });
}
const factsNow = async () => factsDigests((await readProjectFacts(registry, 'p')) as ProjectFacts);
const machine: InventoryDevice = { id: 'm', assetNumber: 'A', nameZh: '机床', nameEn: 'machine', assetKind: 'production', classId: 'c', intelligent: false, reporting: 'periodic' };
const touch = (sequence: number, at: number) => registry.touchWindows('p', { cursor: { journal: 'j', sequence }, hours: [{ hour: at / MICROS_PER_HOUR, causes: LATE_DATA }] }, baseline);

it('each assessment is made anew once after it was issued, and then when something touches it: its hours, its baseline, the registry; no other is', async () => {
  expect([await tick(), await tick()]).toEqual([[[2, 5], [5, 9]], []]);
  await touch(1, 6 * DAY);
  expect([await tick(), await tick()]).toEqual([[[5, 9]], []]);
  await touch(2, 0);
  expect([await tick(), await tick()]).toEqual([[[2, 5], [5, 9]], []]);
  await touch(3, 9 * DAY);
  expect(await tick()).toEqual([]);
  await registry.saveContract({ ...contract, networkedThreshold: 0.9 }, { who: 'officer', approval: '批复 1 号' });
  expect([await tick(), await tick()]).toEqual([[[2, 5], [5, 9]], []]);
  // Another end of the window is nothing to a period of its own.
  await registry.saveContract({ ...contract, networkedThreshold: 0.9, window: { from: 2 * DAY, to: 10 * DAY } }, { who: 'officer', approval: '批复 2 号' });
  expect(await tick()).toEqual([]);
  // Its single days are: only they count.
  await registry.saveContract({ ...contract, networkedThreshold: 0.9, window: { from: 2 * DAY, to: 10 * DAY, days: ['1970-01-04', '1970-01-08'] } }, { who: 'officer', approval: '批复 3 号' });
  expect([await tick(), await tick()]).toEqual([[[2, 5], [5, 9]], []]);
});

it('one that was superseded is looked at no more, the later one of the same period is; and none before its end is proven', async () => {
  await registry.saveAssessment({ project: 'p', id: 'c', from: 5 * DAY, to: 9 * DAY, note: '', supersedes: 'b', statement: sampleStatement() });
  isOpen = true;
  await touch(4, 6 * DAY);
  expect(await tick()).toEqual([]);
  isOpen = false;
  clock.advance(MICROS_PER_HOUR);
  expect(await tick()).toEqual([[5, 9]]);
  expect((await registry.assessmentChecks('p')).map(({ assessment }) => assessment)).toEqual(['a', 'b', 'c']);
});

it('one that is issued makes those that it overlaps not due, for the registry says what it said when it was issued', async () => {
  await issue('d', 3 * DAY, 6 * DAY);
  expect([await tick(), await tick()]).toEqual([[[3, 6]], []]);
});

it('one that ends now is looked at when nothing can come in time for its last hour any more: till then no window hears of what comes', async () => {
  const end = clock.now();
  await issue('e', 6 * DAY, end);
  const soon = await tick();
  clock.advance(64 * MICROS_PER_MINUTE);
  const late = await tick();
  clock.advance(MICROS_PER_MINUTE);
  expect([soon, late, await tick(), await tick()]).toEqual([[], [], [[6, end / DAY]], []]);
});

it('one whose facts are other is due alone, whatever it overlaps, and labels make none due', async () => {
  // The period of `d` begins in that of `a` and ends after it.
  await registry.saveAssessmentCheck({ ...currentCheck({ project: 'p', id: 'a' }, { ...(await factsNow()), contract: 'judged:of-before' }) });
  expect([await tick(), await tick()]).toEqual([[[2, 5]], []]);
  const deviceClass = { id: 'c', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 60, metrics: [] };
  await registry.saveClass('p', deviceClass);
  expect(await registry.saveDevices('p', [machine])).toMatchObject({ ok: true });
  const every = [[2, 5], [3, 6], [5, 9], [6, expect.any(Number)]];
  expect([await tick(), await tick()]).toEqual([every, []]);
  await registry.saveClass('p', { ...deviceClass, nameZh: '数控机床' });
  expect(await registry.saveDevices('p', [{ ...machine, nameZh: '一号机', assetNumber: 'A-1', factorySerial: 'S-1' }])).toMatchObject({ ok: true });
  await registry.saveGateway('p', { id: 'gw', nameZh: '网关', nameEn: 'gateway', children: [] });
  const gatewayAdded = await tick();
  await registry.saveGateway('p', { id: 'gw', nameZh: '大门网关', nameEn: 'gate', children: [], serial: 'S-2' });
  expect([gatewayAdded, await tick()]).toEqual([every, []]);
  expect(await registry.saveDevices('p', [{ ...machine, commissionedAt: 3 * DAY }])).toMatchObject({ ok: true });
  expect([await tick(), await tick()]).toEqual([every, []]);
});
