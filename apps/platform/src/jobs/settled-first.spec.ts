import { describe, expect, it } from '@jest/globals';
import { NotYet } from '@yanshou/jobs';
import type { Job, JobWindow } from '@yanshou/jobs';
import type { Unsettled } from '../telemetry/shared-progress.js';
import { SettledFirst } from './settled-first.js';

const window = (project: string): JobWindow => ({ project, job: 'j', unit: 'day', from: 0, to: 1 });
const behind = (project: string, code = 'projection-behind'): Unsettled => ({ project, code, error: 'm', help: { zh: '等', en: 'wait' } });

function setUp() {
  const told: unknown[] = [];
  const state = { unsettled: [] as readonly Unsettled[] };
  const settled = new SettledFirst({ unsettled: async () => state.unsettled }, (what, error) => told.push([what, error]));
  const job: Job<string> = { id: 'j', unit: 'day', graceMicros: 5, backfillMicros: 7, run: async ({ project }) => `made ${project}` };
  return { told, state, settled, job: settled.of(job) };
}

describe('a run of jobs', () => {
  it('leaves the windows of projects due that are not projected, and computes the others', async () => {
    const { state, settled, job } = setUp();
    state.unsettled = [behind('b')];
    expect(await settled.look(['a', 'b', 'c'])).toEqual(['a', 'c']);
    expect([await job.run(window('a')), await job.run(window('c'))]).toEqual(['made a', 'made c']);
    expect(job.leftOut?.()).toEqual(['b']);
    await expect(job.run(window('b'))).rejects.toThrow(NotYet);
    state.unsettled = [];
    expect(await settled.look(['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
    expect([job.leftOut?.(), await job.run(window('b'))]).toEqual([[], 'made b']);
  });

  it('is the same job otherwise', () => {
    const { job } = setUp();
    expect(job).toMatchObject({ id: 'j', unit: 'day', graceMicros: 5, backfillMicros: 7 });
  });

  it('tells each reason once, with the projects that it is about', async () => {
    const { told, state, settled } = setUp();
    state.unsettled = [behind('a'), behind('b', 'journal-unreachable'), behind('c')];
    await settled.look(['a', 'b', 'c']);
    expect(told).toEqual([
      ['not projected: a, c', { code: 'projection-behind', message: 'm', help: { zh: '等', en: 'wait' } }],
      ['not projected: b', { code: 'journal-unreachable', message: 'm', help: { zh: '等', en: 'wait' } }],
    ]);
  });
});
