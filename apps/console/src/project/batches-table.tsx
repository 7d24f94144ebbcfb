import type { TraceBatchSummary } from '@yanshou/api-schema';
import { isUndecided, unitText } from '@yanshou/catalogue';
import { dayText } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';

interface BatchesTableProps {
  readonly batches: readonly TraceBatchSummary[];
  readonly zone: string;
  readonly opened: string | undefined;
  readonly onOpen: (id: string) => void;
}

/** One line a batch: whether it is complete end to end, and what it lacks. */
export function BatchesTable({ batches, zone, opened, onOpen }: BatchesTableProps) {
  const { language, texts: { batches: texts } } = useLanguage();
  const headings = [texts.id, texts.product, texts.quantity, texts.producedAt, texts.completeness];
  return (
    <table role="table" className="devices" aria-labelledby="batches-title">
      <thead role="rowgroup"><tr role="row">{headings.map((heading) => <th key={heading} role="columnheader" scope="col">{heading}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {batches.map((batch) => (
          <tr role="row" key={batch.id}>
            <th role="rowheader" scope="row" data-label={texts.id}>
              <button type="button" className="button" aria-expanded={batch.id === opened} onClick={() => onOpen(batch.id)}><code>{batch.id}</code></button>
            </th>
            <td role="cell" data-label={texts.product}>{batch.product}{batch.variety !== undefined && <small className="muted"> {batch.variety}</small>}</td>
            <td role="cell" className="number" data-label={texts.quantity}>{batch.quantity} {unitText(batch.unit, language, batch.quantity === 1)}</td>
            <td role="cell" className="number" data-label={texts.producedAt}>{dayText(batch.producedAt, zone)}</td>
            <td role="cell" data-label={texts.completeness}><Completeness batch={batch} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Completeness({ batch: { complete, findings, withdrawn } }: { readonly batch: TraceBatchSummary }) {
  const { language, texts: { batches: texts } } = useLanguage();
  if (withdrawn !== undefined) return <span className="muted">{texts.withdrawn(withdrawn.reason)}</span>;
  if (complete) return <>{texts.complete}</>;
  return <>{isUndecided(findings) ? texts.undecided : texts.incomplete}<small className="muted"> {findings.map((finding) => finding[language]).join(language === 'zh' ? '；' : '; ')}</small></>;
}
