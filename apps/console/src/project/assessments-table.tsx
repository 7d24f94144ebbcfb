import type { AssessmentEntry, ProjectDetail } from '@yanshou/api-schema';
import { useState } from 'react';
import { periodText } from '../format/time-text.js';
import { useTexts } from '../i18n/language-context.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { ASSESSMENT_TEXTS } from './assessment-texts.js';
import { bundleAddress, bundleName, reportAddress } from './assessment-files.js';
import { OpinionsDetails } from './opinions/opinions-details.js';
import { OPINION_TEXTS } from './opinions/opinion-texts.js';
import { RestatementDetails } from './restatements/restatement-details.js';
import { StandingDetails } from './restatements/standing-details.js';
import { StandingMark } from './restatements/standing-mark.js';
import { RESTATEMENT_TEXTS } from './restatements/restatement-texts.js';

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
        {assessments.toReversed().map((entry) => <AssessmentRow key={entry.id} project={project} entry={entry} successor={successors.get(entry.id)} columns={headings.length} />)}
      </tbody>
    </table>
  );
}

interface AssessmentRowProps {
  readonly project: ProjectDetail;
  readonly entry: AssessmentEntry;
  readonly successor: string | undefined;
  readonly columns: number;
}

function AssessmentRow({ project, entry, successor, columns }: AssessmentRowProps) {
  const { assessments: texts } = useTexts();
  const restatement = useSectionTexts(RESTATEMENT_TEXTS);
  const [isOpen, setOpen] = useState(false);
  const [isCompared, setCompared] = useState(false);
  const [isHeard, setHeard] = useState(false);
  const { id, note, supersedes, standing } = entry;
  const isOther = standing !== undefined && standing.standing !== 'current';
  const row = (
    <tr role="row" id={`assessment-${id}`} className={successor === undefined ? 'target-row' : 'target-row is-superseded'}>
      <th role="rowheader" scope="row" className="period" data-label={texts.period}>{periodText(entry, project.zone)}<ScopeMark scope={entry.scope} /></th>
      <td role="cell" data-label={texts.id}>
        <code>{id}</code>
        {supersedes !== undefined && <small className="muted"> <a href={`#assessment-${supersedes}`}>{texts.restates(supersedes)}</a></small>}
        {successor !== undefined && <small className="muted"> <a href={`#assessment-${successor}`}>{texts.supersededBy(successor)}</a></small>}
        {supersedes !== undefined && <button type="button" className="link" aria-expanded={isOpen} aria-label={restatement.showLabel(id)} onClick={() => setOpen(!isOpen)}>{isOpen ? restatement.hide : restatement.show}</button>}
        {isOther && <StandingMark id={id} standing={standing} zone={project.zone} isOpen={isCompared} onToggle={() => setCompared(!isCompared)} />}
      </td>
      <td role="cell" data-label={texts.note}>
        {note}
        <OpinionsButton entry={entry} isOpen={isHeard} onToggle={() => setHeard(!isHeard)} />
      </td>
      <td role="cell" className="files" data-label={texts.files}>
        <a href={reportAddress(project.id, id, 'zh')} target="_blank" rel="noreferrer">{texts.reportZh}</a>
        <a href={reportAddress(project.id, id, 'en')} target="_blank" rel="noreferrer">{texts.reportEn}</a>
        <DownloadLinks project={project.id} assessment={id} />
        <a href={bundleAddress(project.id, id)} download={bundleName(project.id, id)}>{texts.bundle} .zip</a>
      </td>
    </tr>
  );
  const compared = isOther && isCompared && <tr role="row" className="assessments__below"><td role="cell" colSpan={columns}><StandingDetails assessment={id} standing={standing} /></td></tr>;
  const heard = <Heard isHeard={isHeard} project={project} assessment={id} columns={columns} />;
  return <>{row}{heard}{compared}{isOpen && <tr role="row" className="assessments__below"><td role="cell" colSpan={columns}><RestatementDetails project={project.id} assessment={id} /></td></tr>}</>;
}

interface OpinionsButtonProps {
  readonly entry: AssessmentEntry;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** How many auditors have said something of it; what they said is below. */
function OpinionsButton({ entry: { id, opinions = { count: 0, disagreeing: 0 } }, isOpen, onToggle }: OpinionsButtonProps) {
  const texts = useSectionTexts(OPINION_TEXTS);
  return <button type="button" className="link" aria-expanded={isOpen} aria-label={texts.showLabel(id)} onClick={onToggle}>{isOpen ? texts.hide : texts.show(opinions.count, opinions.disagreeing)}</button>;
}

function Heard({ isHeard, project, assessment, columns }: { readonly isHeard: boolean; readonly project: ProjectDetail; readonly assessment: string; readonly columns: number }) {
  if (!isHeard) return null;
  return <tr role="row" className="assessments__below"><td role="cell" colSpan={columns}><OpinionsDetails project={project} assessment={assessment} /></td></tr>;
}

/** The report for paper and as numbers, in both languages. */
export function DownloadLinks({ project, assessment }: { readonly project: string; readonly assessment: string }) {
  const texts = useSectionTexts(ASSESSMENT_TEXTS);
  const link = (format: 'pdf' | 'xlsx', lang: 'zh' | 'en', text: string) => <a key={text} href={reportAddress(project, assessment, lang, format)} download>{text}</a>;
  return <>{[link('pdf', 'zh', texts.pdfZh), link('pdf', 'en', texts.pdfEn), link('xlsx', 'zh', texts.xlsxZh), link('xlsx', 'en', texts.xlsxEn)]}</>;
}

/** An assessment of another period than the contract's is never shown as the one that counts. */
export function ScopeMark({ scope }: Pick<AssessmentEntry, 'scope'>) {
  const texts = useSectionTexts(ASSESSMENT_TEXTS);
  if (scope === undefined) return null;
  return scope === 'whole' ? <small className="muted"> {texts.whole}</small> : <small className="muted"> <strong>{texts.interim}</strong>：{texts.interimHelp}</small>;
}
