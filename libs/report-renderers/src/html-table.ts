import { html } from './html-text.js';
import type { Html } from './html-text.js';
import type { TextCell, TextTable } from './text-table.js';

/** The table as markup, its title above it. */
export const htmlTable = ({ title, columns, rows, more }: TextTable): Html => html`${title !== null && html`<h4>${title}</h4>`}<table><thead><tr>${columns.map((column) => html`<th>${column}</th>`)}</tr></thead><tbody>
${rows.map(htmlCells)}
</tbody></table>${more !== null && html`<p class="muted">${more}</p>`}`;

export const htmlCells = (row: readonly TextCell[]): Html => html`<tr>${row.map(htmlCell)}</tr>`;

function htmlCell(cell: TextCell): Html {
  if (typeof cell === 'string') return html`<td>${cell}</td>`;
  return 'number' in cell ? html`<td class="number">${cell.number}</td>` : html`<td>${cell.lines.map((line) => html`<div>${line}</div>`)}</td>`;
}
