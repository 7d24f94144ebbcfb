import type { BilingualText } from '../bilingual.js';
import type { FigureCell, FigureTable } from '../figure-table.js';
import { decimalFraction } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import { roundedHalfEven } from '../rounding.js';

/** A text in both languages, Chinese first; once where they are the same. */
export const both = ({ zh, en }: BilingualText): string => (zh === en ? zh : `${zh} / ${en}`);

const LONGEST_TABLE = 31;

/** A table, or nothing without rows; a long one is cut and says so. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[], most = LONGEST_TABLE): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const cut = rows.length > most ? [`… ${rows.length - most} 行未列出 / rows left out`, ''] : [];
  return [line(columns), line(columns.map(() => '---')), ...rows.slice(0, most).map(line), '', ...cut];
}

export const figureTable = ({ title, columns, rows }: FigureTable): readonly string[] =>
  (rows.length === 0 ? [] : [`**${both(title)}**`, '', ...markdownTable(columns.map(both), rows.map((row) => row.map(cellText)))]);

export function cellText(cell: FigureCell): string {
  if (cell === null) return '—';
  if (typeof cell === 'number') return numberText(cell);
  return typeof cell === 'string' ? cell : both(cell);
}

/** A number as it is where it is short, else rounded to six places. */
export const numberText = (value: number): string => (String(value).length <= 8 ? String(value) : decimalText(decimalFraction(value), 6));

/** A fraction to some places, half to even, without zeros at the end. */
export function decimalText(value: Fraction, places: number): string {
  const { numerator } = roundedHalfEven(value, places);
  const digits = String(numerator < 0n ? -numerator : numerator).padStart(places + 1, '0');
  const text = `${numerator < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return text.replace(/\.?0+$/, '');
}

export const fractionText = (numerator: bigint | number, denominator: bigint | number): string => (BigInt(denominator) === 1n ? String(numerator) : `${numerator} ÷ ${denominator}`);
