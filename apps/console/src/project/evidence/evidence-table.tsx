import { useQuery } from '@tanstack/react-query';
import type { EvidenceView, ProjectDetail } from '@yanshou/api-schema';
import { useState } from 'react';
import { indicatorsQuery, useSession } from '../../api/queries.js';
import { addressOf } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { dayText, timeText } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayWork } from '../../session/rights.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { ToneChip, decisionTone } from '../../ui/tone-chip.js';
import { EvidenceActions } from './evidence-actions.js';
import type { EvidenceStep } from './evidence-actions.js';
import { EvidenceDecision } from './evidence-decision.js';
import { EVIDENCE_TEXTS } from './evidence-texts.js';
import { bytesText } from './evidence-view.js';
import { LegalChangeForm, LegalDecisionForm } from './legal-forms.js';
import { LegalHistory } from './legal-history.js';
import { pendingChange } from './legal-view.js';

interface EvidenceTableProps {
  readonly project: ProjectDetail;
  readonly items: readonly EvidenceView[];
  readonly onSaid: (text: string) => void;
}

export function EvidenceTable({ project, items, onSaid }: EvidenceTableProps) {
  const [open, setOpen] = useState<EvidenceStep>();
  const columns = useColumns(project, open, (step) => setOpen(isSame(open, step) ? undefined : step));
  const close = (text?: string): void => {
    setOpen(undefined);
    if (text !== undefined) onSaid(text);
  };
  return (
    <RowsTable
      titled="evidence-title" columns={columns} rows={items} keyOf={({ id }) => id} isPast={({ status }) => status === 'rejected'}
      below={(item) => (item.legalChanges.length > 0 || item.id === open?.id) && (
        <>
          {item.legalChanges.length > 0 && <LegalHistory project={project} item={item} />}
          {item.id === open?.id && <StepForm project={project} item={item} step={open.step} onDone={close} />}
        </>
      )}
    />
  );
}

const isSame = (left: EvidenceStep | undefined, right: EvidenceStep): boolean => left?.id === right.id && left.step === right.step;

interface StepFormProps {
  readonly project: ProjectDetail;
  readonly item: EvidenceView;
  readonly step: EvidenceStep['step'];
  readonly onDone: (text?: string) => void;
}

function StepForm({ step, ...parts }: StepFormProps) {
  const pending = pendingChange(parts.item);
  if (step === 'decide') return <EvidenceDecision {...parts} project={parts.project.id} />;
  if (step === 'state') return <LegalChangeForm {...parts} />;
  return pending === undefined ? null : <LegalDecisionForm {...parts} change={pending} />;
}

function useColumns(project: ProjectDetail, open: EvidenceStep | undefined, onOpen: (step: EvidenceStep) => void): readonly Column<EvidenceView>[] {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  const { data: session } = useSession();
  const indicatorName = useIndicatorName(project.id);
  return [
    { heading: texts.paper, cell: ({ title, indicator }) => <>{title}{indicator !== undefined && <small>{indicatorName(indicator)}</small>}</> },
    { heading: texts.kindHeading, cell: ({ kind, legalState, legalStateNow = legalState }) => <><span>{texts.kind[kind]}</span>{legalStateNow !== undefined && <small>{texts.legal[legalStateNow]}</small>}</>, className: 'col-kind' },
    { heading: texts.number, cell: ({ number, owner }) => <>{number ?? '—'}{owner !== undefined && <small>{owner}</small>}</>, className: 'col-code' },
    { heading: texts.date, cell: ({ datedAt, issuer }) => <><span className="nowrap">{datedAt === undefined ? '—' : dayText(datedAt, project.zone)}</span>{issuer !== undefined && <small>{issuer}</small>}</>, className: 'col-day' },
    { heading: texts.statusHeading, cell: (item) => <EvidenceState item={item} zone={project.zone} />, className: 'col-state' },
    { heading: texts.file, cell: (item) => <EvidenceLink project={project.id} item={item} /> },
    ...(mayWork(session) ? [{ heading: texts.actions, cell: (item: EvidenceView) => <EvidenceActions item={item} open={open} onOpen={onOpen} /> }] : []),
  ];
}

/** An indicator by its name in the contract's rows; by its id where it is none of them. */
function useIndicatorName(project: string): (indicator: string) => string {
  const { language } = useLanguage();
  const { data } = useQuery(indicatorsQuery(project));
  return (indicator) => {
    const row = data?.find((one) => one.indicator === indicator);
    return row === undefined ? indicator : nameIn(row, language);
  };
}

function EvidenceState({ item: { status, submittedBy, submittedAt, decidedBy, originalSeenBy }, zone }: { readonly item: EvidenceView; readonly zone: string }) {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  return (
    <>
      <ToneChip tone={decisionTone(status)}>{texts.status[status]}</ToneChip>
      {submittedBy !== undefined && submittedAt !== undefined && <small>{texts.submittedBy(submittedBy, timeText(submittedAt, zone))}</small>}
      {decidedBy !== undefined && <small>{texts.decidedBy(decidedBy)}</small>}
      {originalSeenBy !== undefined && <small>{texts.seenBy(originalSeenBy)}</small>}
    </>
  );
}

function EvidenceLink({ project, item: { id, fileName, bytes, pages } }: { readonly project: string; readonly item: EvidenceView }) {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  return (
    <>
      <a href={addressOf(WORK_ROUTES.readEvidenceFile.path, { p: project, e: id })} download={fileName} aria-label={texts.download(fileName)}>{fileName}</a>
      <small>{bytesText(bytes)}{pages !== undefined && ` · ${texts.pageCount(pages)}`}</small>
    </>
  );
}
