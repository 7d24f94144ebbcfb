import { describe, expect, it } from '@jest/globals';
import type { GapReport } from '@yanshou/kpi';
import { MICROS_PER_HOUR, MICROS_PER_SECOND } from '@yanshou/telemetry';
import { GapReports, demandBounded } from './gap-reports.js';

const REPORT: GapReport = { missing: 0, totals: [], events: [], lostSessions: [], delivered: { valid: 0, late: 0, overdue: 0 } };

describe('reports of gaps', () => {
  it('are computed once for all who ask within a minute, and anew afterwards', async () => {
    let now = 0;
    let computed = 0;
    const reports = new GapReports(() => now);
    const ask = (key: string): Promise<GapReport> => reports.get(key, async () => ({ ...REPORT, missing: (computed += 1) }));
    expect((await Promise.all([ask('a'), ask('a'), ask('b')])).map(({ missing }) => missing)).toEqual([1, 1, 2]);
    now = 59 * MICROS_PER_SECOND;
    expect((await ask('a')).missing).toBe(1);
    now = 60 * MICROS_PER_SECOND;
    expect((await ask('a')).missing).toBe(3);
    for (let index = 0; index < 8; index += 1) await ask(`other ${index}`);
    expect((await ask('a')).missing).toBe(12);
  });

  it('that failed are not kept', async () => {
    const reports = new GapReports(() => 0);
    await expect(reports.get('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await reports.get('a', async () => REPORT)).toBe(REPORT);
  });

  it('of more devices and hours than one thread answers in time are refused, and it says what can be asked', () => {
    const span = { from: 0, to: 744 * MICROS_PER_HOUR };
    expect(() => demandBounded(2_000, span)).not.toThrow();
    expect(() => demandBounded(10_000, span)).toThrow(/at most 150 hours/);
    expect(() => demandBounded(10_000, { from: 0, to: 150 * MICROS_PER_HOUR })).not.toThrow();
  });
});
