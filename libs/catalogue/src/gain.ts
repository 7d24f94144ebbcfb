import type { Leg, MetricRole, Result } from '@yanshou/telemetry';
import { ok } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { addFractions, divideFractions, fractionToNumber, negateFraction, reduceFraction } from './fraction.js';
import type { Fraction } from './fraction.js';
import { legNotes } from './gain-notes.js';
import { compositionsApart, lengthsApart, periodsApart } from './leg-agreement.js';
import type { IndicatorInputs, Outcome } from './indicator.js';
import type { IntervalTotals, LegFigure } from './outcome-figures.js';
import { missing, weakestKind } from './leg-amount.js';
import type { Amount, Measure, Missing } from './leg-amount.js';
import { intervalTotals } from './networked-rule.js';
import { LEG_NAMES } from './quantities.js';
import { devicesBehind } from './series-behind.js';

/** One side of a gain: an exact quotient with what it was made of. */
export interface LegValue {
  readonly value: Fraction;
  readonly figure: LegFigure;
  /** What stands above and below the line. */
  readonly above: readonly Amount[];
  readonly below: Amount | null;
}

/** A leg's numerator ÷ denominator; of one amount alone without the second. Never divides by zero. */
export const legValue = (inputs: IndicatorInputs, leg: Leg, above: Amount, below?: Amount): Result<LegValue, Missing> =>
  legOfSum(inputs, leg, { value: above.value, unit: above.unit, amounts: [above] }, below);

/** What stands above the line of a leg: an exact value with the amounts that it was made of. */
export interface LegSum extends Measure {
  readonly amounts: readonly Amount[];
}

/** As `legValue`, of a sum of several amounts. */
export function legOfSum(inputs: IndicatorInputs, leg: Leg, above: LegSum, below?: Amount): Result<LegValue, Missing> {
  if (below?.value.numerator === 0n) return missing(nothingBelow(leg));
  const value = below ? divideFractions(above.value, below.value) : reduceFraction(above.value);
  const amounts = below ? [...above.amounts, below] : above.amounts;
  const apart = periodsApart(inputs, leg, amounts);
  if (apart !== undefined) return missing(apart);
  const quantities = amounts.flatMap(({ shares }) => shares.map(({ figure }) => figure));
  const sourceKind = weakestKind(quantities.map((quantity) => quantity.sourceKind));
  const roles = amounts.flatMap((amount) => amount.roles);
  return ok({
    value,
    above: above.amounts,
    below: below ?? null,
    figure: {
      leg,
      numerator: String(value.numerator),
      denominator: String(value.denominator),
      value: fractionToNumber(value),
      unit: unitOf(above, below),
      sourceKind,
      telemetry: sourceKind === 'collected',
      quantities,
      intervals: roles.length === 0 ? null : intervalsBehind(inputs, leg, roles),
      readings: quantities.reduce((sum, quantity) => sum + quantity.readings, 0),
    },
  });
}

function unitOf(above: Measure, below: Amount | undefined): string {
  if (below === undefined) return above.unit;
  return above.unit === below.unit ? '' : `${above.unit}/${below.unit}`;
}

/** Every device that has such a metric is behind the amount, by the worst of its series. */
const intervalsBehind = (inputs: IndicatorInputs, leg: Leg, roles: readonly MetricRole[]): IntervalTotals => intervalTotals(devicesBehind(inputs.legs[leg].devices, roles));

/** How a gain reads its two legs: (R − B) ÷ B, (B − R) ÷ B, or B ÷ R − 1. */
export type GainRule = 'increase' | 'reduction' | 'inverse-increase';

/** A relative gain of two legs, with the reason where there is none: a missing leg, a baseline of zero, units that differ. */
export function gainOf(rule: GainRule, legOf: (leg: Leg) => Result<LegValue, Missing>, notes: readonly BilingualText[] = []): Outcome {
  const baseline = legOf('baseline');
  const reporting = legOf('reporting');
  const lacking = [baseline, reporting].flatMap((leg) => (leg.ok ? [] : [leg.reason]));
  if (!baseline.ok || !reporting.ok) return insufficientOf(lacking);
  const [b, r] = [baseline.value, reporting.value];
  if (b.figure.unit !== r.figure.unit) return { kind: 'insufficient', reason: legsDiffer(b.figure.unit, r.figure.unit) };
  const divisor = rule === 'inverse-increase' ? r.value : b.value;
  if (divisor.numerator === 0n) return { kind: 'insufficient', reason: rule === 'inverse-increase' ? REPORTING_ZERO : BASELINE_ZERO };
  const [more, less] = rule === 'increase' ? [r.value, b.value] : [b.value, r.value];
  const legs = [b.figure, r.figure];
  const differ = compositionsApart(b, r) ?? lengthsApart(b, r);
  if (differ !== undefined) return { kind: 'insufficient', reason: differ };
  const known = [...notes, ...legNotes([b, r])];
  return {
    kind: 'value',
    ratio: divideFractions(addFractions(more, negateFraction(less)), divisor),
    counted: [],
    intervals: weakestIntervals(legs),
    figures: { legs },
    ...(known.length > 0 && { notes: known }),
  };
}

/** All reasons at once; a decision helps only where nothing else is missing. */
function insufficientOf(lacking: readonly Missing[]): Outcome {
  const reason = { zh: lacking.map((one) => one.reason.zh).join('；'), en: lacking.map((one) => one.reason.en).join('; ') };
  return { kind: 'insufficient', reason, ...(lacking.every((one) => one.awaitsDecision) && { awaitsDecision: true }) };
}

/** The coverage that is shown beside a gain is that of the leg which has less of it. */
function weakestIntervals(legs: readonly LegFigure[]): IntervalTotals | null {
  const held = legs.flatMap(({ intervals }) => (intervals === null ? [] : [intervals]));
  const [first, second] = held;
  if (!first || !second) return first ?? null;
  return BigInt(first.valid) * BigInt(second.expected) <= BigInt(second.valid) * BigInt(first.expected) ? first : second;
}

const nothingBelow = (leg: Leg): BilingualText => ({
  zh: `${LEG_NAMES[leg].zh}的分母为零，无法计算`,
  en: `the denominator of the ${LEG_NAMES[leg].en} is zero: there is nothing to divide by`,
});
const BASELINE_ZERO: BilingualText = { zh: '基期值为零，无法计算相对变化', en: 'the baseline is zero: no relative change follows from it' };
const REPORTING_ZERO: BilingualText = { zh: '报告期值为零，无法计算相对变化', en: 'the reporting period is zero: no relative change follows from it' };
const legsDiffer = (baseline: string, reporting: string): BilingualText => ({
  zh: `基期与报告期的计量单位不一致（${baseline}、${reporting}）`,
  en: `the legs are in different units (${baseline}, ${reporting})`,
});
