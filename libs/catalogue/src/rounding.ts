import type { Fraction } from './fraction.js';

/** The greatest integer that is not above the fraction. */
export function floorOf({ numerator, denominator }: Fraction): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}

/** The smallest integer that is not below the fraction (进位取整). */
export const ceilingOf = ({ numerator, denominator }: Fraction): bigint => -floorOf({ numerator: -numerator, denominator });

/** To `decimals` places, a tie to the even digit (GB/T 8170). */
export function roundedHalfEven(value: Fraction, decimals = 0): Fraction {
  const power = 10n ** BigInt(decimals);
  const scaled = { numerator: value.numerator * power, denominator: value.denominator };
  const below = floorOf(scaled);
  const twice = 2n * (scaled.numerator - below * scaled.denominator);
  const up = twice > scaled.denominator || (twice === scaled.denominator && below % 2n !== 0n);
  return { numerator: up ? below + 1n : below, denominator: power };
}
