import { describe, expect, it } from '@jest/globals';
import type { DeclaredFigure, EvidenceItem, MetricDefinition, MetricRole, ProjectContract } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import type { EvaluationContext } from './evaluation-context.js';
import { ExtractFold } from './extract-fold.js';
import type { ExtractReading } from './extract-reading.js';
import { renderTable } from './render-table.js';
import { WINDOW_FROM, contextOf, contractOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const counter = (name: string, role: MetricRole, unit: string): MetricDefinition => ({ ...metric(name, 'counter'), role, unit, resolution: 1 });
const METRICS = [counter('energy', 'energy', 'kWh'), counter('good', 'good-quantity', '件'), counter('scrap', 'scrap-quantity', '件'), counter('checked', 'inspected-quantity', '件')];
const INVENTORY = inventoryOf([device('M1')], { classes: [deviceClass('c5', 5, METRICS)] });
const BASELINE = { from: WINDOW_FROM - MICROS_PER_DAY, to: WINDOW_FROM - MICROS_PER_DAY + 2 * MICROS_PER_HOUR };

/** A counter that grows evenly over a leg, one reading every five minutes. */
function grown(name: string, from: number, by: number, { readings = 24, origin = 'live' }: { readings?: number; origin?: ExtractReading['origin'] } = {}): readonly ExtractReading[] {
  return Array.from({ length: readings }, (_, index) => ({
    device: 'M1', metric: name, at: from + index * 5 * MICROS_PER_MINUTE, value: Math.floor((by * index) / (readings - 1)), kind: 'number' as const, quality: '' as const, origin, unused: false,
  }));
}

interface LegReadings {
  readonly baseline?: readonly ExtractReading[];
  readonly reporting?: readonly ExtractReading[];
}

function contextFrom({ baseline = [], reporting = [] }: LegReadings, contract: Partial<ProjectContract> = {}, facts: Partial<EvaluationContext> = {}): EvaluationContext {
  const terms = contractOf({ baseline: BASELINE, sufficiency: { minimumBaselineDays: 0 }, ...contract });
  const fold = new ExtractFold(INVENTORY, terms);
  for (const reading of baseline) fold.add('baseline', reading);
  for (const reading of reporting) fold.add('reporting', reading);
  return { ...contextOf({ inventory: INVENTORY, contract: terms }), ...fold.finish(), ...facts };
}

const plant = (from: number, energy: number, good: number) => [...grown('energy', from, energy), ...grown('good', from, good)];
const SHORT_BASELINE = { en: expect.stringContaining('by agreement of the contract') };
const BOTH = { baseline: plant(BASELINE.from, 1_000, 100), reporting: plant(WINDOW_FROM, 1_600, 200) };

describe('a gain from telemetry', () => {
  it('compares both legs exactly and prints them', () => {
    const row = evaluate('energy-utilisation-gain', contextFrom(BOTH));
    expect(row).toMatchObject({
      value: 20, numerator: 1, denominator: 5, verdict: 'met', target: 10, coverage: 1, readings: 96, sourceKind: 'collected', kind: 'telemetry', computed: true,
      figures: { legs: [{ leg: 'baseline', value: 10, unit: 'kWh/件', telemetry: true }, { leg: 'reporting', value: 8, intervals: { expected: 24, valid: 24 } }] },
    });
    const zh = renderTable([row], 'zh');
    expect(zh).toContain('20.00 %  ');
    expect(zh).toContain('· 基期 10.0000 kWh/件（1000.00 kWh ÷ 100.00 件；自动采集；设备数据完整率 100.00 %）；报告期 8.0000 kWh/件（1600.00 kWh ÷ 200.00 件；自动采集；设备数据完整率 100.00 %）');
    expect(renderTable([row], 'en')).toContain('· baseline 10.0000 kWh/item (1000.00 kWh ÷ 100.00 items; collected; device coverage 100.00 %); reporting period 8.0000');
  });

  it.each(['baseline', 'reporting'] as const)('has no verdict where the devices of the %s were silent too long', (leg) => {
    const half = leg === 'baseline' ? BOTH.baseline : BOTH.reporting;
    const from = leg === 'baseline' ? BASELINE.from : WINDOW_FROM;
    const silent = { ...BOTH, [leg]: half.filter(({ at }) => at < from + MICROS_PER_HOUR) };
    const row = evaluate('energy-utilisation-gain', contextFrom(silent));
    expect(row).toMatchObject({ verdict: 'insufficient-data', coverage: 0.5, reasons: [{ en: expect.stringContaining(`device coverage of the ${leg}`) }, SHORT_BASELINE] });
    expect(row.value).not.toBeNull();
    expect(evaluate('energy-utilisation-gain', contextFrom(silent, { minimumDeviceCoverage: 0.5 })).verdict).toBe('met');
  });

  it('has no verdict where the platform was not receiving', () => {
    const row = evaluate('energy-utilisation-gain', contextFrom(BOTH, {}, { platformCoverage: { covered: 94, total: 100 } }));
    expect(row).toMatchObject({ verdict: 'insufficient-data', reasons: [{ en: 'platform coverage is below the minimum of the contract' }, SHORT_BASELINE] });
  });

  it('has no verdict where nothing was expected of the devices that sent readings', () => {
    const late = { ...INVENTORY, devices: [device('M1', { commissionedAt: WINDOW_FROM })] };
    const row = evaluate('energy-utilisation-gain', { ...contextFrom(BOTH), inventory: late });
    expect(row).toMatchObject({ value: 20, verdict: 'insufficient-data', reasons: [{ en: expect.stringContaining('device coverage of the baseline') }, SHORT_BASELINE] });
  });

  it('needs a baseline, and says what is missing', () => {
    const row = evaluate('energy-utilisation-gain', contextFrom({ reporting: BOTH.reporting }, {}));
    expect(row).toMatchObject({ value: null, verdict: 'insufficient-data', coverage: null, readings: 0 });
    expect(row.reasons[0]?.zh).toContain('缺少基期');
  });

  it('is mixed where a leg was imported afterwards', () => {
    const imported = { ...BOTH, baseline: plant(BASELINE.from, 1_000, 100).map((one) => ({ ...one, origin: 'imported' as const })) };
    expect(evaluate('energy-utilisation-gain', contextFrom(imported))).toMatchObject({ kind: 'mixed', sourceKind: 'imported', verdict: 'met' });
  });
});

const figure = (purpose: DeclaredFigure['purpose'], quantity: string, amount: number, facts: Partial<DeclaredFigure> = {}): DeclaredFigure => ({
  project: 'workshop', id: `${purpose}-${quantity}`, indicator: 'energy-utilisation-gain', purpose, quantity, amount, unit: quantity === 'energy' ? 'kWh' : '件',
  sourceKind: 'entered', status: 'accepted', statedBy: 'm', statedAt: 0, ...facts,
});

describe('a gain with a declared leg', () => {
  const figures = [figure('baseline', 'energy', 10_000), figure('baseline', 'good-quantity', 1_000)];

  it('takes the accepted figures and shows the weakest source; coverage is of the leg that telemetry holds', () => {
    const row = evaluate('energy-utilisation-gain', contextFrom({ reporting: BOTH.reporting }, {}, { figures }));
    expect(row).toMatchObject({ value: 20, verdict: 'met', kind: 'mixed', sourceKind: 'entered', coverage: 1, readings: 48 });
  });

  it('is not held back by the platform where no reading is in the reporting leg', () => {
    const reporting = [figure('reporting', 'energy', 16_000), figure('reporting', 'good-quantity', 2_000)];
    const low = { platformCoverage: { covered: 0, total: 100 } };
    expect(evaluate('energy-utilisation-gain', contextFrom({}, {}, { figures: [...figures, ...reporting], ...low }))).toMatchObject({ verdict: 'met', kind: 'declared', coverage: null });
    expect(evaluate('energy-utilisation-gain', contextFrom({ reporting: BOTH.reporting }, {}, { figures, ...low })).verdict).toBe('insufficient-data');
  });

  it('waits for a decision on what was declared, and takes no other project\'s figure', () => {
    const submitted = figures.map((one) => ({ ...one, status: 'submitted' as const }));
    expect(evaluate('energy-utilisation-gain', contextFrom({ reporting: BOTH.reporting }, {}, { figures: submitted }))).toMatchObject({ value: null, verdict: 'pending-evidence' });
    const foreign = figures.map((one) => ({ ...one, project: 'other' }));
    expect(evaluate('energy-utilisation-gain', contextFrom({ reporting: BOTH.reporting }, {}, { figures: foreign })).verdict).toBe('insufficient-data');
  });

  it('gives a number, not an infinity, or none', () => {
    const absurd = [figure('baseline', 'energy', 1e-300), figure('baseline', 'good-quantity', 1), figure('reporting', 'energy', 1e300), figure('reporting', 'good-quantity', 1e-300)];
    expect(evaluate('energy-utilisation-gain', contextFrom({}, {}, { figures: absurd }))).toMatchObject({ value: null, verdict: 'insufficient-data', reasons: [{ en: expect.stringContaining('beyond') }] });
  });

  it('keeps the value where the ratio is too large for two safe integers', () => {
    const fine = [figure('baseline', 'energy', 0.12345678901234567), figure('baseline', 'good-quantity', 7.00000137), figure('reporting', 'energy', 0.098765432123457), figure('reporting', 'good-quantity', 11)];
    const row = evaluate('energy-utilisation-gain', contextFrom({}, {}, { figures: fine }));
    expect(row).toMatchObject({ numerator: null, denominator: null, verdict: 'met', kind: 'declared' });
    expect(row.value).toBeCloseTo(49.09, 2);
    expect(renderTable([row], 'en')).toContain('49.09 %');
  });
});

describe('the target of a direction', () => {
  it('is that of the contract\'s own direction, with its clause', () => {
    const clauseIn = (programme: string, direction: string) => {
      const { clause, target } = evaluate('production-efficiency-gain', contextFrom({}, { programme, direction }));
      return [clause, target];
    };
    expect(clauseIn('P1', 'P1.1.2')).toEqual(['S000 一(二)2 考核指标(1)', 20]);
    expect(clauseIn('P3', 'P3.manufacturing')).toEqual(['S002 智能制造 专栏3', 20]);
    expect(clauseIn('P2', 'P2.1.1')).toEqual(['S000 一(二)2 考核指标(1)', 20]);
  });

  it('is never lowered silently', () => {
    const targets = [{ indicator: 'energy-utilisation-gain', comparator: '>=' as const, value: 8, unit: '%', clause: '任务书' }];
    expect(evaluate('energy-utilisation-gain', contextFrom(BOTH, { programme: 'P3', direction: 'P3.manufacturing', targets }))).toMatchObject({ target: 8, loweredFrom: 10 });
  });
});

describe('a count of evidence', () => {
  const item = (id: string, status: EvidenceItem['status']): EvidenceItem => ({ id, indicator: 'ip-applications', status, datedAt: WINDOW_FROM, sha256: id, kind: 'patent', number: id, owner: '单位', legalState: 'applied' });
  const verdictOf = (...evidence: readonly EvidenceItem[]) => evaluate('ip-applications', contextFrom({}, {}, { evidence })).verdict;

  it('waits for a decision only where that could meet the target', () => {
    expect(verdictOf(item('a', 'accepted'), item('b', 'accepted'), item('c', 'accepted'), item('d', 'submitted'))).toBe('met');
    expect(verdictOf(item('a', 'accepted'), item('b', 'submitted'), item('c', 'submitted'))).toBe('pending-evidence');
    expect(verdictOf(item('a', 'accepted'), item('b', 'submitted'), item('c', 'rejected'))).toBe('not-met');
    expect(verdictOf()).toBe('insufficient-data');
  });

  it('counts what is dated within the contract\'s term, the window when it names none', () => {
    const evidence = [item('a', 'accepted'), { ...item('b', 'accepted'), datedAt: WINDOW_FROM - 1 }];
    expect(evaluate('ip-applications', contextFrom({}, {}, { evidence }))).toMatchObject({ value: 1, figures: { evidence: { counted: ['a'], outsideTerm: ['b'] } } });
    const term = { from: WINDOW_FROM - MICROS_PER_DAY, to: WINDOW_FROM };
    expect(evaluate('ip-applications', contextFrom({}, { term }, { evidence }))).toMatchObject({ value: 1, figures: { evidence: { counted: ['b'] } } });
  });

  it('goes by the legal state at the end of the window, and so does the digest', () => {
    const later = (at: number) => evaluate('ip-applications', contextFrom({}, {}, { evidence: [{ ...item('a', 'accepted'), legalChanges: [{ state: 'revoked', at }] }] }));
    const { to } = contextFrom({}, {}).contract.window;
    expect([later(to), later(to - 1)]).toMatchObject([{ value: 1 }, { value: 0, figures: { evidence: { notOfClause: ['a'] } } }]);
    expect(later(to - 1).inputsDigest).not.toBe(later(to).inputsDigest);
  });

  it('changes the digest with what was decided', () => {
    const digest = (status: EvidenceItem['status']) => evaluate('ip-applications', contextFrom({}, {}, { evidence: [item('a', status)] })).inputsDigest;
    expect(digest('accepted')).not.toBe(digest('submitted'));
  });
});
