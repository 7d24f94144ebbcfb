import { useLanguage } from '../i18n/language-context.js';
import { cellText } from './shown-table.js';
import type { ShownTable } from './shown-table.js';

/** What was computed on the way to a value; each table scrolls within its own height. */
export function FigureTables({ tables }: { readonly tables: readonly ShownTable[] }) {
  const { language } = useLanguage();
  return tables.map(({ title, columns, rows }) => (
    <section key={title.en}>
      <h3>{title[language]}</h3>
      <div className="scroll" tabIndex={0} role="region" aria-label={title[language]}>
        <table className="plain">
          <thead><tr>{columns.map((column) => <th key={column.en} scope="col">{column[language]}</th>)}</tr></thead>
          <tbody>{rows.map((row, index) => <tr key={index}>{row.map((cell, column) => <td key={column} className={typeof cell === 'number' ? 'number' : undefined}>{cellText(cell, language)}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </section>
  ));
}
