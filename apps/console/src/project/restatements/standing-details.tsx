import type { AssessmentEntry } from '@yanshou/api-schema';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { RowsTable } from '../../ui/rows-table.js';
import { useRestatedColumns } from './restatement-details.js';
import { RESTATEMENT_TEXTS } from './restatement-texts.js';
import type { RestatedLine } from './restatement-view.js';

/** What an issued assessment would say now, where that differs. */
export function StandingDetails({ assessment, standing }: { readonly assessment: string; readonly standing: NonNullable<AssessmentEntry['standing']> }) {
  const texts = useSectionTexts(RESTATEMENT_TEXTS);
  const columns = useRestatedColumns(texts.issued, texts.now);
  const lines = standing.changes as readonly RestatedLine[];
  return <><p className="muted">{texts.howTo}</p><RowsTable label={texts.differsLabel(assessment)} columns={columns} rows={lines} keyOf={({ indicator }) => indicator} /></>;
}
