import { decimalFraction, holds, ratioFraction } from '@yanshou/catalogue';
import type { Fraction } from '@yanshou/catalogue';
import type { Comparator } from '@yanshou/telemetry';

/** What a shown figure must not contradict. */
export interface Against {
  readonly comparator: Comparator;
  readonly target: number;
}

/**
 * A fraction as people read it: `decimals` places, half to even; more places while the rounded figure would lead to
 * another verdict than the full value (69.996 is not shown as 70.00 against ≥ 70).
 */
export function formatValue(value: Fraction, decimals: number, against?: Against): string {
  let places = decimals;
  while (against && contradicts(value, places, against)) places += 1;
  return decimalText(roundHalfEven(value, places), places);
}

function contradicts(value: Fraction, places: number, { comparator, target }: Against): boolean {
  const limit = decimalFraction(target);
  const shown = { numerator: roundHalfEven(value, places), denominator: 10n ** BigInt(places) };
  return holds(shown, comparator, limit) !== holds(value, comparator, limit);
}

/** value × 10^places to the nearest integer, a tie to the even one. */
function roundHalfEven({ numerator, denominator }: Fraction, places: number): bigint {
  const scaled = (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(places);
  const whole = scaled / denominator;
  const twice = 2n * (scaled % denominator);
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n);
  const rounded = up ? whole + 1n : whole;
  return numerator < 0n ? -rounded : rounded;
}

function decimalText(scaled: bigint, places: number): string {
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0');
  const sign = scaled < 0n ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/**
 * A share 0…1 in per cent with two decimals; `—` where there is none. More decimals where it would be rounded to a whole
 * per cent: minima are such, and 79.996 % is below 80 %.
 */
export function formatShare(share: number | null): string {
  if (share === null) return '—';
  const exact = percentOf(share);
  return `${formatValue(exact, 2, { comparator: '=', target: Number(formatValue(exact, 0)) })} %`;
}

function percentOf(share: number): Fraction {
  const { numerator, denominator } = decimalFraction(share);
  return { numerator: numerator * 100n, denominator };
}

/** What of a row says its value; `value` counts where the ratio is too large for numbers. */
export interface ValuedRow {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly scale: number;
  readonly value?: number | null;
}

/** The exact value of a row; null when it has none. */
export function exactValue({ numerator, denominator, scale, value = null }: ValuedRow): Fraction | null {
  if (numerator !== null && denominator !== null) return ratioFraction(numerator, denominator, scale);
  return value === null ? null : decimalFraction(value);
}
