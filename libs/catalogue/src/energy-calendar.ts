import type { Leg, Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { isValidHour } from './environment/station-series.js';
import { equivalentOf } from './energy-per-unit.js';
import type { FigureCell, FigureTable } from './figure-table.js';
import { ZERO, addFractions, divideFractions, fractionToNumber, negateFraction } from './fraction.js';
import type { Fraction } from './fraction.js';
import type { IndicatorInputs, Outcome } from './indicator.js';
import { differentUnits } from './leg-amount.js';
import { cellModel, predictCells } from './regression/cell-means.js';
import type { CellModel, CellObservation, CellPrediction } from './regression/cell-means.js';

/**
 * The baseline described by the calendar alone, where no output is recorded: the mean of every hour of every weekday. It is
 * printed with its fit, and no gain is made of it: what a plant used less of it may just not have produced.
 */
export function calendarModel(inputs: IndicatorInputs): Outcome {
  if (recordsOutput(inputs)) return { kind: 'insufficient', reason: OUTPUT_RECORDED };
  const [baseline, reporting] = [hoursOf(inputs, 'baseline'), hoursOf(inputs, 'reporting')];
  if (!baseline.ok) return { kind: 'insufficient', reason: baseline.reason };
  const model = cellModel(baseline.value.hours);
  if (model === undefined) return { kind: 'insufficient', reason: NO_BASELINE };
  const prediction = reporting.ok ? predictCells(model, reporting.value.hours) : undefined;
  return { kind: 'insufficient', reason: NO_OUTPUT, figures: { tables: [modelTable(model, prediction, baseline.value.unit)] } };
}

const recordsOutput = ({ legs }: IndicatorInputs): boolean =>
  [...legs.baseline.quantities, ...legs.reporting.quantities].some(({ role }) => role === 'good-quantity' || role === 'produced-quantity');

interface EnergyHours {
  readonly unit: string;
  readonly hours: readonly CellObservation[];
}

/** Hours in which every meter has a valid hour, with the sum of their amounts. */
function hoursOf({ windows, energy }: IndicatorInputs, leg: Leg): Result<EnergyHours, BilingualText> {
  const meters = windows[leg].series.filter(({ role }) => role === 'energy').sort((a, b) => (`${a.device}\n${a.metric}` < `${b.device}\n${b.metric}` ? -1 : 1));
  const hours = new Map<string, { readonly cell: string; readonly y: Fraction; readonly meters: number }>();
  let unit: string | undefined;
  for (const meter of meters) {
    for (const window of meter.windows.filter(isValidHour)) {
      const amount = equivalentOf({ ...meter, steps: window.steps }, energy?.factors);
      if (!amount.ok) return amount;
      if (unit !== undefined && unit !== amount.value.unit) return fail(differentUnits('energy', unit, amount.value.unit));
      unit = amount.value.unit;
      const key = `${window.day} ${window.hour ?? 0}`;
      const before = hours.get(key) ?? { cell: cellOf(window.day, window.hour ?? 0), y: ZERO, meters: 0 };
      hours.set(key, { ...before, y: addFractions(before.y, amount.value.value), meters: before.meters + 1 });
    }
  }
  if (unit === undefined) return fail(leg === 'baseline' ? NO_BASELINE : NO_REPORTING);
  return ok({ unit, hours: [...hours.values()].filter((hour) => hour.meters === meters.length) });
}

/** `1 08`: Monday is 1, and the hour since midnight. */
const cellOf = (day: string, hour: number): string => `${new Date(`${day}T00:00:00Z`).getUTCDay() || 7} ${String(hour).padStart(2, '0')}`;

function modelTable(model: CellModel, prediction: CellPrediction | undefined, unit: string): FigureTable {
  const cv = 100 * Math.sqrt(fractionToNumber(model.cvSquared));
  const rows: readonly (readonly [zh: string, en: string, value: FigureCell, unit: string])[] = [
    ['基期可用小时', 'hours of the baseline used', model.points, 'h'], ['星期 × 时段格数', 'cells (weekday × hour)', model.cells, ''], ['基期能耗', 'energy of the baseline', fractionToNumber(model.total), unit],
    ['R²', 'R²', fractionToNumber(model.rSquared), ''], ['CV(RMSE)', 'CV(RMSE)', cv, '%'], ['NMBE', 'NMBE', 100 * fractionToNumber(model.nmbe), '%'],
    ...(prediction === undefined ? [] : predicted(prediction, unit)),
  ];
  return {
    title: { zh: '基期日历模型（星期 × 时段，未按产量归一化，不作为考核值）', en: 'model of the baseline by the calendar (weekday × hour), not normalised for output: no value of the indicator' },
    columns: [{ zh: '项目', en: 'figure' }, { zh: '数值', en: 'value' }, { zh: '单位', en: 'unit' }],
    rows: rows.map(([zh, en, value, of]) => [zh === en ? zh : { zh, en }, value, of]),
  };
}

const predicted = ({ points, unseen, expected, actual }: CellPrediction, unit: string): readonly (readonly [string, string, FigureCell, string])[] => [
  ['报告期可用小时', 'hours of the reporting period used', points, 'h'], ['报告期未见过的时段', 'hours of a kind that the baseline lacks', unseen, 'h'],
  ['模型预测能耗', 'energy that the model expects', fractionToNumber(expected), unit], ['实际能耗', 'actual energy', fractionToNumber(actual), unit],
  ['实际与预测之差', 'actual less expected', expected.numerator === 0n ? null : 100 * fractionToNumber(divideFractions(addFractions(actual, negateFraction(expected)), expected)), '%'],
];

export const NO_OUTPUT: BilingualText = {
  zh: '没有记录产量：能耗的变化可能只是产量的变化，无法核算能源利用率；基期的日历模型（星期 × 时段）列于表中，仅供参考',
  en: 'no output was recorded: less energy may just be less output, so no gain in energy utilisation follows; the model of the baseline by the calendar (weekday × hour) stands in the table for reference',
};
const OUTPUT_RECORDED: BilingualText = {
  zh: '任务书选用日历模型，但记录了产量：请在任务书中改用按产量的定义（energy.model.calendar）',
  en: 'the contract takes the model by the calendar, and output is recorded: let it take a definition by output (energy.model.calendar)',
};
const NO_BASELINE: BilingualText = { zh: '没有记录产量，基期也没有足够的能耗小时数据', en: 'no output was recorded, and the baseline has too few hours of energy' };
const NO_REPORTING: BilingualText = { zh: '报告期没有能耗小时数据', en: 'the reporting period has no hour of energy' };
