import { AIR_ROLES, WATER_ROLES } from '@yanshou/telemetry';
import type { LevelRole, WaterRole } from '@yanshou/telemetry';
import { airUnitOf, judgedDays } from '../air-quality-good-days.indicator.js';
import type { BilingualText } from '../bilingual.js';
import { AIR_NAMES, WATER_NAMES } from '../environment/parameter-names.js';
import { hoursDemanded, hoursPerReading, stationsOf, validHoursByDay, wholeDays } from '../environment/station-series.js';
import type { Station } from '../environment/station-series.js';
import { waterClass } from '../environment/water-class.js';
import type { WaterStandard } from '../environment/water-class.js';
import { meansOf, waterUnitOf } from '../environment/water-indicator.js';
import { SEA_WATER, SURFACE_WATER } from '../environment/water-standards.js';
import type { IndicatorInputs } from '../indicator.js';
import type { IntervalTotals } from '../outcome-figures.js';
import type { WindowInputs } from '../series-window.js';
import type { ChartFigure } from './chart-figure.js';

const AIR = 'air-quality-good-days';

/** The air quality index of every station and whole day that the windows hold; without one where the day cannot be published. */
export function airCharts({ windows: { reporting }, environment }: IndicatorInputs): readonly ChartFigure[] {
  const stations = stationsOf(reporting, AIR_ROLES, airUnitOf);
  return (stations.ok ? stations.value : []).flatMap((station) => judgedDays(station, reporting, environment).map(({ device, day, quality }): ChartFigure => ({
    name: 'aqi', indicator: AIR, device, value: quality?.aqi ?? null, unit: '', ...hoursOf(station, day),
    note: sameIn((quality?.primary ?? []).map((role) => AIR_NAMES[role])),
  })));
}

/** The class of every station by the means of a whole day, from the factors whose day is valid. Of windows that hold one day. */
export function waterCharts(inputs: IndicatorInputs): readonly ChartFigure[] {
  const surface = { name: 'surface-class', indicator: 'surface-water-class', standard: SURFACE_WATER[inputs.environment?.waterBody ?? 'river'] } as const;
  const sea = { name: 'sea-class', indicator: 'sea-water-class', standard: SEA_WATER } as const;
  const stations = stationsOf(inputs.windows.reporting, WATER_ROLES, waterUnitOf);
  return (stations.ok ? stations.value : []).flatMap((station) => [surface, sea].flatMap((text) => classOf(station, inputs.windows.reporting, text)));
}

interface WaterText {
  readonly name: 'surface-class' | 'sea-class';
  readonly indicator: string;
  readonly standard: WaterStandard;
}

function classOf(station: Station, windows: WindowInputs, { name, indicator, standard }: WaterText): readonly ChartFigure[] {
  const judged = only(station, (role) => role in standard || role === 'water-temperature');
  const [first] = [...judged.series].flatMap(([role, one]) => (role in standard ? [one] : []));
  const [day, ...more] = first === undefined ? [] : wholeDays(windows, first.series);
  if (day === undefined || more.length > 0) return [];
  const valid = only(judged, (role) => isValid(judged, role, day));
  const water = waterClass(meansOf(valid), standard);
  return [{ name, indicator, device: station.device, value: water?.class ?? null, unit: '', ...hoursOf(judged, day), note: namesOf(water?.worst ?? []) }];
}

const only = ({ device, series }: Station, keep: (role: LevelRole) => boolean): Station => ({ device, series: new Map([...series].filter(([role]) => keep(role))) });

function isValid({ series }: Station, role: LevelRole, day: string): boolean {
  const held = series.get(role)?.series;
  return held !== undefined && (validHoursByDay(held).get(day)?.length ?? 0) >= hoursDemanded(held);
}

/** Valid hours of a station's series on a day, and those that there could be. */
function hoursOf({ series }: Station, day: string): IntervalTotals {
  const hours = [...series.values()].map(({ series: held }) => ({ expected: Math.ceil(24 / hoursPerReading(held)), valid: validHoursByDay(held).get(day)?.length ?? 0 }));
  return { expected: hours.reduce((sum, { expected }) => sum + expected, 0), valid: hours.reduce((sum, { valid }) => sum + valid, 0) };
}

const sameIn = (names: readonly string[]): BilingualText | null => (names.length === 0 ? null : { zh: names.join(' '), en: names.join(' ') });
const namesOf = (roles: readonly WaterRole[]): BilingualText | null =>
  (roles.length === 0 ? null : { zh: roles.map((role) => WATER_NAMES[role].zh).join(' '), en: roles.map((role) => WATER_NAMES[role].en).join(', ') });
