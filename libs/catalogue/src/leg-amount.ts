import type { DeclaredFigure, FigurePeriod, Leg, MetricRole, Result, SourceKind } from '@yanshou/telemetry';
import { SOURCE_KINDS, fail, ok } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { declaredParts } from './declared-parts.js';
import type { DeclaredPart } from './declared-parts.js';
import { ZERO, addFractions, decimalFraction, fractionToNumber, multiplyFractions } from './fraction.js';
import type { Fraction } from './fraction.js';
import type { IndicatorInputs } from './indicator.js';
import type { QuantityFigure } from './outcome-figures.js';
import { LEG_NAMES, QUANTITIES } from './quantities.js';
import type { QuantityName } from './quantities.js';
import type { RoleQuantity } from './role-quantity.js';
import { unitMeaning } from './units.js';

/** An exact amount in a unit. */
export interface Measure {
  readonly value: Fraction;
  readonly unit: string;
}

/** One addend of an amount with where it was read: a series, an accepted figure, or the planned time of a device. */
export type AmountPart =
  | { readonly kind: 'measured'; readonly row: RoleQuantity; readonly measure: Measure }
  | { readonly kind: 'declared'; readonly stated: DeclaredFigure; readonly measure: Measure }
  | { readonly kind: 'planned'; readonly device: string; readonly minutes: number; readonly platformMinutes: number; readonly measure: Measure };

/** An input of a leg, summed over its devices. */
export interface Amount extends Measure {
  readonly quantity: QuantityName;
  /** What is metered of it, and each part that is declared; their values add up to its own. */
  readonly shares: readonly AmountShare[];
  /** Roles of the metrics that it was read from; none where all of it is declared. */
  readonly roles: readonly MetricRole[];
  /** What it is the sum of. */
  readonly parts: readonly AmountPart[];
  /** Names of its parts where some are declared apart, ascending; null where it is in one. */
  readonly items: readonly string[] | null;
  /** Of the accepted figures in it: one each, without those that nobody dated. */
  readonly periods: readonly FigurePeriod[];
  readonly isUndated: boolean;
}

export interface AmountShare {
  readonly figure: QuantityFigure;
  readonly value: Fraction;
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

/**
 * What is metered, with the accepted figures of what nobody meters; else the accepted figures alone. A figure of the whole
 * beside readings of a part would count that part twice or leave the rest out: neither is taken.
 */
export function amountOf(inputs: IndicatorInputs, question: AmountQuestion): Result<Amount, Missing> {
  const rows = question.role === undefined ? [] : inputs.legs[question.leg].quantities.filter((row) => row.role === question.role);
  const offered = inputs.figures.filter((figure) => figure.indicator === question.indicator && figure.purpose === question.leg && figure.quantity === question.quantity);
  const declared = declaredParts(offered.filter(({ status }) => status === 'accepted'));
  if (!declared.ok) return missing(ofQuantity(question, declared.reason));
  const { whole, items } = declared.value;
  if (rows.length === 0) return declaredAmount(whole === null ? items : new Map([[null, whole]]), question, offered);
  if (whole !== null) return missing(ofQuantity(question, METERED_AND_WHOLE));
  const twice = rows.find(({ metric }) => items.has(metric));
  if (twice !== undefined) return missing(ofQuantity(question, meteredAndDeclared(twice.metric)));
  const measured = measuredAmount(rows, question);
  if (!measured.ok || items.size === 0) return measured;
  const rest = declaredAmount(items, question, offered);
  return rest.ok ? together(measured.value, rest.value, question) : rest;
}

/** What is metered and what is declared of one quantity. */
function together(measured: Amount, rest: Amount, question: AmountQuestion): Result<Amount, Missing> {
  if (measured.unit !== rest.unit) return missing(differentUnits(question.quantity, measured.unit, rest.unit));
  const metered = measured.parts.flatMap((part) => (part.kind === 'measured' ? [part.row.metric] : []));
  return ok({
    ...measured, value: addFractions(measured.value, rest.value), shares: [...measured.shares, ...rest.shares], parts: [...measured.parts, ...rest.parts],
    items: [...new Set([...metered, ...(rest.items ?? [])])].sort(), periods: rest.periods, isUndated: rest.isUndated,
  });
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
  return ok(plainAmount(question.quantity, sum, { parts, roles: rolesOf(question), source: { sourceKind, readings, declaredFigure: null } }));
}

const rowKey = ({ device, metric }: RoleQuantity): string => `${device}\n${metric}`;
const rolesOf = ({ role }: AmountQuestion): readonly MetricRole[] => (role === undefined ? [] : [role]);

function declaredAmount(named: ReadonlyMap<string | null, DeclaredPart>, question: AmountQuestion, offered: readonly DeclaredFigure[]): Result<Amount, Missing> {
  const stated = [...named.values()].flatMap(({ figures }) => figures);
  if (stated.length === 0) return missing(notThere(question), offered.some(({ status }) => status === 'submitted'));
  let value: Fraction = ZERO;
  const [shares, parts]: [AmountShare[], AmountPart[]] = [[], []];
  const unit = unitMeaning(stated[0]?.unit ?? '').base;
  for (const figure of stated) {
    if (!Number.isFinite(figure.amount) || figure.amount < 0) return missing(negative(question));
    const measure = measureOf({ numerator: 1n, denominator: 1n }, figure.amount, figure.unit);
    if (measure.unit !== unit) return missing(differentUnits(question.quantity, unit, measure.unit));
    value = addFractions(value, measure.value);
    parts.push({ kind: 'declared', stated: figure, measure });
    shares.push({ figure: figureOf(question, measure, { sourceKind: figure.sourceKind, readings: 0, declaredFigure: figure.id }), value: measure.value });
  }
  const periods = [...named.values()].flatMap(({ period }) => (period === null ? [] : [period]));
  const items = [...named.keys()].flatMap((item) => (item === null ? [] : [item]));
  return ok({
    quantity: question.quantity, value, unit, shares, parts, roles: [], items: items.length === 0 ? null : items, periods, isUndated: periods.length < named.size,
  });
}

/** An amount that nothing was declared of. */
export function plainAmount(
  quantity: QuantityName, sum: Measure, { parts, roles, source }: Pick<Amount, 'parts' | 'roles'> & { readonly source: Pick<QuantityFigure, 'sourceKind' | 'readings' | 'declaredFigure'> },
): Amount {
  const shares = [{ figure: figureOf({ quantity }, sum, source), value: sum.value }];
  return { quantity, ...sum, shares, parts, roles, items: null, periods: [], isUndated: false };
}

const figureOf = (
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
const ofQuantity = ({ quantity, leg }: AmountQuestion, reason: BilingualText): BilingualText => ({
  zh: `${LEG_NAMES[leg].zh}${QUANTITIES[quantity].zh}：${reason.zh}`,
  en: `${QUANTITIES[quantity].en} of the ${LEG_NAMES[leg].en}: ${reason.en}`,
});
const METERED_AND_WHOLE: BilingualText = {
  zh: '既有计量数据，又有全部数量的已确认申报数，二者不能相加，也不能互相代替；请撤回申报数，并将未计量的部分分项申报',
  en: 'it is metered, and a figure of all of it is accepted: they neither add up nor stand for one another. Withdraw the figure and state the items that nobody meters',
};
const meteredAndDeclared = (metric: string): BilingualText => ({
  zh: `分项“${metric}”既有计量数据，又有已确认的申报数，请撤回申报数`,
  en: `the item "${metric}" is metered and a figure of it is accepted: withdraw the figure`,
});
const notThere = ({ quantity, leg }: AmountQuestion): BilingualText => ({
  zh: `缺少${LEG_NAMES[leg].zh}${QUANTITIES[quantity].zh}：既无有效数据，也无已确认的申报数`,
  en: `${QUANTITIES[quantity].en} of the ${LEG_NAMES[leg].en} is missing: no valid reading and no accepted figure`,
});
