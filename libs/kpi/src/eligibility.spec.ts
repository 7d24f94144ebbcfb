import { describe, expect, it } from '@jest/globals';
import { PROGRAMMES } from '@yanshou/catalogue';
import type { DeclaredFigure, EvidenceItem, InventoryDevice } from '@yanshou/telemetry';
import { eligibilityId, eligibilityOf, functionsContract } from './eligibility.js';
import type { EligibilityFacts } from './eligibility.js';
import { evaluateAll } from './evaluate.js';
import type { EvaluationContext } from './evaluation-context.js';
import { WINDOW_FROM, contextOf, contractOf, device as instrument, deviceClass, inventoryOf } from './testing/context.js';

const NOTHING: EligibilityFacts = { devices: [], figures: [], evidence: [], rows: [] };
const device = (id: string, intelligent: boolean, assetKind: InventoryDevice['assetKind'] = 'production'): InventoryDevice =>
  ({ id, assetNumber: '', nameZh: id, nameEn: id, assetKind, classId: 'c', intelligent, reporting: 'periodic', ...(intelligent && { intelligentApproval: { number: '认定 1 号', approvedBy: 'o', approvedAt: 0 } }) });
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
    const { intelligentApproval: _, ...unaccepted } = five[1] as InventoryDevice;
    expect(check('intelligent-equipment', { devices: five.map((one) => (one === five[1] ? unaccepted : one)) })).toMatchObject({ verdict: 'cannot-be-told', value: 20, numerator: 1, inputs: ['a'], reason: { zh: expect.stringContaining('1 台登记为智能化') } });
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

  describe('of a health service, which telemetry shows (P1.2.2)', () => {
    const HOUR = 3_600_000_000;
    const PROMISED = contractOf({
      programme: 'P1', direction: 'P1.2.2', window: { from: WINDOW_FROM, to: WINDOW_FROM + 24 * HOUR },
      targets: [{ indicator: 'storage-and-analysis', comparator: '>=', value: 300, unit: '天', clause: '任务书' }],
    });
    const EVERY_HOUR = Array.from({ length: 24 * 60 }, (_, minute) => [1, WINDOW_FROM / 60_000_000 + minute] as const);
    const inventory = inventoryOf([instrument('W1', { assetKind: 'wearable', classId: 'c5' })], { classes: [deviceClass('c5', 5, [])] });
    const rowsOf = (rows: typeof EVERY_HOUR, facts: Partial<EvaluationContext> = {}) => {
      const contract = functionsContract('P1', PROMISED);
      return evaluateAll(contextOf({ inventory, rows, ...(contract && { contract }) }, { messages: { received: rows.length, stored: rows.length }, ...facts }));
    };
    const checks = (facts: Partial<EligibilityFacts>) => new Map(eligibilityOf('P1', 'P1.2.2', { ...NOTHING, ...facts }).map((one) => [one.rule, one]));
    const FUNCTIONS = ['remote-acquisition', 'transmission', 'storage-and-analysis'] as const;
    const papers: readonly EvidenceItem[] = FUNCTIONS.map((rule) => ({ id: `paper-${rule}`, indicator: eligibilityId(rule), status: 'accepted', sha256: 'a' }));

    it.each(FUNCTIONS)('passes %s by readings alone, with coverage and digest, whatever the contract promises of it', (rule) => {
      const shown = checks({ rows: rowsOf(EVERY_HOUR) }).get(rule);
      expect(shown).toMatchObject({ verdict: 'passed', reason: { zh: expect.stringContaining('平台定义') }, telemetry: { indicator: rule, platformCoverage: 1, inputsDigest: expect.stringMatching(/^sha256:/) } });
      expect(shown?.value).toBeGreaterThan(0);
    });

    it('does not pass what readings contradict, though a paper was accepted', () => {
      const told = checks({ rows: rowsOf([]), evidence: papers });
      expect(told.get('remote-acquisition')).toMatchObject({ verdict: 'not-passed', value: 0, reason: { zh: expect.stringContaining('不符'), en: expect.stringContaining('against') } });
      expect(told.get('transmission')).toMatchObject({ verdict: 'passed', value: null, inputs: ['paper-transmission'], telemetry: null });
    });

    it('goes by papers while the data decides nothing, and cannot be told without', () => {
      const rows = rowsOf([], { platformCoverage: { covered: 1, total: 100 } });
      expect(checks({ rows, evidence: papers }).get('remote-acquisition')).toMatchObject({ verdict: 'passed', inputs: ['paper-remote-acquisition'] });
      expect(checks({ rows }).get('remote-acquisition')).toMatchObject({ verdict: 'cannot-be-told', reason: { zh: expect.stringContaining('尚未提交佐证材料；') } });
    });

    it('says that what it goes by was simulated', () => {
      expect(checks({ rows: rowsOf(EVERY_HOUR, { origins: ['simulated'] }) }).get('transmission')?.reason.zh).toContain('模拟');
    });

    it('is asked of no other direction', () => {
      expect(functionsContract('P1', contractOf({ programme: 'P1', direction: 'P1.1.1' }))).toBeUndefined();
    });
  });
});
