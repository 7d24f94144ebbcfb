import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '@yanshou/catalogue';
import type { RollUpRule } from '@yanshou/telemetry';
import { omittedTargets, rollUp } from './roll-up.js';
import type { RolledIndicator } from './roll-up.js';

const COUNTED: Readonly<Record<Verdict, number | null>> = { 'met': 1, 'not-met': 0.5, 'insufficient-data': null, 'pending-evidence': null };
const one = (verdict: Verdict, isKey = false, counted = COUNTED[verdict]): RolledIndicator =>
  ({ indicator: `${verdict}-${isKey}`, isKey, verdict, completion: { rate: counted, counted, reverse: false, reason: null } });
const estimate = (rule: RollUpRule, ...indicators: readonly RolledIndicator[]): Verdict => rollUp(indicators, rule).estimate;
const ALL = { kind: 'all-met' } as const;
const KEY = { kind: 'key-met', share: 0.5 } as const;
const MEAN = { kind: 'mean-completion', minimum: 0.9 } as const;

describe('roll-up of a project', () => {
  it('is an estimate by name, with what it stands on', () => {
    expect(rollUp([one('met'), one('not-met'), one('insufficient-data')], ALL)).toEqual({
      label: { zh: expect.stringContaining('平台测算'), en: expect.stringContaining('estimate') }, rule: ALL, estimate: 'not-met', met: 1, of: 3,
      meanCompletion: 0.75, meanWithUndecidedAsZero: 0.5, undecided: ['insufficient-data-false'],
    });
  });

  it('follows the rule of the programme', () => {
    expect(estimate(ALL, one('met'), one('met'))).toBe('met');
    expect(estimate(KEY, one('met', true), one('met'), one('not-met'))).toBe('met');
    expect(estimate(KEY, one('not-met', true), one('met'), one('met'))).toBe('not-met');
    expect(estimate(KEY, one('met', true))).toBe('met');
    expect(estimate(MEAN, one('met'), one('not-met', false, 0.8))).toBe('met');
    expect(estimate(MEAN, one('met'), one('not-met', false, 0.79))).toBe('not-met');
    expect(estimate(MEAN, one('met'), one('not-met', true, 0.99))).toBe('not-met');
  });

  it('compares by full value: a tenth ten times is one', () => {
    expect(estimate({ kind: 'mean-completion', minimum: 0.1 }, ...Array.from({ length: 10 }, () => one('not-met', false, 0.1)))).toBe('met');
    expect(estimate({ kind: 'key-met', share: 0.07 }, ...Array.from({ length: 100 }, (_, n) => one(n < 7 ? 'met' : 'not-met')))).toBe('met');
  });

  it('leaves open only what hangs on what is undecided', () => {
    expect(estimate(ALL, one('met'), one('insufficient-data'))).toBe('insufficient-data');
    expect(estimate(ALL, one('met'), one('pending-evidence'))).toBe('pending-evidence');
    expect(estimate(ALL, one('pending-evidence'), one('insufficient-data'))).toBe('insufficient-data');
    expect(estimate(KEY, one('met', true), one('met'), one('insufficient-data'))).toBe('met');
    expect(estimate(ALL)).toBe('insufficient-data');
  });

  it('never says met where deciding the rest could make it not met, nor the other way round', () => {
    const verdicts = fc.array(fc.record({ verdict: fc.constantFrom<Verdict>('met', 'not-met', 'insufficient-data', 'pending-evidence'), isKey: fc.boolean() }), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(verdicts, fc.constantFrom<RollUpRule>(ALL, KEY, MEAN), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (list, rule, decided) => {
      const said = estimate(rule, ...list.map(({ verdict, isKey }) => one(verdict, isKey)));
      const final = estimate(rule, ...list.map(({ verdict, isKey }, n) => (COUNTED[verdict] === null ? one(decided[n] === true ? 'met' : 'not-met', isKey) : one(verdict, isKey))));
      if (said === 'met' || said === 'not-met') expect(final).toBe(said);
    }), { numRuns: 500 });
  });
});

describe('targets left out', () => {
  it('are those that the direction demands and the contract does not promise', () => {
    const targets = [{ indicator: 'networked-device-ratio', comparator: '>=' as const, value: 50, unit: '%', clause: 'S000' }];
    expect(omittedTargets({ direction: 'P1.1.1', targets })).toMatchObject([
      { indicator: 'ip-applications', target: 3, unit: '件', zh: expect.stringContaining('未经批准调整') }, { indicator: 'new-economic-benefit', target: 20, en: expect.stringContaining('without approval') },
    ]);
    expect(omittedTargets({ direction: 'of-our-own', targets: [] })).toEqual([]);
  });
});
