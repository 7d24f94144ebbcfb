import { LEAST_REPORTING_DAYS } from '@yanshou/telemetry';
import type { EnergyTerms, Result } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { energyDays } from './energy-days.js';
import type { EnergyDay, EnergyDays } from './energy-days.js';
import { energyPerUnit, knowsGood } from './energy-per-unit.js';
import type { EnergyOutput } from './energy-per-unit.js';
import type { FigureCell, FigureTable } from './figure-table.js';
import { ZERO, addFractions, compareFractions, divideFractions, fractionToNumber, negateFraction } from './fraction.js';
import type { Fraction } from './fraction.js';
import { gainOf } from './gain.js';
import type { IndicatorInputs, Outcome } from './indicator.js';
import { insufficient } from './reasons.js';
import { leastSquares, predicted } from './regression/least-squares.js';
import type { LinearFit } from './regression/least-squares.js';
import { effectivePoints, followingShare, savingUncertainty, studentQuantile } from './regression/savings-uncertainty.js';

/** Fewer days of a baseline make no model. */
const LEAST_DAYS = 30;
const DAYS_OF_A_MONTH = 365 / 12;
const DEFAULT_CONFIDENCE = 90;

/** A model of the baseline, and what it says of the reporting period. */
export interface EnergyModel {
  readonly fit: LinearFit;
  readonly baseline: EnergyDays;
  readonly reporting: EnergyDays;
  readonly expected: Fraction;
  readonly actual: Fraction;
  readonly saved: Fraction;
}

/** (ŷ − y) ÷ ŷ over the reporting period's days: ŷ by least squares of the baseline's days. */
export function regressionGain(inputs: IndicatorInputs, terms: EnergyTerms): Outcome {
  const output = modelledOutput(inputs);
  const plain = gainOf('reduction', (leg) => energyPerUnit(inputs, leg, output));
  if (plain.kind === 'insufficient') return plain;
  const model = energyModel(inputs);
  if (!model.ok) return insufficient(model.reason);
  const { fit, baseline, reporting, saved } = model.value;
  const uncertainty = uncertaintyOf(model.value, terms);
  const beyond = beyondBaseline(baseline.days, reporting.days);
  const share = fractionToNumber(saved);
  return {
    ...plain,
    ratio: saved,
    readings: [...baseline.days, ...reporting.days].reduce((sum, { readings }) => sum + readings, 0),
    ...(Number.isFinite(uncertainty.half) && { uncertainty: 100 * uncertainty.half }),
    figures: { ...plain.figures, tables: [fitTable(model.value, uncertainty, terms), dayTable(reporting.days, fit)] },
    notes: [
      ...(plain.notes ?? []),
      ...(beyond === 0 ? [] : [extrapolated(beyond)]),
      ...(uncertainty.half * 2 > Math.abs(share) ? [UNCERTAIN] : []),
    ],
  };
}

const modelledOutput = (inputs: IndicatorInputs): EnergyOutput =>
  (knowsGood(inputs) || !inputs.windows.reporting.series.some(({ role }) => role === 'produced-quantity') ? 'good-quantity' : 'produced-quantity');

/** The model of the baseline's days over those of the reporting period, or why there is none. */
export function energyModel(inputs: IndicatorInputs): Result<EnergyModel, BilingualText> {
  const output = modelledOutput(inputs);
  return modelOf(energyDays(inputs, 'baseline', output), energyDays(inputs, 'reporting', output), leastReportingDays(inputs.energy));
}

/** A contract can only ask for more. */
const leastReportingDays = (energy: EnergyTerms | null): number => Math.max(LEAST_REPORTING_DAYS, energy?.model?.minimumReportingDays ?? 0);

function modelOf(baseline: Result<EnergyDays, BilingualText>, reporting: Result<EnergyDays, BilingualText>, leastReporting: number): Result<EnergyModel, BilingualText> {
  if (!baseline.ok) return baseline;
  if (!reporting.ok) return reporting;
  if (baseline.value.days.length < LEAST_DAYS) return { ok: false, reason: tooFewDays(baseline.value) };
  if (reporting.value.days.length < leastReporting) return { ok: false, reason: tooFewReportingDays(reporting.value, leastReporting) };
  if (baseline.value.units.energy !== reporting.value.units.energy || baseline.value.units.output !== reporting.value.units.output) return { ok: false, reason: UNITS_DIFFER };
  const fit = leastSquares(baseline.value.days);
  if (fit === undefined) return { ok: false, reason: NO_MODEL };
  const expected = reporting.value.days.reduce((sum, { x }) => addFractions(sum, predicted(fit, x)), ZERO);
  const actual = reporting.value.days.reduce((sum, { y }) => addFractions(sum, y), ZERO);
  if (expected.numerator <= 0n) return { ok: false, reason: NOTHING_EXPECTED };
  const saved = divideFractions(addFractions(expected, negateFraction(actual)), expected);
  return { ok: true, value: { fit, baseline: baseline.value, reporting: reporting.value, expected, actual, saved } };
}

interface SavingUncertainty {
  /** Half the width of the interval, as a share of what was expected. */
  readonly half: number;
  readonly rho: number;
  readonly effective: number;
  readonly t: number;
  readonly months: number;
  readonly confidence: number;
}

function uncertaintyOf({ fit, reporting }: EnergyModel, { model }: EnergyTerms): SavingUncertainty {
  const confidence = model?.confidence ?? DEFAULT_CONFIDENCE;
  const rho = followingShare(fit);
  const t = studentQuantile(confidence, fit.points - fit.parameters);
  const months = reporting.days.length / DAYS_OF_A_MONTH;
  const half = savingUncertainty({ form: 'daily', cv: cvOf(fit), points: fit.points, rho, reportingPoints: reporting.days.length, months, t });
  return { half, rho, effective: effectivePoints(fit.points, rho), t, months, confidence };
}

const cvOf = ({ cvSquared }: LinearFit): number => Math.sqrt(fractionToNumber(cvSquared));

/** Days on which a variable lies more than a tenth of the baseline's range outside it (CalTRACK 3.7.5.2). */
function beyondBaseline(baseline: readonly EnergyDay[], reporting: readonly EnergyDay[]): number {
  const variables = baseline[0]?.x.length ?? 0;
  const ranges = Array.from({ length: variables }, (_, index) => rangeOf(baseline.map(({ x }) => x[index] ?? ZERO)));
  return reporting.filter(({ x }) => x.some((value, index) => {
    const [low, high] = ranges[index] ?? [value, value];
    return compareFractions(value, low) < 0 || compareFractions(value, high) > 0;
  })).length;
}

function rangeOf(values: readonly Fraction[]): readonly [low: Fraction, high: Fraction] {
  const sorted = [...values].sort(compareFractions);
  const [low, high] = [sorted[0] ?? ZERO, sorted.at(-1) ?? ZERO];
  const tenth = divideFractions(addFractions(high, negateFraction(low)), { numerator: 10n, denominator: 1n });
  return [addFractions(low, negateFraction(tenth)), addFractions(high, tenth)];
}

function fitTable({ fit, baseline, reporting, expected, actual }: EnergyModel, uncertainty: SavingUncertainty, { model }: EnergyTerms): FigureTable {
  const [constant, perPiece, perDegree] = fit.coefficients.map(fractionToNumber);
  const { energy, output } = baseline.units;
  const avoided = addFractions(expected, negateFraction(actual));
  const saving = Math.abs(fractionToNumber(divideFractions(avoided, expected)));
  const rows: readonly (readonly [zh: string, en: string, value: FigureCell, unit: string])[] = [
    ['基期可用天数', 'days of the baseline used', baseline.days.length, `/ ${baseline.asked}`],
    ['报告期可用天数', 'days of the reporting period used', reporting.days.length, `/ ${reporting.asked}`],
    ['常数项', 'constant', constant ?? null, energy],
    ['产量系数', 'per output', perPiece ?? null, `${energy}/${output}`],
    ...(model?.temperature === true ? [['温度系数', 'per degree', perDegree ?? null, `${energy}/°C`] as const] : []),
    ['R²', 'R²', fractionToNumber(fit.rSquared), ''],
    ['CV(RMSE)', 'CV(RMSE)', 100 * cvOf(fit), '%'],
    ['NMBE', 'NMBE', 100 * fractionToNumber(fit.nmbe), '%'],
    ['残差一阶自相关', 'lag-1 autocorrelation of the residuals', fractionToNumber(fit.autocorrelation), ''],
    ['等效独立点数 P′', 'independent points P′', uncertainty.effective, ''],
    [`t（双侧 ${uncertainty.confidence}%）`, `t (two-sided ${uncertainty.confidence} %)`, uncertainty.t, ''],
    ['模型预测能耗', 'energy that the model expects', fractionToNumber(expected), energy],
    ['实际能耗', 'actual energy', fractionToNumber(actual), energy],
    ['避免的能耗', 'energy avoided', fractionToNumber(avoided), energy],
    ['节能量相对不确定度 FSU', 'fractional savings uncertainty (FSU)', saving > 0 && Number.isFinite(uncertainty.half) ? (100 * uncertainty.half) / saving : null, '%'],
  ];
  return {
    title: { zh: '基期回归模型与节能量', en: 'model of the baseline, and the saving' },
    columns: [{ zh: '项目', en: 'figure' }, { zh: '数值', en: 'value' }, { zh: '单位', en: 'unit' }],
    rows: rows.map(([zh, en, value, unit]) => [zh === en ? zh : { zh, en }, value, unit]),
  };
}

const dayTable = (days: readonly EnergyDay[], fit: LinearFit): FigureTable => ({
  title: { zh: '报告期逐日预测与实际', en: 'expected and actual of the reporting period by day' },
  columns: [
    { zh: '日期', en: 'day' }, { zh: '产量', en: 'output' }, { zh: '温度 °C', en: 'temperature °C' }, { zh: '预测能耗', en: 'energy expected' }, { zh: '实际能耗', en: 'actual energy' },
  ],
  rows: days.map(({ day, x: [output = ZERO, temperature], y }) =>
    [day, fractionToNumber(output), temperature === undefined ? null : fractionToNumber(temperature), fractionToNumber(predicted(fit, temperature === undefined ? [output] : [output, temperature])), fractionToNumber(y)]),
});

const tooFewDays = ({ asked, days }: EnergyDays): BilingualText => ({
  zh: `基期可用的自然日为 ${days.length}/${asked}，回归至少需要 ${LEAST_DAYS} 天（每个能耗、产量测点当日有足够小时的有效数据）`,
  en: `${days.length} of ${asked} days of the baseline can be used: a regression needs ${LEAST_DAYS} (enough hours of each meter and each output)`,
});
const tooFewReportingDays = ({ asked, days }: EnergyDays, least: number): BilingualText => ({
  zh: `报告期可用的自然日为 ${days.length}/${asked}，至少需要 ${least} 天（每个能耗、产量测点当日须有足够小时的有效数据）`,
  en: `${days.length} of ${asked} days of the reporting period can be used: ${least} are needed (enough hours of each meter and each output)`,
});
const UNITS_DIFFER: BilingualText = { zh: '基期与报告期的计量单位不一致', en: 'the legs are in different units' };
const NO_MODEL: BilingualText = {
  zh: '基期的产量（或温度）没有变化或互相决定，无法建立回归模型',
  en: 'the output (or temperature) of the baseline does not vary, or one follows from the other: no model can be made',
};
const NOTHING_EXPECTED: BilingualText = { zh: '模型预测的报告期能耗不为正', en: 'the model expects no energy in the reporting period' };
const extrapolated = (days: number): BilingualText => ({
  zh: `报告期有 ${days} 天的产量或温度超出基期范围一成以上，预测为外推`,
  en: `on ${days} days of the reporting period output or temperature lies more than a tenth outside the baseline's range: the prediction is extrapolated`,
});
const UNCERTAIN: BilingualText = {
  zh: '节能量的不确定度大于其一半，请谨慎使用',
  en: 'the uncertainty is more than half of the saving: use it with care',
};
