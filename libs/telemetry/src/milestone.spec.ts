import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { milestoneStanding, quarterlyDues } from './milestone.js';
import { MICROS_PER_DAY, parseIsoMicros } from './time.js';

const at = (iso: string): number => parseIsoMicros(iso) as number;
const report = (done: boolean, asOf: number) => ({ state: 's', done, asOf, who: 'm', at: asOf });
const DUE = 10 * MICROS_PER_DAY;

describe('a milestone', () => {
  it.each([
    ['open before it is due', [], DUE - 1, 'open', 0],
    ['overdue from then on', [], DUE, 'overdue', 0],
    ['overdue though progress was reported', [report(false, 1)], DUE + 2.5 * MICROS_PER_DAY, 'overdue', 2],
    ['done in time, whenever that is looked at', [report(false, 1), report(true, DUE - 1)], DUE * 5, 'done', 0],
    ['done late', [report(true, DUE + MICROS_PER_DAY)], DUE * 5, 'done-late', 1],
    ['open again when the last report takes it back', [report(true, 1), report(false, 2)], 5, 'open', 0],
  ] as const)('is %s', (_, reports, now, state, daysLate) => {
    expect(milestoneStanding({ due: DUE, reports }, now)).toEqual({ state, daysLate });
  });
});

describe('quarterly milestones', () => {
  it('end with each quarter of the zone, and with the term', () => {
    const term = { from: at('2025-11-15T00:00:00+08:00'), to: at('2026-08-15T00:00:00+08:00') };
    expect(quarterlyDues(term, 'Asia/Shanghai')).toEqual(['2026-01-01', '2026-04-01', '2026-07-01', '2026-08-15'].map((day) => at(`${day}T00:00:00+08:00`)));
    expect(quarterlyDues({ from: 5, to: 5 }, 'Asia/Shanghai')).toEqual([]);
  });

  it('ascend within the term and end with it, never more than a quarter apart', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 3_000 }), (from, days) => {
      const term = { from: from * MICROS_PER_DAY, to: (from + days) * MICROS_PER_DAY };
      const dues = [term.from, ...quarterlyDues(term, 'Asia/Shanghai')];
      expect(dues.at(-1)).toBe(term.to);
      dues.slice(1).forEach((due, index) => {
        const step = due - (dues[index] as number);
        expect(step > 0 && step < 93 * MICROS_PER_DAY).toBe(true);
      });
    }), { numRuns: 200 });
  });
});
