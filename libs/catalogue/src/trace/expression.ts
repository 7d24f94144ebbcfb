import { addFractions, compareFractions, divideFractions, multiplyFractions, negateFraction } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import { ZERO } from '../fraction.js';
import { exactText } from './exact-text.js';

/** Arithmetic as it is written and what it comes to, made together so that one never differs from the other. */
export interface Expression {
  readonly text: string;
  readonly value: Fraction;
  /** What binds: a number or bracket, a product or quotient, a sum. */
  readonly binds: 'atom' | 'product' | 'sum';
}

/** A number put into a formula; a negative one, or one without an end, stands in brackets. */
export function put(value: Fraction): Expression {
  const text = exactText(value);
  return { text: /[−÷]/.test(text) ? `(${text})` : text, value, binds: 'atom' };
}

export const whole = (value: number | bigint): Expression => put({ numerator: BigInt(value), denominator: 1n });

export const sum = (...terms: readonly Expression[]): Expression =>
  terms.length === 1 && terms[0] !== undefined ? terms[0] : {
    text: terms.length === 0 ? '0' : terms.map(({ text }) => text).join(' + '), binds: 'sum',
    value: terms.reduce((total, { value }) => addFractions(total, value), ZERO),
  };

export const minus = (left: Expression, right: Expression): Expression =>
  ({ text: `${left.text} − ${right.binds === 'sum' ? bracketed(right) : right.text}`, value: addFractions(left.value, negateFraction(right.value)), binds: 'sum' });

export const times = (left: Expression, right: Expression): Expression =>
  ({ text: `${factor(left)} × ${right.binds === 'atom' ? right.text : bracketed(right)}`, value: multiplyFractions(left.value, right.value), binds: 'product' });

/** Throws RangeError for a divisor of zero. */
export const over = (left: Expression, right: Expression): Expression =>
  ({ text: `${factor(left)} ÷ ${right.binds === 'atom' ? right.text : bracketed(right)}`, value: divideFractions(left.value, right.value), binds: 'product' });

/** The greatest of some numbers, at least one. */
export const greatest = (terms: readonly Expression[]): Expression => ({
  text: `max(${terms.map(({ text }) => text).join(', ')})`, binds: 'atom',
  value: terms.reduce((most, { value }) => (compareFractions(value, most) > 0 ? value : most), terms[0]?.value ?? ZERO),
});

const bracketed = ({ text }: Expression): string => `(${text})`;
const factor = (term: Expression): string => (term.binds === 'sum' ? bracketed(term) : term.text);
