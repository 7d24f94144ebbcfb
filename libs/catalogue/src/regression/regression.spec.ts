import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONFIDENCE_LEVELS } from '@yanshou/telemetry';
import { compareFractions, decimalFraction, fractionToNumber, ratioFraction } from '../fraction.js';
import { leastSquares, predicted } from './least-squares.js';
import type { LinearFit, Observation } from './least-squares.js';
import { effectivePoints, followingShare, savingUncertainty, studentQuantile } from './savings-uncertainty.js';

const X = [5, 8, 11, 14, 17, 20, 23, 26, 29, 32, 30, 24];
const Y = [210, 221, 236, 249, 262, 281, 290, 310, 322, 341, 329, 297];
const REPORTING_X = [6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 31, 25];
const REPORTING_Y = [200, 205, 222, 230, 240, 258, 270, 285, 296, 313, 305, 272];

const observation = (y: number, ...x: readonly number[]): Observation => ({ x: x.map(decimalFraction), y: decimalFraction(y) });
const fitOf = (x: readonly number[], y: readonly number[]): LinearFit => {
  const fit = leastSquares(x.map((value, index) => observation(y[index] ?? NaN, value)));
  if (fit === undefined) throw new Error('no fit');
  return fit;
};
const cvOf = ({ cvSquared }: LinearFit): number => Math.sqrt(fractionToNumber(cvSquared));

describe('least squares', () => {
  const fit = fitOf(X, Y);

  it('has the digits of the vector', () => {
    expect(fit.coefficients.map((value) => fractionToNumber(value).toFixed(6))).toEqual(['182.436856', '4.848359']);
    expect(fractionToNumber(fit.rSquared).toFixed(6)).toBe('0.997175');
    expect((cvOf(fit) * (Y.reduce((sum, value) => sum + value) / 12)).toFixed(6)).toBe('2.421981');
    expect(cvOf(fit).toFixed(7)).toBe('0.0086809');
    expect(fractionToNumber(fit.nmbe)).toBe(0);
    expect(fractionToNumber(fit.autocorrelation).toFixed(4)).toBe('-0.2978');
    expect(followingShare(fit)).toBe(0);
  });

  it('predicts the reporting period of the vector: 310.1803 avoided of 3406.1803', () => {
    const adjusted = REPORTING_X.reduce((sum, value) => sum + fractionToNumber(predicted(fit, [decimalFraction(value)])), 0);
    const actual = REPORTING_Y.reduce((sum, value) => sum + value);
    expect([adjusted.toFixed(4), actual, (adjusted - actual).toFixed(4), (((adjusted - actual) / adjusted) * 100).toFixed(4)]).toEqual(['3406.1803', 3096, '310.1803', '9.1064']);
  });

  it('finds a model of two variables to the last digit', () => {
    const points = [[1, 0.5], [2, 0.25], [3, 7], [4, -1], [9, 2]].map(([a = 0, b = 0]) => observation(10 + 3 * a - 2.5 * b, a, b));
    const found = leastSquares(points);
    expect(found?.coefficients).toEqual([ratioFraction(10, 1), ratioFraction(3, 1), ratioFraction(-5, 2)]);
    expect(found).toMatchObject({ points: 5, parameters: 3, rSquared: ratioFraction(1, 1), cvSquared: ratioFraction(0, 1) });
    expect(found?.autocorrelation).toEqual(ratioFraction(0, 1));
  });

  it('does not pretend where the points determine nothing', () => {
    expect(leastSquares([])).toBeUndefined();
    expect(leastSquares([observation(1, 1), observation(2, 2)])).toBeUndefined();
    expect(leastSquares([1, 2, 3].map((y) => observation(y, 7)))).toBeUndefined();
    expect(leastSquares([1, 2, 3, 4].map((y) => observation(y, y, 2 * y)))).toBeUndefined();
    expect(leastSquares([-1, 0, 1].map((y) => observation(y, y * y + y)))).toBeUndefined();
  });

  it('has the same line in any order of points, and no line is nearer', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 500 })), { minLength: 3, maxLength: 20 });
    fc.assert(fc.property(points, fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (rows, a, b) => {
      const fit = leastSquares(rows.map(([x, y]) => observation(y, x)));
      if (fit === undefined) return;
      expect(leastSquares([...rows].reverse().map(([x, y]) => observation(y, x)))?.coefficients).toEqual(fit.coefficients);
      const [constant, slope] = fit.coefficients.map(fractionToNumber) as [number, number];
      const distance = (c: number, s: number): number => rows.reduce((sum, [x, y]) => sum + (y - c - s * x) ** 2, 0);
      expect(distance(constant + a / 10, slope + b / 10)).toBeGreaterThanOrEqual(distance(constant, slope) * (1 - 1e-9) - 1e-6);
      expect(compareFractions(fit.rSquared, ratioFraction(1, 1))).toBeLessThanOrEqual(0);
      expect(compareFractions(fit.rSquared, ratioFraction(0, 1))).toBeGreaterThanOrEqual(0);
      expect(fit.nmbe.numerator).toBe(0n);
    }));
  });

  it('sees residuals that follow each other', () => {
    const fit = fitOf(X, X.map((x, index) => 100 + 2 * x + (index < 6 ? 5 : -5)));
    expect(followingShare(fit)).toBeGreaterThan(0.2);
  });
});

describe("Student's quantile", () => {
  it.each([[90, 8, 1.8595], [90, 10, 1.8125], [90, 30, 1.6973], [90, 363, 1.6491], [95, 8, 2.306], [95, 30, 2.0423], [80, 10, 1.3722], [68, 30, 1.0115]] as const)(
    'at %d %% with %d degrees of freedom is %d', (confidence, freedom, expected) => {
      expect(Math.abs(studentQuantile(confidence, freedom) - expected)).toBeLessThan(0.0011);
    },
  );

  it('falls towards the normal one', () => {
    for (const confidence of CONFIDENCE_LEVELS) expect(studentQuantile(confidence, 10)).toBeGreaterThan(studentQuantile(confidence, 1e9));
  });
});

describe('the uncertainty of a saving', () => {
  const facts = { points: 365, rho: 0.5, cv: 0.2, reportingPoints: 365, months: 12 } as const;

  it('has the digits of the vector, by CalTRACK and by the constant of ASHRAE', () => {
    expect(effectivePoints(365, 0.5).toFixed(4)).toBe('121.6667');
    expect((savingUncertainty({ ...facts, form: 'daily', t: 1.649 }) / 0.1).toFixed(5)).toBe('0.41976');
    expect((savingUncertainty({ ...facts, form: 'constant', t: 1 }) / 0.1).toFixed(5)).toBe('0.23033');
    expect((savingUncertainty({ ...facts, form: 'daily', t: studentQuantile(90, 363) }) / 0.1).toFixed(3)).toBe('0.420');
  });

  it('uses P′ in both places', () => {
    expect(savingUncertainty({ ...facts, form: 'constant', t: 1, rho: 0 })).toBeCloseTo(1.26 * 0.2 * Math.sqrt((1 + 2 / 365) / 365), 12);
    expect(savingUncertainty({ ...facts, form: 'billing', t: 1, rho: 1 })).toBe(Infinity);
  });
});
