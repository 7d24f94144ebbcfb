import { decimalFraction, holds, ratioFraction, withUnit } from '@yanshou/catalogue';
import type { Fraction } from '@yanshou/catalogue';
import type { Comparator } from '@yanshou/telemetry';
import type { Language } from '../i18n/language.js';

/** What of an indicator row makes its figure. */
export interface Figure {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly scale: number;
  readonly unit: string;
  readonly comparator: Comparator;
  readonly target: number | null;
}

const DECIMALS = 2;
const LEG_DECIMALS = 4;
/** More than the things that anybody counts: a fraction in lowest terms, which tells a reader nothing. */
const MOST_COUNTED = 9_999_999;
const NONE = '—';
export const COMPARATOR_SIGNS: Readonly<Record<Comparator, string>> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' };

/** Number and unit, `66.67 %`; a count has no decimals; `—` without a value. Never a rounding that contradicts the verdict. */
export function valueText(figure: Figure, language: Language): string {
  const exact = exactValue(figure);
  if (exact === null) return NONE;
  return grouped(isCount(figure) ? plain(exact, 0, figure) : plain(exact, DECIMALS, figure), figure.unit, language);
}

/** A stored value in an indicator's unit, as decimal: its ratio is not stored. */
export const storedText = (indicator: Figure, value: number | null, language: Language): string => valueText({ ...indicator, value, numerator: null, denominator: null }, language);

/** `2 / 3`; null where the value is no ratio of two counts. */
export function ratioText(figure: Figure): string | null {
  if (figure.numerator === null || figure.denominator === null || isCount(figure) || figure.denominator > MOST_COUNTED) return null;
  return `${groupedText(String(figure.numerator))} / ${groupedText(String(figure.denominator))}`;
}

/** `≥ 70 %`; `—` where no target is set. */
export const targetText = ({ comparator, target, unit }: Pick<Figure, 'comparator' | 'target' | 'unit'>, language: Language): string =>
  target === null ? NONE : `${COMPARATOR_SIGNS[comparator]} ${grouped(String(target), unit, language)}`;

/** A declared or stored figure: as the decimal that was written. */
export const amountText = (amount: number | null, unit: string, language: Language): string => (amount === null ? NONE : grouped(String(amount), unit, language));

/** How far `left` is above `right`, with its sign: `+1.25 %`. */
export function differenceText(left: Fraction, right: Fraction, unit: string, language: Language): string {
  const difference = { numerator: left.numerator * right.denominator - right.numerator * left.denominator, denominator: left.denominator * right.denominator };
  const text = decimalText(roundHalfEven(difference, DECIMALS), DECIMALS);
  return grouped(text.startsWith('-') || Number(text) === 0 ? text : `+${text}`, unit, language);
}

/** One side of a gain: its value is rounded already, and near enough with four places. */
export const roundedText = (value: number | null, unit: string, language: Language, places = LEG_DECIMALS): string =>
  value === null ? NONE : grouped(decimalText(roundHalfEven(decimalFraction(value), places), places), unit, language);

/** What is only expected: more places would promise more than anybody knows. */
export const expectedText = (value: number, unit: string, language: Language): string => roundedText(value, unit, language, DECIMALS);

/** A share 0…1 in per cent with two decimals, half to even. */
export function shareText(share: number | null): string {
  if (share === null) return NONE;
  const { numerator, denominator } = decimalFraction(share);
  return `${decimalText(roundHalfEven({ numerator: numerator * 100n, denominator }, DECIMALS), DECIMALS)} %`;
}

/** Two decimals, half to even; more while the rounded number would lead to another verdict than the whole one. */
function plain(value: Fraction, decimals: number, against: Pick<Figure, 'comparator' | 'target'>): string {
  let places = decimals;
  while (contradicts(value, places, against)) places += 1;
  return decimalText(roundHalfEven(value, places), places);
}

/** The exact value; where numerator and denominator are not given, the decimal that the number is written as. */
export function exactValue({ value, numerator, denominator, scale }: Figure): Fraction | null {
  if (value === null) return null;
  const exact = numerator !== null && denominator !== null && Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) && denominator > 0;
  return exact ? ratioFraction(numerator, denominator, scale) : decimalFraction(value);
}

/** A stored value comes without its ratio: a whole number of things is a count all the same. */
const isCount = ({ scale, denominator, value }: Pick<Figure, 'scale' | 'denominator' | 'value'>): boolean =>
  scale === 1 && (denominator === 1 || (denominator === null && Number.isInteger(value)));

function contradicts(value: Fraction, places: number, { comparator, target }: Pick<Figure, 'comparator' | 'target'>): boolean {
  if (target === null) return false;
  const limit = decimalFraction(target);
  const shown = { numerator: roundHalfEven(value, places), denominator: 10n ** BigInt(places) };
  return holds(shown, comparator, limit) !== holds(value, comparator, limit);
}

/** value × 10^places to the nearest integer, a tie to the even one. */
function roundHalfEven({ numerator, denominator }: Fraction, places: number): bigint {
  const magnitude = (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(places);
  const [whole, twiceRest] = [magnitude / denominator, 2n * (magnitude % denominator)];
  const rounded = twiceRest > denominator || (twiceRest === denominator && whole % 2n === 1n) ? whole + 1n : whole;
  return numerator < 0n ? -rounded : rounded;
}

function decimalText(scaled: bigint, places: number): string {
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0');
  const sign = scaled < 0n ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const grouped = (figure: string, unit: string, language: Language): string => withUnit(groupedText(figure), unit, language);

/** Thousands apart, `1,234.5`; the same in both languages. */
export function groupedText(text: string): string {
  const [whole = '', ...fraction] = text.split('.');
  return [whole.replace(/\B(?=(\d{3})+(?!\d))/g, ','), ...fraction].join('.');
}
