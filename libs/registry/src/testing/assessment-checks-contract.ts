import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import type { AssessmentCheck } from '../assessment-check.js';
import type { Registry } from '../registry.js';
import type { JobWindow, WindowClaim } from '../window-records.js';
import { project } from './registry-contract.js';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const check = (assessment: string, more: Partial<AssessmentCheck> = {}): AssessmentCheck =>
  ({ project: 'p', assessment, standing: 'current', since: null, causes: [], facts: { contract: 'a' }, changes: [], ...more });
const stale = (assessment: string, since: number): AssessmentCheck => check(assessment, { standing: 'to-restate', since, causes: ['late-data'], changes: [{ indicator: 'i' }] });

/** What every database of the registry must do for checks of issued assessments, and for the windows that these are due by. */
export function assessmentChecksContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`checks of assessments over ${name}`, () => {
    const clock = new ManualClock(1_000);
    let registry: Registry;
    beforeAll(async () => {
      ({ registry } = await factory(clock));
      for (const id of ['p', 'q']) await registry.saveProject(project(id));
      for (const id of ['a1', 'a2']) await registry.saveAssessment({ project: 'p', id, from: 0, to: DAY, note: '', statement: { id } });
    }, 180_000);
    afterAll(() => registry.close());

    it('are kept beside the assessment, which they never change, and the same again changes nothing', async () => {
      const before = await registry.assessment('p', 'a1');
      for (const one of [check('a1'), stale('a1', 7), stale('a1', 7)]) expect((await registry.saveAssessmentCheck(one, { who: 'jobs' })).ok).toBe(true);
      expect(await registry.assessmentChecks('p')).toEqual([stale('a1', 7)]);
      expect(await registry.assessmentChecks('q')).toEqual([]);
      expect((await registry.changes(0, 1_000)).filter(({ entity }) => entity === 'assessment-check').map(({ key, who }) => [key, who])).toEqual([['p/a1', 'jobs'], ['p/a1', 'jobs']]);
      expect(await registry.assessment('p', 'a1')).toEqual(before);
    });

    it.each<readonly [string, AssessmentCheck, string]>([
      ['of an assessment that there is not', check('none'), 'assessment'],
      ['of an unknown standing', check('a2', { standing: 'fine' as 'current' }), 'standing'],
      ['for an unknown cause', { ...stale('a2', 7), causes: ['weather' as 'late-data'] }, 'causes'],
    ])('%s are refused', async (_, one, field) => {
      expect(await registry.saveAssessmentCheck(one)).toMatchObject({ ok: false, reason: { field } });
    });

    it('are of assessments that are listed without their statements', async () => {
      expect(await registry.assessmentHeads('p')).toEqual(['a1', 'a2'].map((id) => ({ project: 'p', id, from: 0, to: DAY, note: '' })));
    });

    it('tell which are to be restated, oldest first, until a later assessment supersedes them', async () => {
      await registry.saveAssessmentCheck(stale('a2', 3));
      expect(await registry.staleAssessments()).toEqual([{ project: 'p', assessment: 'a2', since: 3 }, { project: 'p', assessment: 'a1', since: 7 }]);
      expect([(await registry.staleAssessments('p')).length, await registry.staleAssessments('q')]).toEqual([2, []]);
      await registry.saveAssessment({ project: 'p', id: 'a3', from: 0, to: DAY, note: '', supersedes: 'a1', statement: {} });
      expect(await registry.staleAssessments()).toEqual([{ project: 'p', assessment: 'a2', since: 3 }]);
    });

    it('are due again by hours of their own period or of the baseline, by their job alone, and hours are no part of the latter', async () => {
      const windows = (['a', 'b'] as const).flatMap((job): JobWindow[] => [2, 3].map((day) => ({ project: 'q', job, unit: 'day', from: day * DAY, to: (day + 1) * DAY })));
      const hour: JobWindow = { project: 'q', job: 'c', unit: 'hour', from: 2 * DAY, to: 2 * DAY + HOUR };
      await registry.planWindows([...windows, hour]);
      for (let done = 0; done < 5; done += 1) await registry.finishWindow((await registry.claimWindow('o', 1_000)) as WindowClaim, { inputsDigest: 'x' });
      expect(await registry.reopenWindows('q', 2 * DAY, 3 * DAY, 'a')).toBe(1);
      expect((await registry.claimWindow('o', 1_000))?.job).toBe('a');
      const baseline = { from: 0, to: DAY };
      const at = (sequence: number, hours: readonly number[]) => ({ cursor: { journal: 'j', sequence }, hours: hours.map((one) => ({ hour: one, causes: 1 })) });
      expect(await registry.touchWindows('q', at(1, [30]), baseline)).toBe(0);
      expect(await registry.touchWindows('q', at(2, [23]), baseline)).toBe(3);
      expect((await registry.windowLedger('q')).filter(({ status }) => status === 'done').map(({ job }) => job)).toEqual(['c']);
      expect(await registry.claimWindow('o', 1_000)).toMatchObject({ causes: 1 });
      // A window is for its own job alone, also where another's is due before it.
      expect([(await registry.claimWindow('o', 1_000, 'b'))?.job, (await registry.claimWindow('o', 1_000, 'd'))?.job]).toEqual(['b', undefined]);
    });
  });
}
