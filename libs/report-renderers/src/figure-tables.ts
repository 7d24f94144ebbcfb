import { decimalFraction } from '@yanshou/catalogue';
import type { FigureCell, FigureTable } from '@yanshou/catalogue';
import { formatValue } from '@yanshou/kpi';
import { firstRows } from './text-table.js';
import type { TextTable } from './text-table.js';
import { WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

/** A page is to be read: the whole table is in the statement. */
const MOST_SHOWN = 500;
/** Limits of heavy metals are hundred-thousandths. */
const PLACES = { small: 6, large: 4 };

/** What was computed on the way, table by table. */
export const figureTables = (tables: readonly FigureTable[] | undefined, language: ReportLanguage): readonly TextTable[] =>
  (tables ?? []).filter(({ rows }) => rows.length > 0).map((table) => figureTable(table, language));

function figureTable({ title, columns, rows }: FigureTable, language: ReportLanguage): TextTable {
  const shown = firstRows(rows, MOST_SHOWN, WORDS.moreRows[language]);
  return {
    title: `${title[language]} (${rows.length})`, columns: columns.map((column) => column[language]), more: shown.more,
    rows: shown.rows.map((row) => row.map((cell) => (typeof cell === 'number' ? { number: cellText(cell, language) } : cellText(cell, language)))),
  };
}

/** Whole numbers as they are, others to four places, below one to six; a dash where there is none. */
export function cellText(cell: FigureCell, language: ReportLanguage): string {
  if (cell === null) return '—';
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : formatValue(decimalFraction(cell), Math.abs(cell) < 1 ? PLACES.small : PLACES.large);
  return typeof cell === 'string' ? cell : cell[language];
}
