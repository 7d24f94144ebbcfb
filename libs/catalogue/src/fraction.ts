import type { Comparator } from '@yanshou/telemetry';

/** An exact rational; the denominator is positive. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * A ratio of two safe integers, `scale` times; the denominator is positive.
 * Throws RangeError for anything else: counts are integers long before they come here.
 */
export function ratioFraction(numerator: number, denominator: number, scale = 1): Fraction {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || !Number.isSafeInteger(scale) || denominator < 1) {
    throw new RangeError(`no exact ratio: ${scale} × ${numerator} ÷ ${denominator}`);
  }
  return { numerator: BigInt(numerator) * BigInt(scale), denominator: BigInt(denominator) };
}

/** The exact value of an outcome's ratio, `scale` times; numbers must be safe integers. */
export const exactRatio = ({ numerator, denominator }: { readonly numerator: number; readonly denominator: number } | Fraction, scale = 1): Fraction =>
  typeof numerator === 'bigint' && typeof denominator === 'bigint'
    ? { numerator: numerator * BigInt(scale), denominator }
    : ratioFraction(Number(numerator), Number(denominator), scale);

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/**
 * The decimal that a person wrote, not the binary number nearest to it: 0.8 is 8 ÷ 10, so 4 of 5 reach a threshold of 0.8.
 * Throws RangeError for NaN and infinities.
 */
export function decimalFraction(value: number): Fraction {
  const parts = DECIMAL.exec(String(value));
  if (!parts) throw new RangeError(`not a decimal number: ${value}`);
  const [, sign, whole = '0', decimals = '', exponent = '0'] = parts;
  const digits = BigInt(`${whole}${decimals}`) * (sign === '-' ? -1n : 1n);
  const power = Number(exponent) - decimals.length;
  return power >= 0
    ? { numerator: digits * 10n ** BigInt(power), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-power) };
}

/** Negative, 0 or positive as `left` is below, equal to or above `right`; cross-multiplied, never divided. */
export function compareFractions(left: Fraction, right: Fraction): number {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whether `left comparator right` is true, by full value (GB/T 8170). */
export function holds(left: Fraction, comparator: Comparator, right: Fraction): boolean {
  const order = compareFractions(left, right);
  switch (comparator) {
    case '>=': return order >= 0;
    case '<=': return order <= 0;
    case '>': return order > 0;
    case '<': return order < 0;
    case '=': return order === 0;
  }
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

/** In lowest terms. */
export function reduceFraction({ numerator, denominator }: Fraction): Fraction {
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [large, small] = [left, right];
  while (small !== 0n) [large, small] = [small, large % small];
  return large;
}

export function addFractions(left: Fraction, right: Fraction): Fraction {
  if (left.denominator === right.denominator) return { numerator: left.numerator + right.numerator, denominator: left.denominator };
  return reduceFraction({
    numerator: left.numerator * right.denominator + right.numerator * left.denominator,
    denominator: left.denominator * right.denominator,
  });
}

export const negateFraction = ({ numerator, denominator }: Fraction): Fraction => ({ numerator: -numerator, denominator });

export const multiplyFractions = (left: Fraction, right: Fraction): Fraction =>
  reduceFraction({ numerator: left.numerator * right.numerator, denominator: left.denominator * right.denominator });

/** Throws RangeError for a divisor of zero. */
export function divideFractions(left: Fraction, right: Fraction): Fraction {
  if (right.numerator === 0n) throw new RangeError('division by zero');
  const sign = right.numerator < 0n ? -1n : 1n;
  return reduceFraction({ numerator: left.numerator * right.denominator * sign, denominator: left.denominator * right.numerator * sign });
}

/** Bits of the quotient before it is rounded: two more than a double has, and the last says that there is a rest. */
const QUOTIENT_BITS = 64;
/** Powers of two beyond this are no doubles, so a shift is made in two steps. */
const LARGEST_SHIFT = 1_000;

/** The double nearest to a fraction, a tie to the even one: rounded once. Infinite where no double is near. */
export function fractionToNumber({ numerator, denominator }: Fraction): number {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const shift = QUOTIENT_BITS - (magnitude.toString(2).length - denominator.toString(2).length);
  const [above, below] = shift > 0 ? [magnitude << BigInt(shift), denominator] : [magnitude, denominator << BigInt(-shift)];
  const quotient = above / below;
  const rounded = Number(above % below === 0n ? quotient : quotient | 1n);
  const first = Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, -shift));
  const value = rounded * 2 ** first * 2 ** (-shift - first);
  return numerator < 0n ? 0 - value : value;
}
