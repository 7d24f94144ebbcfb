import { AIR_ROLES, localDay } from '@yanshou/telemetry';
import type { AirRole, ContractTarget, DeviceClass, MetricDefinition, Micros, ProjectContract, WaterRole } from '@yanshou/telemetry';
import { dayItem } from '../environment/air-day.js';
import { BREAKPOINTS, IAQI_STEPS } from '../environment/air-breakpoints.js';
import { airStandardOn } from '../environment/air-quality.js';
import { FISHERY_FLOOR, FISHERY_LEVEL } from '../environment/fishery-oxygen.js';
import { perUnitOf } from '../environment/station-series.js';
import type { StandardUnit } from '../environment/station-series.js';
import { airUnitOf } from '../air-quality-good-days.indicator.js';
import { waterUnitOf } from '../environment/water-indicator.js';
import type { WaterStandard } from '../environment/water-class.js';
import { SEA_WATER, SURFACE_WATER } from '../environment/water-standards.js';
import { decimalFraction, divideFractions, fractionToNumber } from '../fraction.js';
import type { MetricLimit } from './metric-limit.js';

/**
 * The limits of every metric: those of the standards that the contract has targets by, at the class or level that it
 * promises, and those that the device class states itself. In force at `at`; none is made up where neither says one.
 */
export const metricLimits = (contract: ProjectContract, classes: readonly DeviceClass[], at: Micros): readonly MetricLimit[] =>
  classes.flatMap(({ id, metrics }) => metrics.flatMap((metric) =>
    [...ownLimits(metric), ...(metric.valueType === 'number' ? standardLimits(metric, contract, at) : [])].map((limit) => ({ deviceClass: id, metric: metric.name, unit: metric.unit, ...limit }))));

type Line = Pick<MetricLimit, 'bound' | 'value' | 'rule' | 'clause'>;

function ownLimits({ limits }: MetricDefinition): readonly Line[] {
  if (limits === undefined) return [];
  const { low, high, basis } = limits;
  const line = (bound: Line['bound'], value: number | undefined): Line[] => (value === undefined ? [] : [{ bound, value, rule: basis, clause: basis }]);
  return [...line('≥', low), ...line('≤', high)];
}

/** A line in the unit of the standard. */
interface StandardLine extends Omit<Line, 'clause'> {
  readonly in: StandardUnit;
}

function standardLimits(metric: MetricDefinition, contract: ProjectContract, at: Micros): readonly Line[] {
  return contract.targets.flatMap((target) => (RULES.get(target.indicator)?.(metric, { target, contract, at }) ?? []).flatMap(({ in: standard, value, ...line }): Line[] => {
    const perUnit = perUnitOf(metric.unit, standard);
    // A unit that does not fit has no value of the indicator either.
    return perUnit === undefined ? [] : [{ ...line, value: fractionToNumber(divideFractions(decimalFraction(value), perUnit)), clause: target.clause }];
  }));
}

interface Question {
  readonly target: ContractTarget;
  readonly contract: ProjectContract;
  readonly at: Micros;
}
type Rule = (metric: MetricDefinition, question: Question) => readonly StandardLine[];

/** A day is good up to an index of 100: of ozone by its eight hours, of the others by the mean of the day. */
const airLimit: Rule = ({ role }, { contract, at }) => {
  if (!(AIR_ROLES as readonly unknown[]).includes(role)) return [];
  const standard = contract.environment?.airStandard ?? airStandardOn(localDay(at, contract.plannedTime.zone));
  const item = dayItem(role as AirRole);
  const value = BREAKPOINTS[standard][item][IAQI_STEPS.indexOf(100)];
  return value === undefined ? [] : [{ bound: '≤', value, rule: `${standard} ${item.endsWith('-8h') ? '8 h' : '24 h'} IAQI 100`, in: airUnitOf(role as AirRole) }];
};

const oxygenLimits: Rule = ({ role }, { contract }) =>
  (role === 'dissolved-oxygen' ? [
    { bound: '>', value: FISHERY_LEVEL, rule: 'GB 11607-89 16 h', in: 'mg/L' },
    { bound: '≥', value: FISHERY_FLOOR[contract.environment?.salmonid === true ? 'salmonid' : 'ordinary'], rule: 'GB 11607-89', in: 'mg/L' },
  ] : []);

const classLimits = (text: string, standardOf: (contract: ProjectContract) => WaterStandard): Rule => ({ role }, { target, contract }) => {
  const rule = standardOf(contract)[role as WaterRole];
  const promised = target.comparator === '<' ? target.value - 1 : target.value;
  const limit = rule?.limits[promised - 1];
  if (rule === undefined || limit === undefined) return [];
  const line = (bound: Line['bound'], value: number): StandardLine => ({ bound, value, rule: `${text} (${promised})`, in: waterUnitOf(role as WaterRole) });
  if (typeof limit !== 'number') return [line('≥', limit[0]), line('≤', limit[1])];
  return [line(rule.kind === 'most' ? '≤' : rule.kind === 'least' ? '≥' : '>', limit)];
};

const RULES: ReadonlyMap<string, Rule> = new Map(Object.entries({
  'air-quality-good-days': airLimit,
  'fishery-oxygen-compliance': oxygenLimits,
  'surface-water-class': classLimits('GB 3838-2002', ({ environment }) => SURFACE_WATER[environment?.waterBody ?? 'river']),
  'sea-water-class': classLimits('GB 3097-1997', () => SEA_WATER),
}));
