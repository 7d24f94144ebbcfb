import { fail, formatIsoMicros, ok } from '@yanshou/telemetry';
import type { DeclaredFigure, FigurePurpose, Result } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { decimalFraction, fractionToNumber, reduceFraction } from './fraction.js';
import { DECLARED_FIGURES } from './gain-inputs.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import type { LegFigure } from './outcome-figures.js';
import { insufficient } from './reasons.js';

/** Name of the quantity under which the value itself is stated. */
const QUANTITY = 'value';
/** Purposes whose figures may be the value: an input of the reporting period first, else what the unit says of itself. */
const PURPOSES: readonly FigurePurpose[] = ['reporting', 'own'];

type StatedValue = Pick<ComputedIndicator, 'computed' | 'inputs' | 'figurePurposes' | 'gates' | 'compute' | 'workedExamples' | 'noDataCases'>;

/**
 * The value is the one accepted figure that states it, in exactly the unit given: nothing is converted, added or averaged.
 * A figure of purpose `own` counts only with a file behind it, as accepted figures of the reporting period have.
 */
export const statedValue = (id: string, unit: string): StatedValue => ({
  computed: true,
  inputs: [{ ...DECLARED_FIGURES, aggregation: { zh: '直接取已采纳的唯一申报数', en: 'the one accepted figure as it stands' } }],
  figurePurposes: PURPOSES, gates: [], workedExamples: [], noDataCases: [],
  compute: (inputs) => outcomeOf(inputs, { id, unit }),
});

interface Wanted {
  readonly id: string;
  readonly unit: string;
}

function outcomeOf(inputs: IndicatorInputs, wanted: Wanted): Outcome {
  const offered = inputs.figures.filter(({ indicator, quantity, purpose }) => indicator === wanted.id && quantity === QUANTITY && PURPOSES.includes(purpose));
  const accepted = offered.filter(({ status }) => status === 'accepted');
  const candidates = PURPOSES.map((purpose) => accepted.filter((figure) => figure.purpose === purpose)).find((figures) => figures.length > 0);
  if (candidates === undefined) return { ...insufficient(notStated(wanted)), ...(offered.some(({ status }) => status === 'submitted') && { awaitsDecision: true }) };
  const figure = theOne(candidates, wanted);
  return figure.ok ? valueOf(figure.value, inputs) : insufficient(figure.reason);
}

function theOne(figures: readonly DeclaredFigure[], { unit }: Wanted): Result<DeclaredFigure, BilingualText> {
  const [figure] = figures;
  if (figure === undefined || figures.length > 1) return fail(several(figures));
  if (figure.item !== undefined) return fail(ofPart(figure.id, figure.item));
  if (figure.unit !== unit) return fail(inOtherUnit(figure, unit));
  if (figure.purpose === 'own' && figure.evidence === undefined) return fail(withoutFile(figure.id));
  return Number.isFinite(figure.amount) ? ok(figure) : fail(notFinite(figure.id));
}

function valueOf(figure: DeclaredFigure, inputs: IndicatorInputs): Outcome {
  const ratio = reduceFraction(decimalFraction(figure.amount));
  return { kind: 'value', ratio, counted: [], intervals: null, figures: { legs: [legOf(figure)] }, notes: periodNote(figure, inputs) };
}

function legOf({ id, amount, unit, sourceKind }: DeclaredFigure): LegFigure {
  const { numerator, denominator } = reduceFraction(decimalFraction(amount));
  return {
    leg: 'reporting', numerator: String(numerator), denominator: String(denominator), value: fractionToNumber({ numerator, denominator }), unit,
    sourceKind, telemetry: false, intervals: null, readings: 0,
    quantities: [{ quantity: QUANTITY, amount, unit, sourceKind, readings: 0, declaredFigure: id }],
  };
}

/** A value of another time than the one judged is taken as it is, and never in silence. */
function periodNote({ period }: DeclaredFigure, { periods: { reporting } }: IndicatorInputs): readonly BilingualText[] {
  if (period === undefined) return [UNDATED];
  if (reporting === null || (period.from === reporting.from && period.to === reporting.to)) return [];
  const span = `${formatIsoMicros(period.from)} – ${formatIsoMicros(period.to)}`;
  return [{ zh: `申报数的期间（${span}）与考核时段不同，按申报数计`, en: `the figure is of another period (${span}) than the one assessed; taken as it stands` }];
}

const UNDATED: BilingualText = { zh: '申报数未注明期间，按考核时段全期计', en: 'nobody said of which period the figure is: taken as of all of the one assessed' };
const notStated = ({ unit }: Wanted): BilingualText => ({
  zh: `任务书自定指标按已采纳的申报数核算，尚无该数：请以报告期用途填报数量“${QUANTITY}”（单位 ${unit}），附佐证材料，由他人采纳`,
  en: `an indicator of the contract takes the accepted figure of its value, and there is none: state the quantity "${QUANTITY}" (in ${unit}) for the reporting period with a file behind it, and let another person accept it`,
});
const several = (figures: readonly DeclaredFigure[]): BilingualText => {
  const ids = figures.map(({ id }) => id).sort();
  return { zh: `有 ${ids.length} 个已采纳的申报数（${ids.join('、')}），只能有一个：请撤回多余的`, en: `there are ${ids.length} accepted figures (${ids.join(', ')}) where one is wanted: withdraw those that are too many` };
};
const ofPart = (id: string, item: string): BilingualText => ({
  zh: `申报数 ${id} 只是分项“${item}”的值：请撤回后填报该指标的总值`, en: `figure ${id} is of the item "${item}" alone: withdraw it and state the value of the whole indicator`,
});
const inOtherUnit = ({ id, unit: stated }: DeclaredFigure, unit: string): BilingualText => ({
  zh: `申报数 ${id} 的单位为“${stated}”，任务书目标的单位为“${unit}”：请撤回后按任务书单位填报`, en: `figure ${id} is in "${stated}" and the target of the contract in "${unit}": withdraw it and state it in the contract's unit`,
});
const withoutFile = (id: string): BilingualText => ({
  zh: `申报数 ${id} 未附佐证材料，不能作为指标值：请以报告期用途附材料重新填报`, en: `figure ${id} has no file behind it and cannot be the value: state it for the reporting period, with a file`,
});
const notFinite = (id: string): BilingualText => ({ zh: `申报数 ${id} 不是有限数，请核对`, en: `figure ${id} is not a finite number; check it` });
