import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CONTRACT_CHANGED, openRegistry } from '@yanshou/registry';
import type { Registry } from '@yanshou/registry';
import { LATE_DATA } from '@yanshou/store';
import { MICROS_PER_DAY, ManualClock } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import { moveRegistry } from './move-registry.js';

const DAY = MICROS_PER_DAY;
const JOB = 'indicators-day';
const directory = mkdtempSync(join(tmpdir(), 'yanshou-move-'));
const clock = new ManualClock(10 * DAY);
const contract: ProjectContract = {
  project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0.95, window: { from: DAY, to: 9 * DAY }, plannedTime: { zone: 'UTC', shifts: [{ start: '00:00', end: '24:00' }] },
  targets: [{ indicator: 'networked-device-ratio', comparator: '>=', value: 70, unit: '%', clause: '任务书' }],
};
let [source, target] = [] as unknown as [Registry, Registry];
const day = (from: number) => ({ project: 'p', job: JOB, unit: 'day' as const, from: from * DAY, to: (from + 1) * DAY });
const asked = (from: number, to: number) => ({ project: 'p', job: 'assessment-check', unit: 'term' as const, from: from * DAY, to: to * DAY });
const ledger = async (registry: Registry) => (await registry.windowLedger('p')).map(({ unit, from, to, status, causes = 0 }) => [unit, from / DAY, to / DAY, status, causes]);
const finishAll = async (job: string): Promise<void> => {
  for (let claim = await source.claimWindow('w', 1_000, job); claim !== undefined; claim = await source.claimWindow('w', 1_000, job)) await source.finishWindow(claim, { inputsDigest: 'sha256:a' });
};

beforeAll(async () => {
  [source, target] = [await openRegistry({ embeddedDirectory: join(directory, 'source') }, clock), await openRegistry({ embeddedDirectory: join(directory, 'target') }, clock)];
  await source.saveProgramme({ id: 'P1', nameZh: '测试', nameEn: 'test' });
  await source.saveProject({ id: 'p', programme: 'P1', nameZh: '测试', nameEn: 'test', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' });
  await source.saveContract({ ...contract, networkedThreshold: 0.7 });
  await source.planWindows([...[1, 2, 3].map(day), asked(1, 3), asked(1, 4)]);
  for (const job of [JOB, 'assessment-check']) await finishAll(job);
}, 120_000);
afterAll(async () => {
  for (const registry of [source, target]) await registry.close();
  rmSync(directory, { recursive: true, force: true });
});

it('a window that was done, and is due again, is due in the other registry for the same causes; one never done is; the others are done, whatever they overlap; however often it is begun', async () => {
  await source.planWindows([day(4)]);
  await source.touchWindows('p', { cursor: { journal: 'j', sequence: 1 }, hours: [{ hour: 2 * 24, causes: LATE_DATA }] });
  await finishAll('assessment-check');
  await source.reopenWindow(asked(1, 3));
  const moved = await source.revision();
  for (let begun = 0; begun < 2; begun += 1) {
    expect(await moveRegistry(source, target, () => undefined)).toBe(moved);
    expect([await ledger(source), await ledger(target)]).toEqual(Array(2).fill([
      ['term', 1, 3, 'due', 0], ['term', 1, 4, 'done', 0], ['day', 1, 2, 'done', 0], ['day', 2, 3, 'due', LATE_DATA], ['day', 3, 4, 'done', 0], ['day', 4, 5, 'due', 0],
    ]));
  }
});

it('a window whose terms were changed is due for that, by the history alone, until it is computed', async () => {
  await finishAll(JOB);
  await source.saveContract({ ...contract, networkedThreshold: 0.9 }, { who: 'officer', approval: '批复 1 号' });
  await moveRegistry(source, target, () => undefined);
  const days = async () => (await Promise.all([source, target].map(ledger))).map((of) => of.filter(([unit]) => unit === 'day').map((one) => one.slice(3)));
  expect(await days()).toEqual(Array(2).fill(Array(4).fill(['due', CONTRACT_CHANGED])));
  await finishAll(JOB);
  await moveRegistry(source, target, () => undefined);
  expect(await days()).toEqual(Array(2).fill(Array(4).fill(['done', 0])));
});
