import type { DeclaredFigure, Leg, MetricRole, Result, SourceKind } from '@yanshou/telemetry';
import { SOURCE_KINDS, fail, ok } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { addFractions, decimalFraction, fractionToNumber, multiplyFractions } from './fraction.js';
import type { Fraction } from './fraction.js';
import type { IndicatorInputs, QuantityFigure } from './indicator.js';
import { LEG_NAMES, QUANTITIES } from './quantities.js';
import type { QuantityName } from './quantities.js';
import type { RoleQuantity } from './role-quantity.js';
import { unitMeaning } from './units.js';

/** An exact amount in a unit. */
export interface Measure {
  readonly value: Fraction;
  readonly unit: string;
}

/** One addend of an amount with where it was read: a series, the accepted figure, or the planned time of a device. */
export type AmountPart =
  | { readonly kind: 'measured'; readonly row: RoleQuantity; readonly measure: Measure }
  | { readonly kind: 'declared'; readonly stated: DeclaredFigure; readonly measure: Measure }
  | { readonly kind: 'planned'; readonly device: string; readonly minutes: number; readonly platformMinutes: number; readonly measure: Measure };

/** An input of a leg, summed over its devices. */
export interface Amount extends Measure {
  readonly figure: QuantityFigure;
  /** Roles of the metrics that it was read from; none for a declared figure. */
  readonly roles: readonly MetricRole[];
  /** What it is the sum of. */
  readonly parts: readonly AmountPart[];
}

/** Why an input is missing, and whether that may change by a decision. */
export interface Missing {
  readonly reason: BilingualText;
  readonly awaitsDecision: boolean;
}

/** What is asked of a leg. `weigh` turns a row into its share of the amount; the row itself when absent. */
export interface AmountQuestion {
  readonly indicator: string;
  readonly leg: Leg;
  readonly quantity: QuantityName;
  readonly role?: MetricRole;
  readonly weigh?: (row: RoleQuantity) => Result<Measure, BilingualText>;
}

/** From telemetry where the leg holds any reading of the role, else from the one accepted figure; never from both. */
export function amountOf(inputs: IndicatorInputs, question: AmountQuestion): Result<Amount, Missing> {
  const rows = question.role === undefined ? [] : inputs.legs[question.leg].quantities.filter((row) => row.role === question.role);
  return rows.length > 0 ? measuredAmount(rows, question) : declaredAmount(inputs.figures, question);
}

export const missing = (reason: BilingualText, awaitsDecision = false): { readonly ok: false; readonly reason: Missing } =>
  fail({ reason, awaitsDecision });

/** An exact number of grid steps with what they mean. */
export type MeasuredSteps = Pick<RoleQuantity, 'steps' | 'resolution' | 'unit'>;

/** The exact amount of a row in the base unit of its dimension. */
export const rowMeasure = (row: MeasuredSteps): Measure => measureOf({ numerator: BigInt(row.steps), denominator: 1n }, row.resolution, row.unit);

function measureOf(steps: Fraction, resolution: number, unit: string): Measure {
  const { base, factor } = unitMeaning(unit);
  return { value: multiplyFractions(multiplyFractions(steps, decimalFraction(resolution)), factor), unit: base };
}

function measuredAmount(rows: readonly RoleQuantity[], question: AmountQuestion): Result<Amount, Missing> {
  const weigh = question.weigh ?? ((row: RoleQuantity) => ok(rowMeasure(row)));
  let sum: Measure | undefined;
  const parts: AmountPart[] = [];
  for (const row of [...rows].sort((a, b) => (rowKey(a) < rowKey(b) ? -1 : 1))) {
    const part = weigh(row);
    if (!part.ok) return missing(part.reason);
    parts.push({ kind: 'measured', row, measure: part.value });
    if (sum && sum.unit !== part.value.unit) return missing(differentUnits(question.quantity, sum.unit, part.value.unit));
    sum = { value: sum ? addFractions(sum.value, part.value.value) : part.value.value, unit: part.value.unit };
  }
  if (!sum || sum.value.numerator < 0n) return missing(negative(question));
  const sourceKind = rows.some((row) => row.origins.includes('imported')) ? 'imported' : 'collected';
  const readings = rows.reduce((total, row) => total + row.readings, 0);
  return ok({ ...sum, parts, roles: rolesOf(question), figure: figureOf(question, sum, { sourceKind, readings, declaredFigure: null }) });
}

const rowKey = ({ device, metric }: RoleQuantity): string => `${device}\n${metric}`;
const rolesOf = ({ role }: AmountQuestion): readonly MetricRole[] => (role === undefined ? [] : [role]);

function declaredAmount(figures: readonly DeclaredFigure[], question: AmountQuestion): Result<Amount, Missing> {
  const offered = figures.filter((figure) => figure.indicator === question.indicator && figure.purpose === question.leg && figure.quantity === question.quantity);
  const accepted = offered.filter((figure) => figure.status === 'accepted');
  const [figure] = accepted;
  if (accepted.length > 1) return missing(ambiguous(question));
  if (!figure) return missing(notThere(question), offered.some(({ status }) => status === 'submitted'));
  if (!Number.isFinite(figure.amount) || figure.amount < 0) return missing(negative(question));
  const sum = measureOf({ numerator: 1n, denominator: 1n }, figure.amount, figure.unit);
  return ok({ ...sum, parts: [{ kind: 'declared', stated: figure, measure: sum }], roles: [], figure: figureOf(question, sum, { sourceKind: figure.sourceKind, readings: 0, declaredFigure: figure.id }) });
}

export const figureOf = (
  { quantity }: Pick<AmountQuestion, 'quantity'>, { value, unit }: Measure, source: Pick<QuantityFigure, 'sourceKind' | 'readings' | 'declaredFigure'>,
): QuantityFigure => ({ quantity, amount: fractionToNumber(value), unit, ...source });

/** The weakest of some source kinds. */
export const weakestKind = (kinds: readonly SourceKind[]): SourceKind =>
  [...SOURCE_KINDS].reverse().find((kind) => kinds.includes(kind)) ?? 'collected';

export const differentUnits = (quantity: QuantityName, one: string, other: string): BilingualText => ({
  zh: `${QUANTITIES[quantity].zh}的计量单位不一致（${one}、${other}），无法相加或比较`,
  en: `${QUANTITIES[quantity].en}: units differ (${one}, ${other}) and cannot be added or compared`,
});
const negative = ({ quantity, leg }: AmountQuestion): BilingualText => ({
  zh: `${LEG_NAMES[leg].zh}${QUANTITIES[quantity].zh}为负数，请核对数据`,
  en: `${QUANTITIES[quantity].en} of the ${LEG_NAMES[leg].en} is negative; check the data`,
});
const ambiguous = ({ quantity, leg }: AmountQuestion): BilingualText => ({
  zh: `${LEG_NAMES[leg].zh}${QUANTITIES[quantity].zh}有多个已确认的申报数，请只保留一个`,
  en: `${QUANTITIES[quantity].en} of the ${LEG_NAMES[leg].en} has several accepted figures; keep one`,
});
const notThere = ({ quantity, leg }: AmountQuestion): BilingualText => ({
  zh: `缺少${LEG_NAMES[leg].zh}${QUANTITIES[quantity].zh}：既无有效数据，也无已确认的申报数`,
  en: `${QUANTITIES[quantity].en} of the ${LEG_NAMES[leg].en} is missing: no valid reading and no accepted figure`,
});
