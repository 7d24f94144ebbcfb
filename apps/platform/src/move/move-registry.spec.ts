import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openRegistry } from '@yanshou/registry';
import type { Registry } from '@yanshou/registry';
import { MICROS_PER_DAY, ManualClock } from '@yanshou/telemetry';
import { moveRegistry } from './move-registry.js';

const DAY = MICROS_PER_DAY;
const JOB = 'indicators-day';
const directory = mkdtempSync(join(tmpdir(), 'yanshou-move-'));
const clock = new ManualClock(10 * DAY);
let [source, target] = [] as unknown as [Registry, Registry];
const day = (from: number) => ({ project: 'p', job: JOB, unit: 'day' as const, from: from * DAY, to: (from + 1) * DAY });
const ledger = async (registry: Registry) => (await registry.windowLedger('p')).map(({ from, status }) => [from / DAY, status]);

beforeAll(async () => {
  [source, target] = [await openRegistry({ embeddedDirectory: join(directory, 'source') }, clock), await openRegistry({ embeddedDirectory: join(directory, 'target') }, clock)];
  await source.saveProgramme({ id: 'P1', nameZh: '测试', nameEn: 'test' });
  await source.saveProject({ id: 'p', programme: 'P1', nameZh: '测试', nameEn: 'test', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' });
  await source.planWindows([1, 2, 3].map(day));
  for (let claim = await source.claimWindow('w', 1_000, JOB); claim !== undefined; claim = await source.claimWindow('w', 1_000, JOB)) await source.finishWindow(claim, { inputsDigest: 'sha256:a' });
}, 120_000);
afterAll(async () => {
  for (const registry of [source, target]) await registry.close();
  rmSync(directory, { recursive: true, force: true });
});

it('a window that was done, and is due again, is due in the other registry too; one never done is; the others are done; however often it is begun', async () => {
  await source.planWindows([day(4)]);
  await source.reopenWindows('p', 2 * DAY, 3 * DAY, JOB);
  const moved = await source.revision();
  for (let begun = 0; begun < 2; begun += 1) {
    expect(await moveRegistry(source, target, () => undefined)).toBe(moved);
    expect([await ledger(source), await ledger(target)]).toEqual(Array(2).fill([[1, 'done'], [2, 'due'], [3, 'done'], [4, 'due']]));
  }
});
