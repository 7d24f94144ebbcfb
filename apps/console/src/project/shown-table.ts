import type { Language } from '../i18n/language.js';

type Words = Readonly<Record<Language, string>>;
type ShownCell = string | number | null | Words;

/** A table of intermediate figures, as far as the platform's answer says. */
export interface ShownTable {
  readonly title: Words;
  readonly columns: readonly Words[];
  readonly rows: readonly (readonly ShownCell[])[];
}

/** More rows than these are for the statement, not for a page. */
const MOST_SHOWN = 400;
const PLACES = 6;

/** Tables with rows; whatever has another shape is left out. */
export const shownTables = (value: unknown): readonly ShownTable[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : []).map(tableOf).filter(({ rows }) => rows.length > 0);

function tableOf(value: unknown): ShownTable {
  const { title, columns, rows } = recordOf(value);
  const lists = (of: unknown): readonly unknown[] => (Array.isArray(of) ? (of as readonly unknown[]) : []);
  return { title: wordsOf(title), columns: lists(columns).map(wordsOf), rows: lists(rows).slice(0, MOST_SHOWN).map((row) => lists(row).map(cellOf)) };
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function wordsOf(value: unknown): Words {
  const { zh, en } = recordOf(value);
  return { zh: textOf(zh), en: textOf(en) };
}

const cellOf = (value: unknown): ShownCell => {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return value === null || value === undefined ? null : wordsOf(value);
};

/** `—` for none; a number to six places at most. */
export function cellText(cell: ShownCell, language: Language): string {
  if (cell === null) return '—';
  if (typeof cell === 'number') return String(Number(cell.toFixed(PLACES)));
  return typeof cell === 'string' ? cell : cell[language];
}
