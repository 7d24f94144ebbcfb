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
    expect(missingWindows({ ...JOB, unit: 'term' }, october, at('2027-01-01T00:00:00Z'))).toEqual([]);
  });

  it('are the quarters of the calendar, cut by the period, and a leap day is a day', () => {
    const leap = span('2028-02-10T00:00:00+08:00', '2028-07-15T00:00:00+08:00');
    const now = at('2028-12-01T00:00:00+08:00');
    expect(bounds(missingWindows({ ...JOB, unit: 'quarter' }, leap, now))).toEqual([
      [leap.from, at('2028-04-01T00:00:00+08:00')], [at('2028-04-01T00:00:00+08:00'), at('2028-07-01T00:00:00+08:00')], [at('2028-07-01T00:00:00+08:00'), leap.to],
    ]);
    expect(missingWindows(JOB, { ...leap, to: at('2028-03-01T00:00:00+08:00') }, now)).toHaveLength(20);
    expect(missingWindows({ ...JOB, unit: 'month' }, leap, now)).toHaveLength(6);
  });

  it('are 23, 24 and 25 hours of the days on which the clock is changed', () => {
    const hours = (day: string, next: string): number =>
      missingWindows({ ...JOB, unit: 'hour' }, { project: 'p', zone: 'Europe/Amsterdam', from: at(day), to: at(next) }, at('2027-01-01T00:00:00Z')).length;
    expect(hours('2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00')).toBe(23);
    expect(hours('2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00')).toBe(25);
    expect(hours('2026-11-01T00:00:00+01:00', '2026-11-02T00:00:00+01:00')).toBe(24);
  });

  it('are the periods of the contract as a whole, once each has ended', () => {
    const baseline = { from: at('2025-10-01T00:00:00+08:00'), to: at('2025-11-01T00:00:00+08:00') };
    const both = { ...october, baseline };
    expect(bounds(missingWindows({ ...JOB, unit: 'baseline' }, both, october.from))).toEqual([[baseline.from, baseline.to]]);
    expect(missingWindows({ ...JOB, unit: 'baseline' }, october, october.to)).toEqual([]);
    expect(missingWindows({ ...JOB, unit: 'reporting' }, both, october.to)).toEqual([]);
    expect(bounds(missingWindows({ ...JOB, unit: 'reporting' }, both, october.to + MICROS_PER_HOUR))).toEqual([[october.from, october.to]]);
  });

  it('that ended before what is made up for are left out', () => {
    const job = { ...JOB, unit: 'hour', backfillMicros: MICROS_PER_DAY } as const;
    const now = at('2026-10-20T12:10:00+08:00');
    const windows = missingWindows(job, october, now);
    expect([windows[0]?.from, windows.length]).toEqual([at('2026-10-19T12:00:00+08:00'), 23]);
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
