import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR, parseIsoMicros } from '@yanshou/telemetry';
import fc from 'fast-check';
import type { JobSpan, JobWindow } from './job.js';
import { missingWindows } from './plan-windows.js';

const at = (text: string): number => parseIsoMicros(text) ?? NaN;
const JOB = { id: 'indicators-day', unit: 'day', graceMicros: MICROS_PER_HOUR } as const;
const span = (from: string, to: string): JobSpan => ({ project: 'p', zone: 'Asia/Shanghai', from: at(from), to: at(to) });
const bounds = (windows: readonly JobWindow[]): number[][] => windows.map(({ from, to }) => [from, to]);

describe('windows that are due', () => {
  const october = span('2026-10-01T00:00:00+08:00', '2026-11-01T00:00:00+08:00');

  it('are the whole local days that ended before the grace, oldest first', () => {
    const windows = missingWindows(JOB, october, at('2026-10-04T00:59:59+08:00'));
    expect(bounds(windows)).toEqual([
      [at('2026-10-01T00:00:00+08:00'), at('2026-10-02T00:00:00+08:00')], [at('2026-10-02T00:00:00+08:00'), at('2026-10-03T00:00:00+08:00')],
    ]);
    expect(missingWindows(JOB, october, at('2026-10-04T01:00:00+08:00'))).toHaveLength(3);
  });

  it('are three after three days without the platform', () => {
    const known = { from: october.from, to: at('2026-10-05T00:00:00+08:00') };
    expect(missingWindows(JOB, october, at('2026-10-08T02:00:00+08:00'), known).map(({ from }) => from)).toEqual([
      at('2026-10-05T00:00:00+08:00'), at('2026-10-06T00:00:00+08:00'), at('2026-10-07T00:00:00+08:00'),
    ]);
  });

  it('keep the parts of the first and the last day that the period cuts', () => {
    const cut = span('2026-10-01T09:30:00+08:00', '2026-10-02T17:00:00+08:00');
    expect(bounds(missingWindows(JOB, cut, at('2026-10-09T00:00:00+08:00')))).toEqual([
      [cut.from, at('2026-10-02T00:00:00+08:00')], [at('2026-10-02T00:00:00+08:00'), cut.to],
    ]);
  });

  it('are none before the first has ended, and none of an empty period', () => {
    expect(missingWindows(JOB, october, october.from + MICROS_PER_DAY)).toEqual([]);
    expect(missingWindows(JOB, { ...october, to: october.from }, at('2027-01-01T00:00:00Z'))).toEqual([]);
  });

  it('planned call after call are the same as planned at once: no gap, no overlap', () => {
    const step = fc.integer({ min: 0, max: 50 }).map((hours) => hours * MICROS_PER_HOUR);
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let now = october.from;
      const windows: JobWindow[] = [];
      for (const hours of steps) {
        now += hours;
        const known = windows.length === 0 ? undefined : { from: october.from, to: windows.at(-1)?.to ?? 0 };
        windows.push(...missingWindows(JOB, october, now, known));
      }
      expect(windows).toEqual(missingWindows(JOB, october, now));
      windows.forEach((window, index) => expect(window.from).toBe(windows[index - 1]?.to ?? october.from));
    }));
  });
});
