import { describe, expect, it } from '@jest/globals';
import type { DeclaredFigure } from '@yanshou/telemetry';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import { definitionFor } from './contract-indicator.js';
import { explain } from './trace/explain.js';
import { WINDOW_FROM, contextOf, device, inventoryOf } from './testing/context.js';

const OWN = 'cold-chain-compliance';
const PERIOD = { from: WINDOW_FROM, to: WINDOW_FROM + 2 * MICROS_PER_HOUR };
const TARGET = { indicator: OWN, comparator: '>=' as const, value: 95, unit: '%', clause: '任务书 3.1' };
const figure = (amount: number, facts: Partial<DeclaredFigure> = {}): DeclaredFigure => ({
  project: 'workshop', id: 'f1', indicator: OWN, purpose: 'reporting', quantity: 'value', amount, unit: '%', period: PERIOD, sourceKind: 'entered', evidence: 'e1',
  status: 'accepted', statedBy: 'a', statedAt: 0, decidedBy: 'b', ...facts,
});
const context = (...figures: readonly DeclaredFigure[]) => contextOf({ inventory: inventoryOf([device('M1')]), contract: { targets: [TARGET] } }, { figures, platformCoverage: { covered: 0, total: 100 } });
const rowOf = (...figures: readonly DeclaredFigure[]) => evaluate(OWN, context(...figures));

describe('an indicator that only the contract defines', () => {
  it.each([[97, 'met'], [95, 'met'], [94.999, 'not-met'], [-3, 'not-met'], [0, 'not-met']] as const)('takes its value from the accepted figure: %p %% against ≥ 95 %%: %s', (amount, verdict) => {
    expect(rowOf(figure(amount))).toMatchObject({ value: amount, unit: '%', verdict, computed: true, kind: 'declared', sourceKind: 'entered', coverage: null, clause: '任务书 3.1', reasons: [] });
  });

  it('shows the figure behind the value, in row and trace', () => {
    const { row, trace } = explain(OWN, context(figure(97.5)));
    expect(row.figures).toMatchObject({ legs: [{ leg: 'reporting', value: 97.5, quantities: [{ quantity: 'value', amount: 97.5, unit: '%', declaredFigure: 'f1' }] }] });
    expect(trace.value).toMatchObject({ exact: '97.5', unit: '%' });
    expect(trace.steps[0]?.table?.rows[0]?.source).toMatchObject({ kind: 'figure', id: 'f1' });
    expect(trace.steps.at(-1)?.result).toEqual(trace.value);
    expect(trace.verdict.zh).toContain('达标');
  });

  it('takes what the unit says of itself only where nothing is stated as input, and with a file', () => {
    const own = figure(96, { id: 'f2', purpose: 'own' });
    const { evidence: _, ...bare } = own;
    expect(rowOf(own)).toMatchObject({ value: 96, verdict: 'met' });
    expect(rowOf(own, figure(97))).toMatchObject({ value: 97 });
    expect(rowOf(bare)).toMatchObject({ value: null, verdict: 'insufficient-data', reasons: [{ en: expect.stringContaining('no file') }] });
    expect(rowOf(figure(97, { purpose: 'audited' }))).toMatchObject({ value: null });
  });

  it('awaits the decision on what is submitted', () => {
    expect(rowOf(figure(97, { status: 'submitted' }))).toMatchObject({ value: null, verdict: 'pending-evidence' });
    expect(rowOf(figure(97, { status: 'withdrawn' }))).toMatchObject({ value: null, verdict: 'insufficient-data' });
  });

  it.each([
    ['another unit', [figure(0.97, { unit: '1' })], 'in "1" and the target of the contract in "%"'],
    ['a part', [figure(97, { item: 'line 1' })], 'alone'],
    ['two figures', [figure(97), figure(98, { id: 'f0' })], '(f0, f1)'],
    ['another quantity', [figure(97, { quantity: 'good-quantity' })], 'there is none'],
    ['no number', [figure(Infinity)], 'finite'],
  ])('has no value of %s, and says what to do', (_title, figures, reason) => {
    expect(rowOf(...figures)).toMatchObject({ value: null, verdict: 'insufficient-data', reasons: [{ zh: expect.stringMatching(/[一-鿿]/), en: expect.stringContaining(reason) }] });
  });

  it('says when the figure is of another period, or of none stated', () => {
    const { period: _, ...undated } = figure(97);
    expect(rowOf(undated)).toMatchObject({ value: 97, reasons: [{ en: expect.stringContaining('nobody said') }] });
    expect(rowOf(figure(97, { period: { from: 0, to: 1 } }))).toMatchObject({ value: 97, reasons: [{ en: expect.stringContaining('another period') }] });
  });

  it('has a digest of the figures that it reads, and of no others', () => {
    const digest = (...figures: readonly DeclaredFigure[]) => rowOf(...figures).inputsDigest;
    const other = [figure(1, { id: 'x', purpose: 'audited' }), figure(1, { id: 'y', indicator: 'connected-equipment' })];
    expect(digest(figure(97), ...other)).toBe(digest(figure(97)));
    expect(new Set([digest(), digest(figure(97)), digest(figure(98)), digest(figure(97, { purpose: 'own' }))]).size).toBe(4);
  });

  it('leaves to the catalogue what is the catalogue\'s', () => {
    const { contract } = context();
    expect(definitionFor('connected-equipment', contract)?.nameZh).not.toContain('任务书自定指标');
    expect(definitionFor('no-such', contract)).toBeUndefined();
  });
});
