import { describe, expect, it } from '@jest/globals';
import { PROGRAMMES } from '@yanshou/catalogue';
import type { DeclaredFigure, EvidenceItem, InventoryDevice } from '@yanshou/telemetry';
import { eligibilityId, eligibilityOf } from './eligibility.js';
import type { EligibilityFacts } from './eligibility.js';

const NOTHING: EligibilityFacts = { devices: [], figures: [], evidence: [] };
const device = (id: string, intelligent: boolean, assetKind: InventoryDevice['assetKind'] = 'production'): InventoryDevice =>
  ({ id, assetNumber: '', nameZh: id, nameEn: id, assetKind, classId: 'c', intelligent, reporting: 'periodic' });
const revenue = (amount: number, unit: string, more: Partial<DeclaredFigure> = {}): DeclaredFigure => ({
  project: 'p', id: 'f', indicator: eligibilityId('previous-year-main-revenue'), purpose: 'own', quantity: 'previous-year-main-revenue', amount, unit, sourceKind: 'entered',
  status: 'accepted', statedBy: 'm', statedAt: 1, ...more,
});
const paper = (id: string, status: EvidenceItem['status']): EvidenceItem => ({ id, indicator: eligibilityId('core-ip'), status, sha256: 'a' });
const check = (rule: string, facts: Partial<EligibilityFacts>) => eligibilityOf('P1', 'P1.1.1', { ...NOTHING, ...facts }).find((one) => one.rule === rule);

describe('eligibility', () => {
  it('lists every condition of every direction with its clause, and tells nothing from nothing', () => {
    for (const { id, directions } of PROGRAMMES) {
      for (const direction of directions) {
        const checks = eligibilityOf(id, direction.id, NOTHING);
        expect(checks.length).toBeGreaterThanOrEqual(direction.eligibility.length);
        for (const { verdict, clause, reason } of checks) expect([verdict, clause !== '', reason.zh !== '', reason.en !== '']).toEqual(['cannot-be-told', true, true, true]);
      }
    }
    expect(eligibilityOf('P2', 'P2.2.1', NOTHING).map(({ rule }) => rule)).toEqual(['built-or-building', 'construction-time', 'one-project', 'quantified-benefit', 'district-matching']);
  });

  it('counts intelligent equipment of the inventory: worked example, 2 of 5 are just 40 %', () => {
    const five = [device('a', true), device('b', true), device('c', false), device('d', false), device('e', false), device('s', true, 'sensor')];
    expect(check('intelligent-equipment', { devices: five })).toMatchObject({ verdict: 'passed', value: 40, numerator: 2, denominator: 5, inputs: ['a', 'b'], limit: { comparator: '>=', value: 40, unit: '%' } });
    expect(check('intelligent-equipment', { devices: [...five, device('f', false)] })).toMatchObject({ verdict: 'not-passed', numerator: 2, denominator: 6 });
    expect(check('intelligent-equipment', { devices: [device('s', true, 'sensor')] })).toMatchObject({ verdict: 'cannot-be-told', value: null });
  });

  it.each([
    ['at the limit', revenue(2_000, '万元'), 'passed', 2_000], ['below it', revenue(1_999.99, '万元'), 'not-passed', 1_999.99], ['in another unit', revenue(20_000_000, '元'), 'passed', 2_000],
    ['元 where 万元 was meant', revenue(2_000, '元'), 'not-passed', 0.2], ['of another kind', revenue(2_000, 'kWh'), 'cannot-be-told', null],
    ['not yet accepted', revenue(9_999, '万元', { status: 'submitted' }), 'cannot-be-told', null], ['rejected', revenue(9_999, '万元', { status: 'rejected' }), 'cannot-be-told', null],
  ] as const)('a revenue %s', (_, figure, verdict, value) => {
    expect(check('previous-year-main-revenue', { figures: [figure] })).toMatchObject({ verdict, value });
  });

  it('takes the latest figure that was accepted', () => {
    const figures = [revenue(1, '万元', { id: 'old', statedAt: 1 }), revenue(3_000, '万元', { id: 'new', statedAt: 2 }), revenue(1, '万元', { id: 'open', statedAt: 3, status: 'submitted' })];
    expect(check('previous-year-main-revenue', { figures })).toMatchObject({ verdict: 'passed', inputs: ['new'] });
  });

  it('is told by a document once an officer has accepted or rejected it', () => {
    expect(check('core-ip', { evidence: [paper('x', 'accepted'), paper('y', 'rejected')] })).toMatchObject({ verdict: 'passed', inputs: ['x'] });
    expect(check('core-ip', { evidence: [paper('x', 'submitted'), paper('y', 'rejected')] })).toMatchObject({ verdict: 'cannot-be-told', reason: { zh: expect.stringContaining('待确认') } });
    expect(check('core-ip', { evidence: [paper('y', 'rejected')] })).toMatchObject({ verdict: 'not-passed', inputs: ['y'] });
    expect(check('leads', { evidence: [paper('x', 'accepted')] })).toMatchObject({ verdict: 'cannot-be-told' });
  });
});
