import { describe, expect, it } from '@jest/globals';
import { Durations, Tally } from '../health/tally.js';
import { correlation } from '../logging/correlation.js';
import type { PlatformLogger } from '../runtime/logger.js';
import { JobMeter } from './job-meter.js';

function meter() {
  let now = 0;
  const lines: unknown[] = [];
  const log = { debug: (line: object) => lines.push({ ...line, ...correlation() }) } as unknown as PlatformLogger;
  const [runs, seconds] = [new Tally(), new Durations()];
  return { jobs: new JobMeter({ log, runs, seconds, now: () => now }), runs, seconds, lines, pass: (millis: number) => void (now += millis) };
}

describe('the meter of jobs', () => {
  it('counts and measures each run, names it in every line, and passes on what comes of it', async () => {
    const { jobs, runs, seconds, lines, pass } = meter();
    const names: (string | undefined)[] = [];
    const work = async (): Promise<string> => {
      names.push(correlation().run);
      pass(2_000);
      return 'made';
    };
    expect(await jobs.run('days', work)).toBe('made');
    await expect(jobs.run('days', async () => { await work(); throw new Error('no'); })).rejects.toThrow('no');
    jobs.windowFailed('days');
    expect(runs.read()).toEqual(['ok', 'failed', 'window-failed'].map((outcome) => [{ job: 'days', outcome }, 1]));
    expect(seconds.read()[0]?.[1].sum).toBe(4);
    expect(new Set(names).size).toBe(2);
    expect(lines).toEqual(names.map((run, index) => ({ job: 'days', run, outcome: index === 0 ? 'ok' : 'failed', seconds: 2 })));
  });

  it('knows for how long a job has not got on: a failed run is none, progress within one is', async () => {
    const { jobs, pass } = meter();
    expect(jobs.silentSeconds('days')).toBeUndefined();
    await jobs.run('days', async () => undefined);
    pass(5_000);
    await jobs.run('days', () => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(jobs.silentSeconds('days')).toBe(5);
    jobs.progress('days');
    expect(jobs.silentSeconds('days')).toBe(0);
  });
});
