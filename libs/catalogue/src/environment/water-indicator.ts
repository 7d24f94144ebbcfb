import type { WaterRole } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import type { FigureTable } from '../figure-table.js';
import { fractionToNumber, multiplyFractions } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import type { ComputedIndicator, IndicatorEntry, IndicatorInputs, Outcome } from '../indicator.js';
import { insufficient, platformDaysNote } from '../reasons.js';
import type { WindowInputs } from '../series-window.js';
import { WATER_NAMES } from './parameter-names.js';
import { monthsLacking } from './station-months.js';
import type { StationDays } from './station-months.js';
import { hoursDemanded, lostDays, stationsOf, validHoursByDay, wholeDays } from './station-series.js';
import type { StandardUnit, Station, StationSeries } from './station-series.js';
import { waterSteps } from './water.trace.js';
import type { TracedFactor } from './water.trace.js';
import { waterClass } from './water-class.js';
import type { WaterClass, WaterStandard } from './water-class.js';
import { WINDOW_INPUTS } from './window-input.js';

/** What distinguishes one water standard's indicator from another's. */
export type WaterFacts = Pick<IndicatorEntry, 'id' | 'nameZh' | 'nameEn' | 'directions' | 'clause' | 'formula' | 'ownDefinition'> &
  Pick<ComputedIndicator, 'workedExamples' | 'noDataCases' | 'windowRoles'> & {
    readonly standardOf: (inputs: IndicatorInputs) => WaterStandard;
    /** Names of the classes, the best first, the last worse than all. */
    readonly classes: readonly string[];
  };

/** An indicator whose value is the class of the worst station by its worst factor. */
export function waterIndicator({ standardOf, classes, ...facts }: WaterFacts): ComputedIndicator {
  return {
    ...facts,
    unit: '类', scale: 1, comparator: '<=', defaultTarget: null, programme: 'P1', kind: 'telemetry', sourceKind: 'collected', computed: true,
    inputs: WINDOW_INPUTS,
    gates: ['platform'],
    formulaVersion: '1.3.0',
    compute: (inputs) => classOfWaters(inputs.windows.reporting, standardOf(inputs), { asked: facts.windowRoles as readonly WaterRole[], classes }),
    trace: (inputs, _outcome, indicator) => waterSteps(tracedFactors(inputs.windows.reporting, standardOf(inputs), facts.windowRoles as readonly WaterRole[]), standardOf(inputs), classes, indicator),
  };
}

interface ClassFacts {
  readonly asked: readonly WaterRole[];
  readonly classes: readonly string[];
}

/** Temperature only helps to judge oxygen: it makes no station. */
export const waterUnitOf = (role: string): StandardUnit => (role === 'water-temperature' ? '°C' : role === 'ph' || role === 'faecal-coliform' ? '' : 'mg/L');

function classOfWaters(windows: WindowInputs, standard: WaterStandard, { asked, classes }: ClassFacts): Outcome {
  const found = stationsOf(windows, asked, waterUnitOf);
  if (!found.ok) return insufficient(found.reason);
  const stations = found.value.filter(({ series }) => [...series.keys()].some((role) => role in standard));
  if (stations.length === 0) return insufficient(NO_FACTOR);
  const lacking = monthsLacking(stations.flatMap((station) => factorDays(station, windows)));
  if (lacking !== undefined) return insufficient(lacking);
  const judged = stations.flatMap((station): readonly JudgedWater[] => {
    const water = waterClass(meansOf(station), standard);
    return water === undefined ? [] : [{ device: station.device, water }];
  });
  const worst = Math.max(...judged.map(({ water }) => water.class));
  const days = stations.flatMap((station) => factorDays(station, windows));
  const lost = sum(days.map((one) => one.lost.size));
  return {
    kind: 'value',
    ratio: { numerator: worst, denominator: 1 },
    counted: judged.filter(({ water }) => water.class === worst).map(({ device }) => device),
    intervals: { expected: sum(days.map((one) => one.asked.length)) - lost, valid: sum(days.map((one) => one.valid.size)) },
    readings: sum(stations.flatMap(({ series }) => [...series.values()].map(readingsOf))),
    figures: { tables: [factorTable(judged, classes)] },
    notes: [FACTORS_JUDGED, ...(lost > 0 ? [platformDaysNote(lost)] : [])],
  };
}

/** The factors that make the class, with the sums behind their means. */
function tracedFactors(windows: WindowInputs, standard: WaterStandard, asked: readonly WaterRole[]): readonly TracedFactor[] {
  const found = stationsOf(windows, asked, waterUnitOf);
  return (found.ok ? found.value : []).flatMap((station) => (waterClass(meansOf(station), standard)?.factors ?? []).flatMap((factor): TracedFactor[] => {
    const one = station.series.get(factor.role);
    if (one === undefined) return [];
    return [{ ...factor, device: station.device, metric: one.series.metric, total: totalOf(one), readings: readingsOf(one) }];
  }));
}

interface JudgedWater {
  readonly device: string;
  readonly water: WaterClass;
}

function factorDays({ device, series }: Station, windows: WindowInputs): readonly Required<StationDays>[] {
  return [...series].map(([role, { series: held }]) => {
    const asked = wholeDays(windows, held);
    const hours = validHoursByDay(held);
    return { device, parameter: role, asked, valid: new Set(asked.filter((day) => (hours.get(day)?.length ?? 0) >= hoursDemanded(held))), lost: lostDays(windows, held) };
  });
}

/** The mean of every valid reading of the window, factor by factor. */
export const meansOf = ({ series }: Station): Readonly<Partial<Record<WaterRole, Fraction>>> =>
  Object.fromEntries([...series].filter(([, one]) => readingsOf(one) > 0).map(([role, one]) => [role, meanOf(one)]));

const readingsOf = ({ series: { windows } }: StationSeries): number => sum(windows.map(({ readings }) => readings));

const meanOf = (one: StationSeries): Fraction => multiplyFractions(totalOf(one), { numerator: 1n, denominator: BigInt(readingsOf(one)) });

/** The sum of the readings in the standard's unit. */
const totalOf = ({ series: { windows }, perStep }: StationSeries): Fraction =>
  multiplyFractions({ numerator: windows.reduce((total, { steps }) => total + BigInt(steps), 0n), denominator: 1n }, perStep);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const factorTable = (judged: readonly JudgedWater[], classes: readonly string[]): FigureTable => ({
  title: { zh: '各断面（站）各因子均值与类别', en: 'mean and class of each factor of each station' },
  columns: [
    { zh: '断面（站）', en: 'station' }, { zh: '因子', en: 'factor' }, { zh: '均值', en: 'mean' }, { zh: '类别', en: 'class' }, { zh: '决定类别', en: 'decides' },
  ],
  rows: judged.flatMap(({ device, water }) => water.factors.map((factor) =>
    [device, WATER_NAMES[factor.role], fractionToNumber(factor.mean), classes[factor.class - 1] ?? null, water.worst.includes(factor.role) ? '●' : ''])),
});

const NO_FACTOR: BilingualText = {
  zh: '台账设备没有该标准所列的水质因子',
  en: 'no device of the inventory measures a factor of the standard',
};
export const FACTORS_JUDGED: BilingualText = {
  zh: '仅按台账设备所测因子评价，未监测的因子不在其列',
  en: 'judged by the factors that the devices measure; a factor that nobody measures is not among them',
};
