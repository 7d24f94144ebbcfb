import { decimalFraction } from '@yanshou/catalogue';
import type { FigureCell, FigureTable } from '@yanshou/catalogue';
import { formatValue } from '@yanshou/kpi';
import { html } from './html-text.js';
import type { Html } from './html-text.js';
import { WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

/** A page is to be read: the whole table is in the statement. */
const MOST_SHOWN = 500;
/** Limits of heavy metals are hundred-thousandths. */
const PLACES = { small: 6, large: 4 };

/** What was computed on the way, table by table. */
export const figureTables = (tables: readonly FigureTable[] | undefined, language: ReportLanguage): readonly Html[] =>
  (tables ?? []).filter(({ rows }) => rows.length > 0).map((table) => figureTable(table, language));

const figureTable = ({ title, columns, rows }: FigureTable, language: ReportLanguage): Html => html`<h4>${title[language]} (${rows.length})</h4><table><thead><tr>${columns.map((column) => html`<th>${column[language]}</th>`)}</tr></thead><tbody>
${rows.slice(0, MOST_SHOWN).map((row) => html`<tr>${row.map((cell) => (typeof cell === 'number' ? html`<td class="number">${cellText(cell, language)}</td>` : html`<td>${cellText(cell, language)}</td>`))}</tr>`)}
</tbody></table>${rows.length <= MOST_SHOWN ? null : html`<p class="muted">… ${WORDS.moreRows[language]} ${rows.length}</p>`}`;

/** Whole numbers as they are, others to four places, below one to six; a dash where there is none. */
export function cellText(cell: FigureCell, language: ReportLanguage): string {
  if (cell === null) return '—';
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : formatValue(decimalFraction(cell), Math.abs(cell) < 1 ? PLACES.small : PLACES.large);
  return typeof cell === 'string' ? cell : cell[language];
}
