import type { EnergyTerms, Leg, MetricRole, Result } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, fail, ok } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { equivalentOf } from './energy-per-unit.js';
import type { EnergyOutput } from './energy-per-unit.js';
import { ZERO, addFractions, decimalFraction, multiplyFractions } from './fraction.js';
import type { Fraction } from './fraction.js';
import type { IndicatorInputs } from './indicator.js';
import { differentUnits, rowMeasure } from './leg-amount.js';
import type { Measure } from './leg-amount.js';
import type { QuantityName } from './quantities.js';
import type { Observation } from './regression/least-squares.js';
import { roundedHalfEven } from './rounding.js';
import { isInService } from './series-window.js';
import type { SeriesInput, SeriesWindow } from './series-window.js';

/** A day with its energy and what explains it: output, then the mean temperature where the contract asks. */
export interface EnergyDay extends Observation {
  readonly day: string;
  readonly readings: number;
}

/** The days of a leg that can be used, ascending, of those that it has. */
export interface EnergyDays {
  readonly asked: number;
  readonly days: readonly EnergyDay[];
  readonly units: { readonly energy: string; readonly output: string };
}

export const DEFAULT_MINIMUM_HOURS = 20;
const WHOLE_DAY_HOURS = 23;
const DAY_HOURS = 24;

/**
 * The days of a leg: of each, the sum over its energy series (kgce where the contract has factors) and over its output
 * series. A day is used when every series has a valid reading in enough of its hours, no growth that arrived in it bridges
 * more than the hours that may be missing, and the energy is above zero: a meter that shows none is taken as missing.
 */
export function energyDays(inputs: IndicatorInputs, leg: Leg, output: EnergyOutput): Result<EnergyDays, BilingualText> {
  const { days } = inputs.windows[leg];
  const held = seriesOf(inputs, leg, output);
  if (!held.ok) return held;
  const asked = days.filter(({ hours }) => hours >= WHOLE_DAY_HOURS).map(({ day }) => day);
  const used: EnergyDay[] = [];
  const units = { energy: '', output: '' };
  for (const day of asked) {
    const windows = held.value.all.map((series) => usable(series, held.value.rows.get(series)?.get(day), day, held.value.minimumHours));
    if (windows.some((window) => window === undefined)) continue;
    const pair = pairOf(held.value, day, inputs.energy?.factors);
    if (!pair.ok) return pair;
    const { energy, made, x } = pair.value;
    if (energy.value.numerator <= 0n) continue;
    Object.assign(units, { energy: energy.unit, output: made.unit });
    used.push({ day, readings: windows.reduce((sum, window) => sum + (window?.readings ?? 0), 0), y: energy.value, x });
  }
  return ok({ asked: asked.length, days: used, units });
}

type Rows = ReadonlyMap<SeriesInput, ReadonlyMap<string, SeriesWindow>>;

/** The series that a leg's model reads. */
interface ModelSeries {
  readonly meters: readonly SeriesInput[];
  readonly outputs: readonly SeriesInput[];
  readonly thermometers: readonly SeriesInput[];
  readonly all: readonly SeriesInput[];
  readonly rows: Rows;
  readonly minimumHours: number;
}

function seriesOf({ windows, energy }: IndicatorInputs, leg: Leg, output: EnergyOutput): Result<ModelSeries, BilingualText> {
  const { temperature = false, minimumHours = DEFAULT_MINIMUM_HOURS } = energy?.model ?? {};
  const of = (role: MetricRole): readonly SeriesInput[] =>
    windows[leg].series.filter((one) => one.role === role).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const [meters, outputs, thermometers] = [of('energy'), of(output), temperature ? of('outdoor-temperature') : []];
  if (meters.length === 0 || outputs.length === 0) return fail(NO_SERIES);
  if (temperature && thermometers.length === 0) return fail(NO_TEMPERATURE);
  const all = [...meters, ...outputs, ...thermometers];
  const rows = new Map(all.map((series) => [series, new Map(series.windows.map((window) => [window.day, window]))]));
  return ok({ meters, outputs, thermometers, all, rows, minimumHours });
}

interface EnergyPair {
  readonly energy: Measure;
  readonly made: Measure;
  readonly x: readonly Fraction[];
}

function pairOf({ meters, outputs, thermometers, rows }: ModelSeries, day: string, factors: EnergyTerms['factors']): Result<EnergyPair, BilingualText> {
  const energy = totalOf(meters, day, rows, (row) => equivalentOf(row, factors));
  const made = totalOf(outputs, day, rows, (row) => ok(rowMeasure(row)));
  if (!energy.ok) return energy;
  if (!made.ok) return made;
  const temperature = thermometers.length === 0 ? [] : [temperatureOf(thermometers, day, rows)];
  return ok({ energy: energy.value, made: made.value, x: [made.value.value, ...temperature] });
}

const keyOf = ({ device, metric }: SeriesInput): string => `${device}\n${metric}`;

function usable(series: SeriesInput, window: SeriesWindow | undefined, day: string, minimumHours: number): SeriesWindow | undefined {
  const mayMiss = (DAY_HOURS - minimumHours + 1) * MICROS_PER_HOUR;
  return window !== undefined && isInService(series, day) && window.held >= minimumHours && window.bridged <= mayMiss ? window : undefined;
}

type StepsOf = Parameters<typeof equivalentOf>[0];

function totalOf(series: readonly SeriesInput[], day: string, rows: Rows, measure: (row: StepsOf) => Result<Measure, BilingualText>): Result<Measure, BilingualText> {
  let sum: Measure | undefined;
  for (const one of series) {
    const part = measure({ ...one, steps: rows.get(one)?.get(day)?.steps ?? '0' });
    if (!part.ok) return part;
    if (sum && sum.unit !== part.value.unit) return fail(differentUnits(one.role as QuantityName, sum.unit, part.value.unit));
    sum = { value: sum ? addFractions(sum.value, part.value.value) : part.value.value, unit: part.value.unit };
  }
  return ok(sum ?? { value: ZERO, unit: '' });
}

/** The mean of the readings of all thermometers, to 0.01 °C: exact sums, one rounding. */
function temperatureOf(thermometers: readonly SeriesInput[], day: string, rows: Rows): Fraction {
  const windows = thermometers.map((series) => ({ series, window: rows.get(series)?.get(day) }));
  const readings = windows.reduce((sum, { window }) => sum + (window?.readings ?? 0), 0);
  const total = windows.reduce((sum, { series, window }) =>
    addFractions(sum, multiplyFractions({ numerator: BigInt(window?.steps ?? 0), denominator: 1n }, decimalFraction(series.resolution))), ZERO);
  return roundedHalfEven(multiplyFractions(total, { numerator: 1n, denominator: BigInt(Math.max(1, readings)) }), 2);
}

const NO_SERIES: BilingualText = {
  zh: '回归法需要两期都有能耗与产量的遥测测点，台账中没有',
  en: 'the regression needs metrics of energy and of output in both legs: the inventory has none',
};
const NO_TEMPERATURE: BilingualText = {
  zh: '任务书选用室外温度，但台账中没有室外温度测点',
  en: 'the contract uses the outdoor temperature, and no device of the inventory measures it',
};
