import type { DeclaredFigure, Leg } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { compareFractions } from './fraction.js';
import { DECLARED_FIGURES } from './gain-inputs.js';
import { EMPTY_LEG } from './example-inputs.js';
import { declared, declaredQuantity, exampleLegs, measuredLeg } from './gain.example.js';
import { gainOf, legValue } from './gain.js';
import type { GainRule } from './gain.js';
import type { ComputedIndicator, IndicatorEntry, IndicatorInputs, Outcome } from './indicator.js';
import type { LegFigure, QuantityFigure } from './outcome-figures.js';
import { amountOf } from './leg-amount.js';
import type { Amount } from './leg-amount.js';
import type { QuantityName } from './quantities.js';
import { insufficient } from './reasons.js';
import { gainTrace, reportingTrace } from './trace/leg.trace.js';
import type { LegOf } from './trace/leg.trace.js';

type DeclaredFacts = Pick<IndicatorEntry, 'id' | 'nameZh' | 'nameEn' | 'unit' | 'comparator' | 'defaultTarget' | 'programme' | 'directions' | 'clause' | 'formula' | 'ownDefinition'>;
type Rest = Pick<ComputedIndicator, 'compute' | 'trace' | 'workedExamples' | 'noDataCases' | 'kind'>;

const declaredIndicator = (facts: DeclaredFacts, rest: Rest): ComputedIndicator => ({
  ...facts, ...rest, scale: facts.unit === '%' ? 100 : 1, sourceKind: 'entered', computed: true, inputs: [DECLARED_FIGURES], gates: [], formulaVersion: '1.0.0',
});

const stated = (id: string, leg: Leg, quantity: QuantityName, amount: number, unit: string): DeclaredFigure => declared(id, leg, [quantity, amount, unit]);
const withFigures = (...figures: readonly DeclaredFigure[]): IndicatorInputs => exampleLegs(EMPTY_LEG, EMPTY_LEG, { figures });
const declaredLeg = (leg: Leg, fraction: readonly [number, number], unit: string, quantities: readonly QuantityFigure[]): LegFigure =>
  ({ ...measuredLeg(leg, fraction, unit, quantities), sourceKind: 'entered', telemetry: false, intervals: null });

/** A share of two accepted numbers of the reporting period, e.g. enterprises that use a tool of all enterprises. */
export function declaredShare(facts: DeclaredFacts): ComputedIndicator {
  const { id } = facts;
  const part = (amount: number, unit = '家') => stated(id, 'reporting', 'qualifying-number', amount, unit);
  const whole = (amount: number, unit = '家') => stated(id, 'reporting', 'total-number', amount, unit);
  return declaredIndicator(facts, {
    kind: 'declared',
    compute: (inputs) => shareOf(id, inputs),
    trace: reportingTrace((inputs, leg) => shareLeg(id, inputs, leg)),
    workedExamples: [{
      title: { zh: '20 家中 15 家', en: '15 of 20' }, inputs: withFigures(part(15), whole(20)),
      expected: {
        kind: 'value', ratio: { numerator: 3n, denominator: 4n }, counted: [], intervals: null,
        figures: { legs: [declaredLeg('reporting', [3, 4], '', [declaredQuantity('reporting', 'qualifying-number', 15, '家'), declaredQuantity('reporting', 'total-number', 20, '家')])] },
      },
    }],
    noDataCases: [
      { title: { zh: '没有申报数', en: 'nothing declared' }, inputs: withFigures() },
      { title: { zh: '总数为零', en: 'a total of zero' }, inputs: withFigures(part(0), whole(0)) },
      { title: { zh: '符合数大于总数', en: 'more than all of them' }, inputs: withFigures(part(21), whole(20)) },
      { title: { zh: '单位不一致', en: 'different units' }, inputs: withFigures(part(1, '人'), whole(20)) },
      { title: { zh: '尚未确认', en: 'not accepted' }, inputs: withFigures(part(1), { ...whole(20), status: 'submitted' }) },
    ],
  });
}

function shareOf(indicator: string, inputs: IndicatorInputs): Outcome {
  const part = amountOf(inputs, { indicator, leg: 'reporting', quantity: 'qualifying-number' });
  const whole = amountOf(inputs, { indicator, leg: 'reporting', quantity: 'total-number' });
  const lacking = [part, whole].flatMap((one) => (one.ok ? [] : [one.reason]));
  if (!part.ok || !whole.ok) return withoutFigures(lacking);
  if (part.value.unit !== whole.value.unit) return insufficient(unitsDiffer(part.value, whole.value));
  if (compareFractions(part.value.value, whole.value.value) > 0) return insufficient(MORE_THAN_ALL);
  const leg = legValue(inputs, 'reporting', part.value, whole.value);
  if (!leg.ok) return insufficient(leg.reason.reason);
  return { kind: 'value', ratio: leg.value.value, counted: [], intervals: null, figures: { legs: [leg.value.figure] } };
}

/** The share's leg where both numbers are there. */
function shareLeg(indicator: string, inputs: IndicatorInputs, leg: Leg): ReturnType<LegOf> {
  const part = amountOf(inputs, { indicator, leg, quantity: 'qualifying-number' });
  const whole = amountOf(inputs, { indicator, leg, quantity: 'total-number' });
  if (!part.ok) return part;
  return whole.ok ? legValue(inputs, leg, part.value, whole.value) : whole;
}

/** All reasons at once; a decision helps only where nothing else is missing. */
const withoutFigures = (lacking: readonly { readonly reason: BilingualText; readonly awaitsDecision: boolean }[]): Outcome => ({
  kind: 'insufficient',
  reason: { zh: lacking.map(({ reason }) => reason.zh).join('；'), en: lacking.map(({ reason }) => reason.en).join('; ') },
  ...(lacking.every(({ awaitsDecision }) => awaitsDecision) && { awaitsDecision: true }),
});

const MORE_THAN_ALL: BilingualText = { zh: '符合条件数大于总数，请核对申报数', en: 'more qualify than there are; check the figures' };
const unitsDiffer = (part: Amount, whole: Amount): BilingualText => ({
  zh: `符合条件数与总数的计量单位不一致（${part.unit}、${whole.unit}）`,
  en: `the two numbers are in different units (${part.unit}, ${whole.unit})`,
});

/** One accepted number at the end of the reporting period. */
export function declaredCount(facts: DeclaredFacts): ComputedIndicator {
  const { id, unit } = facts;
  const number = (amount: number, facts: Partial<DeclaredFigure> = {}) => ({ ...stated(id, 'reporting', 'total-number', amount, unit), ...facts });
  return declaredIndicator(facts, {
    kind: 'registry',
    compute: (inputs) => countOf(id, inputs),
    trace: reportingTrace((inputs, leg) => countLeg(id, inputs, leg)),
    workedExamples: [{
      title: { zh: '期末 1200', en: '1 200 at the end' }, inputs: withFigures(number(1_200)),
      expected: {
        kind: 'value', ratio: { numerator: 1_200n, denominator: 1n }, counted: [], intervals: null,
        figures: { legs: [{ ...declaredLeg('reporting', [1_200, 1], unitOf(unit), [declaredQuantity('reporting', 'total-number', 1_200, unitOf(unit))]) }] },
      },
    }],
    noDataCases: [
      { title: { zh: '没有申报数', en: 'nothing declared' }, inputs: withFigures() },
      { title: { zh: '申报数为负', en: 'a negative figure' }, inputs: withFigures(number(-1)) },
      { title: { zh: '申报数待确认', en: 'a figure that awaits a decision' }, inputs: withFigures(number(5, { status: 'submitted' })) },
      { title: { zh: '两个已确认数', en: 'two accepted figures' }, inputs: withFigures(number(5), number(6, { id: 'other' })) },
    ],
  });
}

/** Pieces are one dimension. */
const unitOf = (unit: string): string => (unit === '个' ? '件' : unit);

function countLeg(indicator: string, inputs: IndicatorInputs, leg: Leg): ReturnType<LegOf> {
  const number = amountOf(inputs, { indicator, leg, quantity: 'total-number' });
  return number.ok ? legValue(inputs, leg, number.value) : number;
}

function countOf(indicator: string, inputs: IndicatorInputs): Outcome {
  const leg = countLeg(indicator, inputs, 'reporting');
  if (!leg.ok) return withoutFigures([leg.reason]);
  return { kind: 'value', ratio: leg.value.value, counted: [], intervals: null, figures: { legs: [leg.value.figure] } };
}

/** A gain between two accepted figures of one quantity. */
export function declaredGain(facts: DeclaredFacts, rule: Exclude<GainRule, 'inverse-increase'>, [quantity, unit]: readonly [QuantityName, string]): ComputedIndicator {
  const { id } = facts;
  const figure = (leg: Leg, amount: number, of = unit) => stated(id, leg, quantity, amount, of);
  const [before, after] = rule === 'reduction' ? [100, 75] : [100, 125];
  const legOf: LegOf = (inputs, of) => {
    const amount = amountOf(inputs, { indicator: id, leg: of, quantity });
    return amount.ok ? legValue(inputs, of, amount.value) : amount;
  };
  const leg = (of: Leg, amount: number) => declaredLeg(of, [amount, 1], unit, [declaredQuantity(of, quantity, amount, unit)]);
  return declaredIndicator(facts, {
    kind: 'mixed',
    compute: (inputs) => gainOf(rule, (of) => legOf(inputs, of)),
    trace: gainTrace(rule, legOf),
    workedExamples: [{
      title: { zh: `由 ${before} 到 ${after}：25%`, en: `from ${before} to ${after}: 25 %` }, inputs: withFigures(figure('baseline', before), figure('reporting', after)),
      expected: {
        kind: 'value', ratio: { numerator: 1n, denominator: 4n }, counted: [], intervals: null, figures: { legs: [leg('baseline', before), leg('reporting', after)] },
      },
    }],
    noDataCases: [
      { title: { zh: '没有申报数', en: 'nothing declared' }, inputs: withFigures() },
      { title: { zh: '缺少基期', en: 'no baseline' }, inputs: withFigures(figure('reporting', 1)) },
      { title: { zh: '基期为零', en: 'a baseline of zero' }, inputs: withFigures(figure('baseline', 0), figure('reporting', 1)) },
      { title: { zh: '两期单位不一致', en: 'legs in different units' }, inputs: withFigures(figure('baseline', 1), figure('reporting', 1, 'parsec')) },
    ],
  });
}
