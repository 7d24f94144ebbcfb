import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TIMELINE, fitted, timelineOf } from './timeline-geometry.js';

const at = (day: string): number => Date.parse(day);
const milestone = (id: string, due: string, daysLate = 0) => ({ id, due, daysLate, state: daysLate > 0 ? 'overdue' as const : 'open' as const });

describe('milestones along the time', () => {
  it('lie in order, with the delay of what is late, the years and now', () => {
    const { marks, now, years } = timelineOf([milestone('a', '2025-10-01T00:00:00Z', 60), milestone('b', '2026-04-01T00:00:00Z')], at('2026-02-01'));
    expect(marks.map(({ id, lateTo }) => [id, lateTo !== null])).toEqual([['a', true], ['b', false]]);
    expect(years.map(({ year }) => year)).toEqual([2026]);
    const [a, b] = marks.map(({ x }) => x);
    expect([a, marks[0]?.lateTo, now, b].every((x, index, all) => index === 0 || Number(all[index - 1]) < Number(x))).toBe(true);
  });

  it('leave out now where it is far from them, and names where there is no room', () => {
    const many = Array.from({ length: 40 }, (_, index) => milestone(String(index), new Date(at('2026-01-01') + index * 86_400_000).toISOString()));
    const { marks, now } = timelineOf(many, at('2030-01-01'));
    expect(now).toBeNull();
    expect(marks.filter(({ isNamed }) => isNamed).length).toBeLessThan(12);
  });

  it.each([['quarter 1 of 2026', 'quarter 1 of 2026'], ['2026 年第 1 季度', '2026 年第 1 季度'], ['abcdefghijklmnopqrstu', 'abcdefghijklmnopqrs…'], ['设备采购安装联网调试与试运行', '设备采购安装联网调…']])('are named %s as %s', (name, shown) => expect(fitted(name)).toBe(shown));

  it('never leave the plot, a single one included', () => {
    const dues = fc.array(fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 900 })), { minLength: 1, maxLength: 20 });
    fc.assert(fc.property(dues, (offsets) => {
      const { marks } = timelineOf(offsets.toSorted(([a], [b]) => a - b).map(([day, late], index) => milestone(String(index), new Date(at('2020-01-01') + day * 86_400_000).toISOString(), late)), 0);
      for (const { x, lateTo } of marks) expect([x, lateTo ?? x].every((one) => one >= TIMELINE.left && one <= TIMELINE.width - TIMELINE.right)).toBe(true);
    }));
  });
});
