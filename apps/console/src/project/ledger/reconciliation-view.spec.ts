import { describe, expect, it } from '@jest/globals';
import type { ReconciliationView } from '@yanshou/api-schema';
import fc from 'fast-check';
import { balanceBars, effectText, groupsOf } from './reconciliation-view.js';

type Finding = ReconciliationView['findings'][number];
const finding = (code: Finding['code'], effect: number): Finding => ({ code, effect, device: null, asset: null, message: { zh: '', en: '' } });
const view = (inventory: number, findings: readonly Finding[]): ReconciliationView =>
  ({ ledger: null, matched: 0, equipment: { inventory, byLedger: findings.reduce((sum, { effect }) => sum + effect, inventory) }, findings: [...findings] });

describe('the balance of inventory and ledger', () => {
  it('goes from one count to the other by the differences that matter', () => {
    const bars = balanceBars(view(4, [finding('not-listed', 1), finding('idle', 0), finding('scrapped', -1), finding('scrapped', -1)]));
    expect(bars).toEqual([
      { code: 'inventory', start: 0, length: 80, figure: 4, side: 'whole' }, { code: 'not-listed', start: 80, length: 20, figure: 1, side: 'up' },
      { code: 'scrapped', start: 60, length: 40, figure: -2, side: 'down' }, { code: 'byLedger', start: 0, length: 60, figure: 3, side: 'whole' },
    ]);
  });

  it('is none without a ledger', () => {
    expect(balanceBars({ ledger: null, matched: 0, equipment: { inventory: 2, byLedger: null }, findings: [] })).toEqual([]);
  });

  it('adds up, and no bar leaves the plot', () => {
    const findings = fc.array(fc.constantFrom(finding('not-listed', 1), finding('idle', 0), finding('leased-in', 0)), { maxLength: 30 });
    const gone = fc.integer({ min: 0, max: 5 });
    fc.assert(fc.property(findings, gone, (added, removed) => {
      const shown = balanceBars(view(5, [...added, ...Array.from({ length: removed }, () => finding('not-in-ledger', -1))]));
      const [first, ...rest] = shown;
      const last = rest.pop();
      expect(rest.reduce((sum, { figure }) => sum + figure, first?.figure ?? 0)).toBe(last?.figure);
      for (const { start, length } of shown) expect(start >= 0 && length >= 0 && start + length <= 100 + 1e-9).toBe(true);
    }));
  });

  it('groups differences by kind', () => {
    expect(groupsOf([finding('idle', 0), finding('scrapped', -1), finding('idle', 0)])).toEqual([{ code: 'idle', count: 2, effect: 0 }, { code: 'scrapped', count: 1, effect: -1 }]);
  });

  it('writes an effect with its sign', () => expect([2, 0, -1].map(effectText)).toEqual(['+2', '0', '−1']));
});
