import { useQuery } from '@tanstack/react-query';
import type { EvidenceView, ProjectDetail, Session } from '@yanshou/api-schema';
import { useState } from 'react';
import { indicatorsQuery, useSession } from '../../api/queries.js';
import { addressOf } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { dayText, timeText } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide, mayDecideOn } from '../../session/rights.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { ToneChip, decisionTone } from '../../ui/tone-chip.js';
import { EvidenceDecision } from './evidence-decision.js';
import { EVIDENCE_TEXTS } from './evidence-texts.js';
import { bytesText } from './evidence-view.js';

interface EvidenceTableProps {
  readonly project: ProjectDetail;
  readonly items: readonly EvidenceView[];
  readonly onSaid: (text: string) => void;
}

export function EvidenceTable({ project, items, onSaid }: EvidenceTableProps) {
  const { data: session } = useSession();
  const [open, setOpen] = useState<string>();
  const columns = useColumns(project, session, (id) => setOpen(open === id ? undefined : id), open);
  const close = (text?: string): void => {
    setOpen(undefined);
    if (text !== undefined) onSaid(text);
  };
  return (
    <RowsTable
      titled="evidence-title" columns={columns} rows={items} keyOf={({ id }) => id} isPast={({ status }) => status === 'rejected'}
      below={(item) => item.id === open && <EvidenceDecision project={project.id} item={item} onDone={close} />}
    />
  );
}

function useColumns(project: ProjectDetail, session: Session | null | undefined, onOpen: (id: string) => void, open: string | undefined): readonly Column<EvidenceView>[] {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  const indicatorName = useIndicatorName(project.id);
  return [
    { heading: texts.paper, cell: ({ title, indicator }) => <>{title}{indicator !== undefined && <small>{indicatorName(indicator)}</small>}</> },
    { heading: texts.kindHeading, cell: (item) => <><span>{texts.kind[item.kind]}</span><EvidenceLegalState item={item} zone={project.zone} /></>, className: 'col-kind' },
    { heading: texts.number, cell: ({ number, owner }) => <>{number ?? '—'}{owner !== undefined && <small>{owner}</small>}</>, className: 'col-code' },
    { heading: texts.date, cell: ({ datedAt, issuer }) => <><span className="nowrap">{datedAt === undefined ? '—' : dayText(datedAt, project.zone)}</span>{issuer !== undefined && <small>{issuer}</small>}</>, className: 'col-day' },
    { heading: texts.statusHeading, cell: (item) => <EvidenceState item={item} zone={project.zone} />, className: 'col-state' },
    { heading: texts.file, cell: (item) => <EvidenceLink project={project.id} item={item} /> },
    ...(mayDecide(session) ? [{ heading: texts.actions, cell: (item: EvidenceView) => <Actions item={item} session={session} isOpen={item.id === open} onOpen={onOpen} /> }] : []),
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

/** The state now, and every change that led to it or awaits its decision. */
function EvidenceLegalState({ item: { legalState, legalStateNow = legalState, legalChanges }, zone }: { readonly item: EvidenceView; readonly zone: string }) {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  return (
    <>
      {legalStateNow !== undefined && <small>{texts.legal[legalStateNow]}</small>}
      {legalChanges.map(({ number, state, at, status, statedBy }) => <small key={number}>{texts.legalChange(texts.legal[state], dayText(at, zone), texts.status[status], statedBy)}</small>)}
    </>
  );
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

interface ActionsProps {
  readonly item: EvidenceView;
  readonly session: Session | null | undefined;
  readonly isOpen: boolean;
  readonly onOpen: (id: string) => void;
}

function Actions({ item: { id, status, submittedBy, title }, session, isOpen, onOpen }: ActionsProps) {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  if (status !== 'submitted') return <span className="muted">—</span>;
  if (!mayDecideOn(session, submittedBy)) return <small>{texts.ownPaper}</small>;
  return <button type="button" className="link" aria-expanded={isOpen} aria-label={texts.decideLabel(title)} onClick={() => onOpen(id)}>{texts.decide}</button>;
}
