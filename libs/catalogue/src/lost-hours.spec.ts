import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exampleHour } from './environment/window.example.js';
import { dueHours } from './lost-hours.js';
import type { DueHours } from './lost-hours.js';

const DAY = '2026-06-01';
const isHad = ({ held }: { readonly held: number }): boolean => held >= 45;
/** `held`: minutes with data by hour, null without a window; `down`: minutes of downtime by hour. */
const due = (held: readonly (number | null)[], down: readonly number[], per = 1): DueHours =>
  dueHours({ hours: 24, down, per, isHad, windows: held.flatMap((minutes, hour) => (minutes === null ? [] : [exampleHour(DAY, hour, 1, { held: minutes })])) });
const every = (hours: number): readonly (number | null)[] => Array.from({ length: 24 }, (_, hour) => (hour % hours === 0 ? 60 : null));

describe('hours that are lost because the platform was down', () => {
  it('are those that would have been had but for it', () => {
    const silent = Array.from({ length: 24 }, (_, hour) => (hour < 4 ? [null, 20, 20, 44][hour] ?? null : 60));
    expect(due(silent, [45, 25, 24, 60])).toEqual({ due: 21, had: 20, lost: 3 });
    expect(due(silent, [])).toEqual({ due: 24, had: 20, lost: 0 });
  });

  it('never take what came: readings that stand for several hours are due as often as they came', () => {
    expect(due(every(4), [0, 60, 60, 60], 4)).toEqual({ due: 6, had: 6, lost: 0 });
    expect(due(every(4).map((held, hour) => (hour === 4 ? null : held)), [0, 0, 0, 0, 60], 4)).toEqual({ due: 5, had: 5, lost: 1 });
  });

  it('are none of a source that says it stood still', () => {
    const stopped = [exampleHour(DAY, 0, 0, { held: 0, readings: 0, stopped: 4 })];
    expect(dueHours({ hours: 24, down: [60], windows: stopped, per: 1, isHad })).toEqual({ due: 24, had: 0, lost: 0 });
  });

  it('are never fewer with more downtime, and leave at least what was had', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 24, maxLength: 24 });
    const held = fc.array(fc.option(fc.integer({ min: 0, max: 60 })), { minLength: 24, maxLength: 24 });
    fc.assert(fc.property(held, minutes, minutes, fc.constantFrom(1, 2, 4, 24), (data, down, more, per) => {
      const [less, worse] = [due(data, down, per), due(data, down.map((one, hour) => Math.max(one, more[hour] ?? 0)), per)];
      for (const one of [less, worse]) {
        expect(one.due + one.lost).toBe(24 / per);
        expect(one.due).toBeGreaterThanOrEqual(Math.min(one.had, 24 / per));
      }
      expect(worse.lost).toBeGreaterThanOrEqual(less.lost);
    }));
  });
});
