import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { declaredShares, declaredSharesText } from './declared-shares.js';
import type { SharedLeg } from './declared-shares.js';

type Part = SharedLeg['quantities'][number];
const part = (quantity: string, amount: number, declaredFigure: string | null): Part => ({ quantity, amount, unit: '元', declaredFigure });
const leg = (...quantities: readonly Part[]): readonly SharedLeg[] => [{ leg: 'reporting', quantities }];

describe('the declared share of a quantity', () => {
  it('is of amounts: nine receipts beside one meter may be a hundredth', () => {
    const receipts = Array.from({ length: 9 }, (_, index) => part('energy-cost', 1, `r${index}`));
    expect(declaredShares(leg(part('energy-cost', 891, null), ...receipts))).toEqual([{ leg: 'reporting', quantity: 'energy-cost', share: 0.01 }]);
  });

  it('never adds one quantity to another, leaves out what is metered, and is none of nothing', () => {
    const legs = leg(part('energy-cost', 10, null), part('good-quantity', 0.1, 'a'), part('good-quantity', 0.2, 'b'), part('other-cost', 0, 'c'));
    expect(declaredShares(legs)).toEqual([{ leg: 'reporting', quantity: 'good-quantity', share: 1 }, { leg: 'reporting', quantity: 'other-cost', share: null }]);
    expect(declaredSharesText(legs, 'zh', (share) => (share === null ? '—' : `${100 * share} %`))).toBe('报告期合格品数 100 %；报告期其他运营费用 —');
  });

  it('lies within 0 and 1, and does not depend on how many figures an amount is split into', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 12 }), (metered, stated) => {
      const split = declaredShares(leg(part('energy', metered, null), ...stated.map((amount, index) => part('energy', amount, `f${index}`))));
      const whole = declaredShares(leg(part('energy', metered, null), part('energy', stated.reduce((sum, amount) => sum + amount, 0), 'f')));
      expect(split).toEqual(whole);
      expect(split[0]?.share).toBeGreaterThanOrEqual(0);
      expect(split[0]?.share).toBeLessThan(1);
    }));
  });
});
