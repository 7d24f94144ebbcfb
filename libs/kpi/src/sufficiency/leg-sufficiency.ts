import { decimalFraction, holds, ratioFraction } from '@yanshou/catalogue';
import type { DeviceBehind } from '@yanshou/catalogue';
import { formatIsoMicros, sufficiencyTerms } from '@yanshou/telemetry';
import type { Leg, MetricRole, Micros } from '@yanshou/telemetry';
import { DeliveryClock, deliveryDowntime, lateLimit } from '../delivery/delivery-clock.js';
import type { DayAmount, SeriesQuality } from '../evaluation-context.js';
import type { Measurement } from '../measurement.js';
import type { DeviceDays } from './device-days.js';
import { DEFAULT_DEVICE_COVERAGE } from '../device-coverage.js';
import { isMeasured } from './gated-roles.js';
import { judgeRule, totalOf } from './judge-rule.js';
import type { RuleQuestion } from './judge-rule.js';
import type { LegWorth } from './leg-worth.js';
import { outlierDays } from './outliers.js';
import type { OutlierFigure, SufficiencyDevice, SufficiencyLeg, SufficiencyRule } from './sufficiency-figure.js';

/** A grid has so many values only: more days than these are no reason to ask for more. */
const MOST_DAYS_OF_UNIQUE = 100;

/** What is asked of one leg: the devices behind it with their intervals, and the roles that were read. */
export interface LegQuestion {
  readonly leg: Leg;
  readonly worth: LegWorth;
  readonly measurement: Measurement;
  readonly devices: readonly DeviceBehind[];
  /** Of the series behind the leg; empty where no reading is looked at. */
  readonly roles: ReadonlySet<MetricRole>;
  /** Of the series that the leg's amounts are read from: each device is judged by its worst; empty where devices are judged as such. */
  readonly amounts: ReadonlySet<MetricRole>;
}

/** Every rule of a gated leg, in the order of SUFFICIENCY_RULES. */
export function legSufficiency(question: LegQuestion): SufficiencyLeg {
  const series = seriesOf(question);
  const { maximumLate, maximumServerStamped } = sufficiencyTerms(question.measurement.context.contract);
  const live = (rule: 'late' | 'server-stamped', of: (row: SeriesQuality) => number, limit: number): SufficiencyRule =>
    judgeRule({ ...asked(question), rule, comparator: '<=', limit, shares: liveShares(question, series, of), repairableUntil: () => (rule === 'late' ? endOf(question) : null) });
  return {
    leg: question.leg,
    rules: [
      coverageRule(question), completeDaysRule(question), uniqueRule(question, series), live('late', ({ late }) => late, maximumLate),
      live('server-stamped', ({ serverStamped }) => serverStamped, maximumServerStamped), ...(question.leg === 'baseline' ? [baselineRule(question)] : []),
    ],
    outliers: outliersOf(question, series),
  };
}

function asked({ leg, measurement, devices }: LegQuestion): Pick<RuleQuestion, 'weight' | 'minimum'> {
  const expected = new Map([...measurement.inputs.legs[leg].devices, ...devices].map((device) => [device.id, device.expected]));
  return { weight: (device) => expected.get(device) ?? 0, minimum: measurement.context.contract.minimumDeviceCoverage ?? DEFAULT_DEVICE_COVERAGE };
}

/** Until when what was measured at a moment could still come. */
const deadlineOf = ({ context }: Measurement, at: Micros): Micros => new DeliveryClock(deliveryDowntime(context)).deadline(at, lateLimit(context.contract));

const endOf = ({ worth, measurement }: LegQuestion): Micros => deadlineOf(measurement, worth.end);

/** All devices of the leg together; what came after the limit fills no interval, or it could be repaired for ever. */
function coverageRule(question: LegQuestion): SufficiencyRule {
  const { worth, devices } = question;
  const { minimum } = asked(question);
  const shares = devices.map(({ id, valid, expected, metric }): SufficiencyDevice => ({ device: id, ...worth.names(id), ...(metric !== undefined && { metric }), numerator: valid, denominator: expected }));
  const total = totalOf(shares);
  const held = total !== null && holds(ratioFraction(total.numerator, total.denominator), '>=', decimalFraction(minimum));
  const judged = judgeRule({ rule: 'coverage', comparator: '>=', limit: minimum, shares, weight: () => 1, minimum: 1, repairableUntil: () => null });
  return { ...judged, held, repairableUntil: held ? null : formatIsoMicros(endOf(question)) };
}

/** Also where the silence of devices is what is measured. */
export function completeDaysRule(question: LegQuestion): SufficiencyRule {
  const { worth, measurement, devices, amounts } = question;
  const { minimumDays } = sufficiencyTerms(measurement.context.contract);
  const daysOf = (device: string): DeviceDays => worth.worstDays(device, amounts).days;
  const shares = devices.map(({ id }): SufficiencyDevice => {
    const { days: { complete, days }, metric } = worth.worstDays(id, amounts);
    return { device: id, ...worth.names(id), ...(metric !== undefined && { metric }), numerator: complete, denominator: days };
  });
  const until = (failing: readonly SufficiencyDevice[]): Micros =>
    deadlineOf(measurement, failing.reduce((latest, { device }) => Math.max(latest, lastUsefulDay(daysOf(device), minimumDays)), 0));
  const judged = judgeRule({ ...asked(question), rule: 'complete-days', comparator: '>=', limit: minimumDays, shares, repairableUntil: until });
  return { ...judged, worst: judged.worst.map((share) => ({ ...share, ...hoursAndGap(daysOf(share.device)) })) };
}

const hoursAndGap = ({ hours, gap }: DeviceDays): Pick<SufficiencyDevice, 'hours' | 'gap'> =>
  ({ hours, gap: gap && { hours: gap.hours, from: formatIsoMicros(gap.from), to: formatIsoMicros(gap.to) } });

/** End of the earliest of the latest days that have to become complete. */
function lastUsefulDay({ days, complete, incompleteEnds }: DeviceDays, minimumDays: number): Micros {
  const { numerator, denominator } = decimalFraction(minimumDays);
  const needed = Number((numerator * BigInt(days) + denominator - 1n) / denominator) - complete;
  return incompleteEnds[incompleteEnds.length - needed] ?? 0;
}

function uniqueRule(question: LegQuestion, series: readonly SeriesQuality[]): SufficiencyRule {
  const { worth, measurement } = question;
  const { minimumUniqueValues } = sufficiencyTerms(measurement.context.contract);
  const shares = series.filter(({ role }) => isMeasured(role)).map(({ device, metric, days }): SufficiencyDevice => {
    const amounts = plannedOf(worth, device, days);
    const denominator = Math.min(MOST_DAYS_OF_UNIQUE, amounts.length);
    return { device, metric, ...worth.names(device), numerator: Math.min(denominator, new Set(amounts.map(({ steps }) => steps)).size), denominator };
  });
  return judgeRule({ ...asked(question), rule: 'unique-values', comparator: '>=', limit: minimumUniqueValues, shares, repairableUntil: () => endOf(question) });
}

/** Of each series behind the leg. */
const liveShares = ({ worth }: LegQuestion, series: readonly SeriesQuality[], of: (row: SeriesQuality) => number): readonly SufficiencyDevice[] =>
  series.map((row): SufficiencyDevice => ({ device: row.device, metric: row.metric, ...worth.names(row.device), numerator: of(row), denominator: row.live }));

function baselineRule({ worth, measurement }: LegQuestion): SufficiencyRule {
  const { minimumBaselineDays, maximumBaselineDays } = sufficiencyTerms(measurement.context.contract);
  const days = worth.wholeDays;
  return {
    rule: 'baseline-days', limit: minimumBaselineDays, upperLimit: maximumBaselineDays, measured: { numerator: days, denominator: 1 },
    held: days >= minimumBaselineDays && days <= maximumBaselineDays, devices: 0, failing: 0, worst: [], repairableUntil: null,
  };
}

function plannedOf(worth: LegWorth, device: string, days: readonly DayAmount[]): readonly DayAmount[] {
  if (days.length === 0) return days;
  const planned = worth.plannedDays(device);
  return days.filter(({ day }) => planned.has(day));
}

const outliersOf = ({ worth }: LegQuestion, series: readonly SeriesQuality[]): readonly OutlierFigure[] =>
  series.map(({ device, metric, days }) => ({ device, metric, days: outlierDays(plannedOf(worth, device, days)) })).filter(({ days }) => days.length > 0);

/** The leg's series of the roles that were read, ascending. */
function seriesOf({ leg, measurement, roles }: LegQuestion): readonly SeriesQuality[] {
  const key = ({ device, metric }: SeriesQuality): string => `${device}\n${metric}`;
  return (measurement.context.quality?.series ?? []).filter((row) => row.leg === leg && roles.has(row.role))
    .sort((left, right) => (key(left) < key(right) ? -1 : 1));
}
