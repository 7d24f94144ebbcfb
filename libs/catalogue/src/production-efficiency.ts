import type { EfficiencyDefinition, EfficiencyTerms, Leg, Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { multiplyFractions, decimalFraction } from './fraction.js';
import { legValue } from './gain.js';
import type { LegValue } from './gain.js';
import type { IndicatorInputs } from './indicator.js';
import { amountOf, missing, plainAmount, rowMeasure } from './leg-amount.js';
import type { Amount, Measure, Missing } from './leg-amount.js';
import { byId } from './networked-rule.js';
import { LEG_NAMES } from './quantities.js';
import type { RoleQuantity } from './role-quantity.js';
import { UNIT } from './units.js';

export const PRODUCTION_EFFICIENCY = 'production-efficiency-gain';
export const MILLISECONDS_PER_HOUR = 3_600_000n;

/** η of one leg by the definition that the contract chose; labour hours where it chose none. */
export function efficiencyOf(inputs: IndicatorInputs, leg: Leg): Result<LegValue, Missing> {
  const terms = inputs.efficiency ?? { definition: 'labour-hours', standards: [] };
  const above = ABOVE[terms.definition](inputs, leg, terms);
  if (!above.ok) return above;
  const below = BELOW[terms.definition](inputs, leg, terms);
  return below.ok ? legValue(inputs, leg, above.value, below.value) : below;
}

type Side = (inputs: IndicatorInputs, leg: Leg, terms: EfficiencyTerms) => Result<Amount, Missing>;

const indicator = PRODUCTION_EFFICIENCY;
const goodQuantity: Side = (inputs, leg) => amountOf(inputs, { indicator, leg, quantity: 'good-quantity', role: 'good-quantity' });
const labourTime: Side = (inputs, leg) => inHours(amountOf(inputs, { indicator, leg, quantity: 'labour-time', role: 'labour-time' }), leg);
const productionTime: Side = (inputs, leg) => inHours(amountOf(inputs, { indicator, leg, quantity: 'production-state', role: 'production-state' }), leg);

/** Σ(good count × standard time), device by device. */
const earnedTime: Side = (inputs, leg, { standards }) => {
  const milliseconds = new Map(standards.map((standard) => [standard.device, standard.millisecondsPerPiece]));
  return inHours(amountOf(inputs, { indicator, leg, quantity: 'earned-time', role: 'good-quantity', weigh: (row) => earnedBy(row, milliseconds.get(row.device)) }), leg);
};

function earnedBy(row: RoleQuantity, milliseconds: number | undefined): Result<Measure, BilingualText> {
  if (milliseconds === undefined) return fail(noStandard(row.device));
  const pieces = rowMeasure(row);
  if (pieces.unit !== UNIT.piece) return fail(noPieces(row));
  const { numerator, denominator } = decimalFraction(milliseconds);
  return ok({ value: multiplyFractions(pieces.value, { numerator, denominator: denominator * MILLISECONDS_PER_HOUR }), unit: UNIT.hour });
}

/** The contract's calendar says how long machines with a cycle time were planned to be busy; a declared leg declares it. */
const plannedBusyTime: Side = (inputs, leg, { standards }) => {
  const { devices, quantities } = inputs.legs[leg];
  if (!quantities.some((row) => row.role === 'good-quantity')) return inHours(amountOf(inputs, { indicator, leg, quantity: 'planned-busy-time' }), leg);
  const timed = new Set(standards.map((standard) => standard.device));
  const counted = devices.filter(({ id, roles }) => roles.includes('good-quantity') && timed.has(id));
  const hoursOf = (minutes: number): Measure => ({ value: { numerator: BigInt(minutes), denominator: 60n }, unit: UNIT.hour });
  const measure = hoursOf(counted.reduce((sum, { plannedMinutes }) => sum + plannedMinutes, 0));
  const parts = byId(counted).map(({ id, plannedMinutes, platformMinutes }) => ({ kind: 'planned', device: id, minutes: plannedMinutes, platformMinutes, measure: hoursOf(plannedMinutes) }) as const);
  return ok(plainAmount('planned-busy-time', measure, { parts, roles: [], source: { sourceKind: 'collected', readings: 0, declaredFigure: null } }));
};

const ABOVE: Readonly<Record<EfficiencyDefinition, Side>> = { 'labour-hours': earnedTime, 'oee': earnedTime, 'machine-hours': goodQuantity };
const BELOW: Readonly<Record<EfficiencyDefinition, Side>> = { 'labour-hours': labourTime, 'oee': plannedBusyTime, 'machine-hours': productionTime };

function inHours(amount: Result<Amount, Missing>, leg: Leg): Result<Amount, Missing> {
  return amount.ok && amount.value.unit !== UNIT.hour ? missing(noTime(amount.value, leg)) : amount;
}

const noStandard = (device: string): BilingualText => ({
  zh: `任务书未规定设备“${device}”的单件标准时间`,
  en: `the contract sets no standard time of a piece for device "${device}"`,
});
const noPieces = ({ device, metric, unit }: RoleQuantity): BilingualText => ({
  zh: `设备“${device}”测点“${metric}”的单位“${unit}”不是件数`,
  en: `the unit "${unit}" of metric "${metric}" of device "${device}" is no number of pieces`,
});
const noTime = ({ quantity, unit }: Amount, leg: Leg): BilingualText => ({
  zh: `${LEG_NAMES[leg].zh}输入量 ${quantity} 的单位“${unit}”不是时间`,
  en: `the unit "${unit}" of ${quantity} of the ${LEG_NAMES[leg].en} is no time`,
});
