import type { MetricRole } from '@yanshou/telemetry';
import { FISHERY_FLOOR, FISHERY_LEVEL } from './environment/fishery-oxygen.js';
import { decimalFraction, divideFractions, multiplyFractions } from './fraction.js';
import type { Fraction } from './fraction.js';
import { ceilingOf, floorOf } from './rounding.js';
import { UNIT, unitMeaning } from './units.js';

/** Levels in mg/L of the roles whose time above one counts. */
const LEVELS: Readonly<Partial<Record<MetricRole, number>>> = { 'dissolved-oxygen': FISHERY_LEVEL };
const MG_PER_M3_IN_MG_PER_L = { numerator: 1_000n, denominator: 1n };

/** The greatest number of grid steps that is not above the role's level; undefined without a level, or where the unit is no concentration. */
export function windowLevel(role: MetricRole, unit: string, resolution: number): number | undefined {
  const level = LEVELS[role];
  const steps = level === undefined ? undefined : stepsOf(level, unit, resolution);
  return steps && Number(floorOf(steps));
}

/** The least number of grid steps that is not below the floor of fishery water; undefined as above. */
export function windowFloor(role: MetricRole, unit: string, resolution: number, isSalmonid: boolean): number | undefined {
  const steps = LEVELS[role] === undefined ? undefined : stepsOf(FISHERY_FLOOR[isSalmonid ? 'salmonid' : 'ordinary'], unit, resolution);
  return steps && Number(ceilingOf(steps));
}

function stepsOf(level: number, unit: string, resolution: number): Fraction | undefined {
  const { base, factor } = unitMeaning(unit);
  if (base !== UNIT.concentration) return undefined;
  return divideFractions(multiplyFractions(decimalFraction(level), MG_PER_M3_IN_MG_PER_L), multiplyFractions(decimalFraction(resolution), factor));
}
