import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalFraction, fractionToNumber } from '../fraction.js';
import { cellModel, predictCells } from './cell-means.js';
import type { CellObservation } from './cell-means.js';

const observation = (cell: string, y: number): CellObservation => ({ cell, y: decimalFraction(y) });

describe('a mean for every kind of time', () => {
  it('is exact, and counts what it has never seen apart', () => {
    const model = cellModel([observation('a', 1), observation('a', 2), observation('b', 6)]);
    if (model === undefined) throw new Error('no model');
    // SSE 0.5 of SST 14, mean 3, one degree of freedom.
    expect([model.points, model.cells, fractionToNumber(model.rSquared), fractionToNumber(model.cvSquared), model.nmbe.numerator]).toEqual([3, 2, 27 / 28, 0.5 / 9, 0n]);
    const prediction = predictCells(model, [observation('a', 5), observation('c', 9), observation('b', 1)]);
    expect([prediction.points, prediction.unseen, fractionToNumber(prediction.expected), fractionToNumber(prediction.actual)]).toEqual([2, 1, 7.5, 6]);
  });

  it('is none where nothing is left to judge it by, or there is nothing', () => {
    expect([cellModel([]), cellModel([observation('a', 1)]), cellModel([observation('a', 1), observation('b', 1)]), cellModel([observation('a', 1), observation('a', -1)])]).toEqual([undefined, undefined, undefined, undefined]);
    expect(cellModel([observation('a', 2), observation('a', 2)])?.rSquared).toEqual({ numerator: 1n, denominator: 1n });
  });

  it('agrees with sums of squares taken one by one, in any order', () => {
    const rows = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 1_000 })), { minLength: 5, maxLength: 60 });
    fc.assert(fc.property(rows, (pairs) => {
      const observations = pairs.map(([cell, y]) => observation(cell, y / 8));
      const model = cellModel(observations);
      if (model === undefined) return;
      expect(cellModel([...observations].reverse())).toEqual(model);
      const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      const of = new Map(['a', 'b', 'c'].map((cell) => [cell, mean(pairs.filter(([name]) => name === cell).map(([, y]) => y / 8))]));
      const [all, free] = [mean(pairs.map(([, y]) => y / 8)), pairs.length - new Set(pairs.map(([cell]) => cell)).size];
      const error = pairs.reduce((sum, [cell, y]) => sum + (y / 8 - (of.get(cell) ?? 0)) ** 2, 0);
      expect(fractionToNumber(model.cvSquared)).toBeCloseTo(error / free / all ** 2, 8);
    }), { numRuns: 60 });
  });
});

const realData = process.env['REAL_DATA_DIR'];

describe('the steel plant of 2018', () => {
  it('is told to be not run when it is not there', () => {
    if (realData !== undefined) return;
    const list = process.env['YANSHOU_TEST_NOT_RUN'];
    if (list !== undefined) appendFileSync(list, 'catalogue: the baseline model of the steel plant (set REAL_DATA_DIR)\n');
    expect(process.env['CI']).not.toBe('true');
  });

  if (realData === undefined) return;
  /** Quarter hours: a reading is of the quarter that it ends, so that 0.00 is the last of its day. */
  const quarters = readFileSync(join(realData, 'energy', 'Steel_industry_data.csv'), 'utf8').trim().split('\n').slice(1).map((line) => {
    const [date = '', usage = '', , , , , , , , weekday = '', load = ''] = line.trim().split(',');
    const [, , month = '', hour = '', minute = ''] = /^(\d+)-(\d+)-\d+ (\d+)\.(\d+)$/.exec(date) ?? [];
    const ended = Number(hour) * 60 + Number(minute) || 1_440;
    return { month: Number(month), ...observation(`${weekday} ${Math.floor((ended - 1) / 60)} ${load}`, Number(usage)) };
  });

  it('has the baseline model of weekday, hour and load type that was reckoned apart (docs/steel-plant.md)', () => {
    const [baseline, reporting] = [quarters.filter(({ month }) => month <= 6), quarters.filter(({ month }) => month > 6)];
    const model = cellModel(baseline);
    if (model === undefined) throw new Error('no model');
    const { points, unseen, expected, actual } = predictCells(model, reporting);
    expect([model.points, model.cells, points, unseen]).toEqual([17_376, 322, 17_664, 0]);
    expect([fractionToNumber(model.rSquared), Math.sqrt(fractionToNumber(model.cvSquared)), fractionToNumber(expected), fractionToNumber(actual), fractionToNumber(model.total)])
      .toEqual([expect.closeTo(0.7064781876229561, 12), expect.closeTo(0.6445656942857076, 12), expect.closeTo(521_275.6377175052, 6), 438_436.95, 521_199.76]);
    expect(model.nmbe.numerator).toBe(0n);
  });
});
