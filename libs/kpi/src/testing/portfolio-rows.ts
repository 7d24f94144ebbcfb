import type { Leg } from '@yanshou/telemetry';
import type { LegFigure, QuantityFigure, Verdict } from '@yanshou/catalogue';
import type { IndicatorRow } from '../indicator-row.js';

const digest = (text: string): string => `sha256:${text.padEnd(64, '0').slice(0, 64)}`;

/** A row as `evaluate` makes it, as far as averages and risks read it. */
export const rowOf = (project: string, indicator: string, value: number | null, more: Partial<IndicatorRow> = {}): IndicatorRow => ({
  project, indicator, clause: 'S002 x', from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z', value, unit: '%', comparator: '>=', target: 20,
  verdict: value === null ? 'insufficient-data' : value >= 20 ? 'met' : 'not-met', coverage: 0.95, platformCoverage: 1, uncertainty: null,
  numerator: null, denominator: null, devices: [], readings: 0, origin: 'live', sourceKind: 'collected', formulaVersion: '1.0.0', inputsDigest: digest(`${project}${indicator}`),
  nameZh: '指标', nameEn: 'indicator', scale: 100, origins: ['live'], loweredFrom: null, reasons: value === null ? [{ zh: '台账为空', en: 'the inventory is empty' }] : [],
  figures: { exemptShare: null }, kind: 'mixed', computed: true, ...more,
});

type Part = readonly [quantity: string, amount: number, unit: string];

const quantityOf = ([quantity, amount, unit]: Part): QuantityFigure => ({ quantity, amount, unit, sourceKind: 'collected', readings: 1, declaredFigure: null });

const legOf = (leg: Leg, above: Part, below: Part): LegFigure => ({
  leg, numerator: String(above[1]), denominator: String(below[1]), value: above[1] / below[1], unit: `${above[2]}/${below[2]}`, sourceKind: 'collected', telemetry: true,
  quantities: [quantityOf(above), quantityOf(below)], intervals: null, readings: 2,
});

/** A reduction from `baseline` to `reporting`, each an amount over an output in whole numbers. */
export function reductionRow(project: string, indicator: string, legs: Readonly<Record<Leg, readonly [amount: number, output: number]>>, [quantity, unit]: readonly [string, string]): IndicatorRow {
  const [b, r] = (['baseline', 'reporting'] as const).map((leg) => legOf(leg, [quantity, legs[leg][0], unit], ['good-quantity', legs[leg][1], '件'])) as [LegFigure, LegFigure];
  const [numerator, denominator] = [legs.baseline[0] * legs.reporting[1] - legs.reporting[0] * legs.baseline[1], legs.baseline[0] * legs.reporting[1]];
  return rowOf(project, indicator, (100 * numerator) / denominator, { numerator, denominator, figures: { legs: [b, r], exemptShare: null } });
}

export const undecided = (row: IndicatorRow, verdict: Verdict = 'insufficient-data'): IndicatorRow => ({ ...row, verdict, reasons: [{ zh: '设备数据完整率不足', en: 'device coverage is too low' }] });
