import type { AssessmentEntry, ProjectDetail } from '@yanshou/api-schema';
import { periodText } from '../format/time-text.js';
import { useTexts } from '../i18n/language-context.js';
import { bundleAddress, bundleName, reportAddress } from './assessment-files.js';

interface AssessmentsTableProps {
  readonly project: ProjectDetail;
  readonly assessments: readonly AssessmentEntry[];
}

/** Latest first; a restated one says by which. */
export function AssessmentsTable({ project, assessments }: AssessmentsTableProps) {
  const { assessments: texts } = useTexts();
  const successors = new Map(assessments.flatMap(({ id, supersedes }) => (supersedes === undefined ? [] : [[supersedes, id]])));
  const headings = [texts.period, texts.id, texts.note, texts.files];
  return (
    <table role="table" className="assessments" aria-labelledby="assessments-title">
      <thead role="rowgroup"><tr role="row">{headings.map((heading) => <th key={heading} role="columnheader" scope="col">{heading}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {assessments.toReversed().map((entry) => <AssessmentRow key={entry.id} project={project} entry={entry} successor={successors.get(entry.id)} />)}
      </tbody>
    </table>
  );
}

interface AssessmentRowProps {
  readonly project: ProjectDetail;
  readonly entry: AssessmentEntry;
  readonly successor: string | undefined;
}

function AssessmentRow({ project, entry, successor }: AssessmentRowProps) {
  const { assessments: texts } = useTexts();
  const { id, note, supersedes } = entry;
  return (
    <tr role="row" className={successor === undefined ? undefined : 'is-superseded'}>
      <th role="rowheader" scope="row" className="period" data-label={texts.period}>{periodText(entry, project.zone)}</th>
      <td role="cell" data-label={texts.id}>
        <code>{id}</code>
        {supersedes !== undefined && <small className="muted"> {texts.restates(supersedes)}</small>}
        {successor !== undefined && <small className="muted"> {texts.supersededBy(successor)}</small>}
      </td>
      <td role="cell" data-label={texts.note}>{note}</td>
      <td role="cell" className="files" data-label={texts.files}>
        <a href={reportAddress(project.id, id, 'zh')} target="_blank" rel="noreferrer">{texts.reportZh}</a>
        <a href={reportAddress(project.id, id, 'en')} target="_blank" rel="noreferrer">{texts.reportEn}</a>
        <a href={bundleAddress(project.id, id)} download={bundleName(project.id, id)}>{texts.bundle} .zip</a>
      </td>
    </tr>
  );
}
