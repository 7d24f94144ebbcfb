import { expect, it } from '@jest/globals';
import type { StaleAssessment } from '@yanshou/registry';
import { MICROS_PER_SECOND, ManualClock } from '@yanshou/telemetry';
import { AssessmentWatch } from './assessment-watch.js';

it('tells for how long the oldest assessment has been waiting to be restated; without an answer what was known stands', async () => {
  const clock = new ManualClock(100 * MICROS_PER_SECOND);
  let stale: readonly StaleAssessment[] | undefined = [];
  const watch = new AssessmentWatch({ staleAssessments: async () => { if (stale === undefined) throw new Error('away'); return [...stale]; } }, clock);
  expect(watch.read()).toBeUndefined();
  await watch.look();
  expect(watch.read()).toBe(0);
  stale = [40, 90].map((at) => ({ project: 'p', assessment: `a${at}`, since: at * MICROS_PER_SECOND }));
  await watch.look();
  expect(watch.read()).toBe(60);
  stale = undefined;
  await watch.look();
  clock.advance(MICROS_PER_SECOND);
  expect(watch.read()).toBe(61);
  stale = [];
  await watch.look();
  expect(watch.read()).toBe(0);
});
