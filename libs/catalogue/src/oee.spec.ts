import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalFraction, fractionToNumber, multiplyFractions, ratioFraction } from './fraction.js';
import type { Fraction } from './fraction.js';
import { effectivenessOf } from './oee.js';
import type { Effectiveness, MachineWork } from './oee.js';

/** Minutes and pieces. */
const work = (planned: number, produced: number | null, runTime: Fraction, quantity: number | null, good: number): MachineWork => ({
  device: 'M', planned: decimalFraction(planned), lost: decimalFraction(0), stated: decimalFraction(planned), produced: produced === null ? null : decimalFraction(produced), runTime,
  quantity: quantity === null ? null : decimalFraction(quantity), good: decimalFraction(good),
});
const percent = (value: Fraction | null): string | null => (value === null ? null : (100 * fractionToNumber(value)).toFixed(2));
const percents = ({ availability, effectiveness, quality, oee }: Effectiveness) => [availability, effectiveness, quality, oee].map(percent);

describe('OEE by ISO 22400-2', () => {
  it('has the figures of the shift of 480 min: 88.81 %, 86.11 %, 97.80 %, 74.79 %', () => {
    const shift = effectivenessOf([work(420, 373, ratioFraction(1, 60), 19_271, 18_848)]);
    expect(percents(shift)).toEqual(['88.81', '86.11', '97.80', '74.79']);
    expect(fractionToNumber(shift.oee as Fraction)).toBeCloseTo(0.7479365, 7);
  });

  it('is rounded at the end only: 79.17 %, not the 79.1 % of rounded factors', () => {
    expect(percents(effectivenessOf([work(480, 420, ratioFraction(1, 1), 400, 380)]))).toEqual(['87.50', '95.24', '95.00', '79.17']);
  });

  it('of several machines is made of sums, not of averages', () => {
    const [slow, fast] = [work(600, 300, ratioFraction(6, 1), 50, 25), work(60, 60, ratioFraction(1, 1), 60, 60)];
    expect(percents(effectivenessOf([slow, fast]))).toEqual(['54.55', '100.00', '58.33', '31.82']);
    expect(percents(effectivenessOf([slow]))).toEqual(['50.00', '100.00', '50.00', '25.00']);
  });

  it('above one is what it is', () => {
    expect(percents(effectivenessOf([work(60, 60, ratioFraction(2, 1), 40, 40)]))).toEqual(['100.00', '133.33', '100.00', '133.33']);
  });

  it('takes availability of the time with a state, and the rest of what the pieces say', () => {
    // 480 min, of which the state is known of 420: in production 5 ÷ 7 of them.
    expect(percents(effectivenessOf([{ ...work(480, 300, ratioFraction(1, 1), 240, 216), stated: decimalFraction(420) }]))).toEqual(['71.43', '70.00', '90.00', '45.00']);
    expect(percents(effectivenessOf([{ ...work(480, 0, ratioFraction(1, 1), 240, 216), stated: decimalFraction(0) }]))).toEqual([null, null, '90.00', '45.00']);
  });

  it('has no figure where nothing was planned or made, or a machine does not tell', () => {
    expect(percents(effectivenessOf([work(0, 0, ratioFraction(1, 1), 0, 0)]))).toEqual([null, null, null, null]);
    expect(percents(effectivenessOf([work(60, null, ratioFraction(1, 1), null, 30)]))).toEqual([null, null, null, '50.00']);
    expect(percents(effectivenessOf([work(60, 30, ratioFraction(1, 1), 30, 30), work(60, null, ratioFraction(1, 1), 30, 30)]))).toEqual([null, null, '100.00', '50.00']);
  });

  it('is the product of its factors, to the last digit', () => {
    const machine = fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 1_000 }))
      .map(([planned, produced, run, quantity, good, stated]) => ({ ...work(planned, produced, ratioFraction(run, 60), quantity, good), stated: decimalFraction(stated) }));
    fc.assert(fc.property(fc.array(machine, { minLength: 1, maxLength: 5 }), (machines) => {
      const { availability, effectiveness, quality, oee } = effectivenessOf(machines);
      expect([availability, effectiveness, quality].reduce<Fraction>((product, factor) => multiplyFractions(product, factor as Fraction), ratioFraction(1, 1))).toEqual(oee);
    }));
  });
});
