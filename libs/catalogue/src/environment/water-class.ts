import type { WaterRole } from '@yanshou/telemetry';
import { compareFractions, decimalFraction, divideFractions, multiplyFractions } from '../fraction.js';
import type { Fraction } from '../fraction.js';

/** Means of factors by role: mg/L, pH without unit, °C, coliforms in 1/L; a factor that is not known is absent. */
export type WaterMeans = Readonly<Partial<Record<WaterRole, Fraction>>>;

/** `most`: at most, from class to class; `least`: at least; `above`: strictly more; `between`: inside both bounds. */
export type FactorRule =
  | { readonly kind: 'most' | 'least' | 'above'; readonly limits: readonly number[] }
  | { readonly kind: 'between'; readonly limits: readonly (readonly [number, number])[] };

export type WaterStandard = Readonly<Partial<Record<WaterRole, FactorRule>>>;

/** How one factor was judged; class 1 is the best, one more than the standard has is worse than all. */
export interface FactorClass {
  readonly role: WaterRole;
  readonly mean: Fraction;
  readonly class: number;
}

/** The class of a water by its worst factor (单因子评价法). */
export interface WaterClass {
  readonly class: number;
  readonly factors: readonly FactorClass[];
  /** The factors that made the class, where it is not the best. */
  readonly worst: readonly WaterRole[];
}

/** Class by the worst of the factors known; undefined where none is that the standard judges. A mean equal to a limit is of the better class. */
export function waterClass(means: WaterMeans, standard: WaterStandard): WaterClass | undefined {
  const factors = (Object.keys(standard) as WaterRole[]).flatMap((role): FactorClass[] => {
    const [mean, rule] = [means[role], standard[role]];
    return mean === undefined || rule === undefined ? [] : [{ role, mean, class: classOf(role, mean, rule, means) }];
  });
  if (factors.length === 0) return undefined;
  const worst = Math.max(...factors.map((factor) => factor.class));
  return { class: worst, factors, worst: worst === 1 ? [] : factors.filter((factor) => factor.class === worst).map(({ role }) => role) };
}

function classOf(role: WaterRole, mean: Fraction, rule: FactorRule, means: WaterMeans): number {
  if (role === 'dissolved-oxygen' && rule.kind === 'least' && saturated(mean, means['water-temperature'])) return 1;
  const first = rule.limits.findIndex((limit) => fits(mean, rule.kind, limit));
  return (first === -1 ? rule.limits.length : first) + 1;
}

function fits(mean: Fraction, kind: FactorRule['kind'], limit: number | readonly [number, number]): boolean {
  if (typeof limit !== 'number') return [[limit[0], 1], [limit[1], -1]].every(([bound = 0, sign = 1]) => compareFractions(mean, decimalFraction(bound)) * sign >= 0);
  const order = compareFractions(mean, decimalFraction(limit));
  return kind === 'most' ? order <= 0 : kind === 'least' ? order >= 0 : order > 0;
}

/** Nine tenths of saturation make class I too (GB 3838-2002): saturation 468 ÷ (31.6 + T) mg/L, T in °C. */
function saturated(oxygen: Fraction, temperature: Fraction | undefined): boolean {
  if (temperature === undefined) return false;
  const saturation = oxygenSaturation(temperature);
  return saturation !== undefined && compareFractions(oxygen, multiplyFractions(saturation, decimalFraction(0.9))) >= 0;
}

/** mg/L at a water temperature in °C; undefined where the formula has no meaning. */
export function oxygenSaturation(temperature: Fraction): Fraction | undefined {
  const { numerator, denominator } = temperature;
  const below = { numerator: numerator * 10n + 316n * denominator, denominator: denominator * 10n };
  return below.numerator <= 0n ? undefined : divideFractions({ numerator: 468n, denominator: 1n }, below);
}
