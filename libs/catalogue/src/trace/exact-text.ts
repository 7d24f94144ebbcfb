import { reduceFraction } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import { roundedHalfEven } from '../rounding.js';
import type { TraceResult } from './trace-step.js';

const PLACES = 6;
/** A decimal with more places is harder to type than the fraction that it stands for. */
const MOST_DECIMALS = 12;

/** A number exactly: its decimals where they end soon, else `numerator ÷ denominator`; the sign is `−`. */
export function exactText(value: Fraction): string {
  const { numerator, denominator } = reduceFraction(value);
  const decimals = decimalsOf(denominator);
  return decimals === undefined ? `${signed(numerator)} ÷ ${denominator}` : placed(numerator * (10n ** BigInt(decimals) / denominator), decimals);
}

/** Half to even at six places, without zeros at the end. */
export function roundedText(value: Fraction): string {
  const { numerator } = roundedHalfEven(value, PLACES);
  const text = placed(numerator, PLACES);
  return text.replace(/\.?0+$/, '').replace(/^−0$/, '0');
}

export const resultOf = (value: Fraction, unit: string): TraceResult => ({ exact: exactText(value), rounded: roundedText(value), unit });

/** Decimals that the denominator needs; undefined where they do not end, or not soon. */
function decimalsOf(denominator: bigint): number | undefined {
  for (let decimals = 0, power = 1n; decimals <= MOST_DECIMALS; decimals += 1, power *= 10n) if (power % denominator === 0n) return decimals;
  return undefined;
}

const signed = (value: bigint): string => (value < 0n ? `−${-value}` : String(value));

function placed(scaled: bigint, decimals: number): string {
  if (decimals === 0) return signed(scaled);
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, '0');
  return `${scaled < 0n ? '−' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
