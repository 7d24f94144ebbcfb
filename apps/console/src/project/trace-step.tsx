import type { TraceSourceView, TraceStepView } from '@yanshou/api-schema';
import { unitText } from '@yanshou/catalogue';
import { useLanguage } from '../i18n/language-context.js';
import { cellText } from './shown-table.js';

/** More lines than these are for the interface, not for a page. */
const MOST_SHOWN = 400;

/** One step: formula, numbers put in, result, and what it was added up or counted from. */
export function TraceStep({ step: { title, symbol, formula, put, result, table } }: { readonly step: TraceStepView }) {
  const { language } = useLanguage();
  const { exact, rounded, unit } = result;
  return (
    <>
      <strong>{title[language]}</strong>
      <div className="trace-formula">
        <div>{symbol} = {formula[language]}</div>
        {put !== null && put !== exact && <div>= {put}</div>}
        <div>= {exact}{exact !== rounded && ` ≈ ${rounded}`} {unitText(unit, language, exact === '1')}</div>
      </div>
      {table && table.rows.length > 0 && <TraceTable table={table} label={title[language]} />}
    </>
  );
}

function TraceTable({ table: { columns, rows }, label }: { readonly table: NonNullable<TraceStepView['table']>; readonly label: string }) {
  const { language, texts } = useLanguage();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="plain">
        <thead><tr>{columns.map((column, index) => <th key={index} scope="col">{column[language]}</th>)}<th scope="col">{texts.trace.source}</th></tr></thead>
        <tbody>{rows.slice(0, MOST_SHOWN).map(({ cells, source }, index) => (
          <tr key={index}>{cells.map((cell, column) => <td key={column} className={typeof cell === 'number' ? 'number' : undefined}>{cellText(cell, language)}</td>)}<td>{source && <Source source={source} />}</td></tr>
        ))}</tbody>
      </table>
      {rows.length > MOST_SHOWN && <p className="muted">{texts.trace.more(rows.length - MOST_SHOWN)}</p>}
    </div>
  );
}

/** A link to what was read, and the digest of a file. */
function Source({ source: { kind, query, sha256 } }: { readonly source: TraceSourceView }) {
  const { texts } = useLanguage();
  const word = texts.trace.kind[kind];
  return (
    <>
      {query === null ? word : <a href={query} target="_blank" rel="noreferrer">{word}</a>}
      {sha256 !== null && <> <code title={`sha256:${sha256}`}>{sha256.slice(0, 12)}</code></>}
    </>
  );
}
