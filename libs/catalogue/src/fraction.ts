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
