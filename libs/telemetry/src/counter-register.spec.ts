import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CounterRegister } from './counter-register.js';

interface Counted {
  readonly growth: number;
  readonly resets: number;
  readonly excursions: number;
}

function counted(values: readonly number[], cuts: readonly number[] = []): Counted {
  let growth = 0;
  const register = new CounterRegister<null>(({ steps, less }) => { growth += steps - less; });
  values.forEach((value, at) => {
    if (cuts.includes(at)) register.cut();
    register.add(value, null, at);
  });
  register.cut();
  return { growth, resets: register.resets, excursions: register.excursions };
}

describe('a register', () => {
  it.each([
    ['grows', [5, 7, 7, 12], 7, 0, 0],
    ['is reset and goes on from the low one', [10, 12, 3, 5], 7, 1, 0],
    ['is reset and stands at zero for long', [10, 12, 0, 0, 0, 0, 1, 4], 6, 1, 0],
    ['wraps', [65_000, 65_535, 200, 265], 800, 1, 0],
    ['shows zero for one message', [1_000_000, 1_000_010, 0, 1_000_012, 1_000_020], 20, 0, 1],
    ['shows zero for several messages', [1_000_000, 1_000_010, 0, 0, 0, 1_000_012], 12, 0, 1],
    ['shows zero for one message, and comes back a little short', [1_000_000, 0, 999_990, 1_000_000, 1_000_002], 2, 0, 2],
    ['shows too much for one message', [1_000, 9_999_999, 1_001, 1_002], 2, 0, 1],
    ['shows too much for several messages', [1_000, 9_999_999, 9_999_999, 1_001, 1_002], 2, 0, 1],
    ['shows too much, then zero', [1_000, 9_999_999, 1_001, 0, 1_002], 2, 0, 2],
    ['trembles', [10_000, 9_999, 10_000, 9_999, 10_001], 1, 0, 2],
    ['steps back and goes on there', [10_000, 9_000, 9_010, 9_020], 20, 0, 1],
    ['ends with a fall', [10, 12, 3], 2, 0, 1],
    ['ends behind a single high level', [1_000, 9_999_999, 1_001], 1, 0, 1],
    ['falls, and falls again before it goes on', [100, 30, 0, 1, 2], 2, 1, 0],
    ['begins with a high level and is reset', [100, 3, 5], 5, 1, 0],
    ['counts both ways', [-5, -10, -8], 2, 0, 1],
  ])('that %s', (_, values, growth, resets, excursions) => {
    expect(counted(values)).toEqual({ growth, resets, excursions });
  });

  it('tells of a step where it arrived, since when, and whether it counts from zero', () => {
    const told: unknown[] = [];
    const register = new CounterRegister<string>(({ steps, less, ...rest }) => told.push([steps - less, ...Object.values(rest)]));
    ([[10, 1], [12, 2], [12, 3], [0, 4], [13, 5], [2, 6], [3, 7]] as const).forEach(([steps, at]) => { register.add(steps, `t${at}`, at); });
    register.cut();
    expect(told).toEqual([[0, 't3', 3, 2, false], [2, 't2', 2, 1, false], [1, 't5', 5, 3, false], [2, 't6', 6, 5, true], [1, 't7', 7, 6, false]]);
  });

  it('counts nothing between two stretches', () => {
    expect(counted([10, 12, 500, 503], [2]).growth).toBe(5);
  });
});

const rising = (from: number) => fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 3, maxLength: 20 }).map((steps) => steps.reduce<number[]>((held, step) => [...held, (held.at(-1) ?? from) + step], [from]));

describe('any register', () => {
  it('has the same growth whatever zeros stand between its readings', () => {
    fc.assert(fc.property(rising(1_000), fc.array(fc.nat({ max: 3 }), { minLength: 30, maxLength: 30 }), (values, zeros) => {
      const disturbed = values.flatMap((value, at) => (at === values.length - 1 ? [value] : [value, ...Array<number>(zeros[at] ?? 0).fill(0)]));
      expect(counted(disturbed)).toMatchObject({ growth: (values.at(-1) ?? 0) - 1_000, resets: 0 });
    }));
  });

  it('has the same growth whatever single faults stand between its readings, the high ones not one after the other', () => {
    const low = fc.oneof(fc.constant(undefined), fc.constant(0), fc.nat({ max: 400 }));
    const high = fc.oneof(low, fc.integer({ min: 100_000, max: 2 ** 40 }));
    fc.assert(fc.property(rising(2_000), fc.array(fc.tuple(high, low, low), { minLength: 10, maxLength: 10 }).map((parts) => parts.flat()), (values, faults) => {
      const disturbed = values.flatMap((value, at) => (at === values.length - 1 || faults[at] === undefined ? [value] : [value, faults[at]]));
      const { growth, resets } = counted(disturbed);
      expect([growth, resets]).toEqual([(values.at(-1) ?? 0) - 2_000, 0]);
    }));
  });

  it('counts every true reset from zero: one that goes on from there for at least a reading', () => {
    const lives = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 5 })), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(rising(10_000), lives, (first, after) => {
      const later = after.map(([from, steps]) => steps.reduce<number[]>((held, step) => [...held, (held.at(-1) ?? 0) + step], [from]));
      const longLives = later.map((life) => [...life, 5_000 + (life.at(-1) ?? 0), 5_001 + (life.at(-1) ?? 0)]);
      const total = (first.at(-1) ?? 0) - 10_000 + longLives.reduce((sum, life) => sum + (life.at(-1) ?? 0), 0);
      expect(counted([...first, ...longLives.flat()])).toEqual({ growth: total, resets: after.length, excursions: 0 });
    }));
  });

  it('never counts more than its highs allow', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: 1_000 }), { maxLength: 30 }), (values) => {
      const { growth, resets } = counted(values);
      const naive = values.slice(1).reduce((sum, value, at) => sum + (value >= (values[at] ?? 0) ? value - (values[at] ?? 0) : value), 0);
      expect(growth).toBeGreaterThanOrEqual(0);
      expect(growth).toBeLessThanOrEqual(naive);
      expect(resets).toBeLessThan(Math.max(1, values.length));
    }));
  });
});
