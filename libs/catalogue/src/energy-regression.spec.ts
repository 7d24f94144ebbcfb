import { describe, expect, it } from '@jest/globals';
import { energyUtilisationGain } from './energy-utilisation-gain.indicator.js';
import { EXTRAPOLATED_PLANT, LEAST_DAYS_PLANT, METER_OFF_PLANT, SHORT_PLANT, STRICT_PLANT, UNCERTAIN_PLANT, UNMETERED_PLANT, WARMED_PLANT } from './energy-regression.example.js';
import { fractionToNumber } from './fraction.js';
import type { IndicatorInputs, Outcome } from './indicator.js';

type Value = Extract<Outcome, { readonly kind: 'value' }>;

function valueOf(inputs: IndicatorInputs): Value {
  const outcome = energyUtilisationGain.compute(inputs);
  if (outcome.kind !== 'value') throw new Error(outcome.reason.en);
  return outcome;
}
const figure = ({ figures }: Value, name: string): unknown =>
  figures.tables?.[0]?.rows.find(([label]) => label === name || (typeof label === 'object' && label !== null && label.en === name))?.[1];
const share = ({ ratio }: Value): number => fractionToNumber({ numerator: BigInt(ratio.numerator), denominator: BigInt(ratio.denominator) });

describe('a model by the calendar, where no output is recorded', () => {
  const outcome = energyUtilisationGain.compute(UNMETERED_PLANT);

  it('is printed with its fit and no value', () => {
    if (outcome.kind === 'value') throw new Error('a value without any output');
    expect(outcome.reason.zh).toContain('没有记录产量');
    // Cells of mean 11 and 31: SSE 9+1+1+1 twice is 24, SST about the mean of 21 is 8 × 100 + 24.
    expect(outcome.figures?.tables?.[0]?.rows.map(([, value]) => value)).toEqual([
      8, 2, 168, 800 / 824, expect.closeTo(100 * Math.sqrt(24 / 6) / 21, 10), 0, 2, 0, 42, 32, expect.closeTo(-100 * 10 / 42, 10),
    ]);
  });
});

describe('a regression of energy', () => {
  it('takes the temperature as a second variable, and the confidence of the contract', () => {
    const outcome = valueOf(WARMED_PLANT);
    expect(figure(outcome, 'constant')).toBeCloseTo(100, 0);
    expect(figure(outcome, 'per output')).toBeCloseTo(2, 1);
    expect(figure(outcome, 'per degree')).toBeCloseTo(1, 1);
    expect(figure(outcome, 't (two-sided 68 %)')).toBeCloseTo(1.0129, 3);
    expect(outcome.figures.tables?.[1]?.rows[1]?.[2]).toBe(9);
    expect(share(outcome)).toBeCloseTo(0.097, 2);
  });

  it('takes a day without energy as missing', () => {
    const outcome = valueOf(METER_OFF_PLANT);
    expect([figure(outcome, 'days of the baseline used'), share(outcome)]).toEqual([30, 0.1]);
  });

  it('needs nine tenths of the shortest month to compare, and more where the contract asks for it', () => {
    expect(figure(valueOf(LEAST_DAYS_PLANT), 'days of the reporting period used')).toBe(25);
    const reasons = [SHORT_PLANT, STRICT_PLANT].map((inputs) => energyUtilisationGain.compute(inputs)).map((outcome) => (outcome.kind === 'insufficient' ? outcome.reason.zh : ''));
    expect(reasons).toEqual([expect.stringContaining('24/24，至少需要 25 天'), expect.stringContaining('29/29，至少需要 30 天')]);
  });

  it('says on how many days it predicts beyond the baseline, a tenth of the range allowed', () => {
    // 10 … 55 pieces: what is below 5.5 or above 59.5 is beyond.
    expect(valueOf(EXTRAPOLATED_PLANT).notes?.[0]?.en).toContain('on 2 days');
    expect(valueOf(WARMED_PLANT).notes?.filter(({ en }) => en.includes('extrapolated'))).toEqual([]);
  });

  it('says when the uncertainty is more than half of the saving', () => {
    expect(valueOf(UNCERTAIN_PLANT).notes?.map(({ en }) => en)).toEqual(['the uncertainty is more than half of the saving: use it with care']);
  });
});
