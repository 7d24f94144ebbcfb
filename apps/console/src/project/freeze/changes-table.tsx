import type { ChangeRequestView, ProjectDetail, Session } from '@yanshou/api-schema';
import { useState } from 'react';
import { useSession } from '../../api/queries.js';
import { dayText, timeText } from '../../format/time-text.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide, mayDecideOn } from '../../session/rights.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { ToneChip, decisionTone } from '../../ui/tone-chip.js';
import { ChangeDecision } from './change-decision.js';
import { differencesOf, subjectOf } from './change-view.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

interface ChangesTableProps {
  readonly project: ProjectDetail;
  readonly items: readonly ChangeRequestView[];
  readonly onSaid: (text: string) => void;
}

export function ChangesTable({ project, items, onSaid }: ChangesTableProps) {
  const { data: session } = useSession();
  const [open, setOpen] = useState<string>();
  const columns = useColumns(project.zone, session, (id) => setOpen(open === id ? undefined : id));
  const close = (text?: string): void => {
    setOpen(undefined);
    if (text !== undefined) onSaid(text);
  };
  return (
    <RowsTable
      titled="changes-title" columns={columns} rows={items} keyOf={({ id }) => id} isPast={({ status }) => status === 'rejected'}
      below={(item) => item.id === open && <ChangeDecision project={project.id} zone={project.zone} item={item} onDone={close} />}
    />
  );
}

function useColumns(zone: string, session: Session | null | undefined, onOpen: (id: string) => void): readonly Column<ChangeRequestView>[] {
  const texts = useSectionTexts(FREEZE_TEXTS);
  return [
    { heading: texts.what, cell: ({ change }) => <>{texts.kinds[change.kind]} <code>{subjectOf(change)}</code></> },
    { heading: texts.difference, cell: (item) => <Differences item={item} />, className: 'cell-wide' },
    { heading: texts.reason, cell: ({ reason, proposedBy, proposedAt }) => <>{reason}<small>{texts.proposedBy(proposedBy, timeText(proposedAt, zone))}</small></>, className: 'cell-wide' },
    { heading: texts.statusHeading, cell: (item) => <ChangeState item={item} zone={zone} /> },
    ...(mayDecide(session) ? [{ heading: texts.actions, cell: (item: ChangeRequestView) => <Actions item={item} session={session} onOpen={onOpen} /> }] : []),
  ];
}

function Differences({ item }: { readonly item: ChangeRequestView }) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  const names: Readonly<Record<string, string>> = texts.fields;
  const word = (text: string | null): string => (text === 'true' ? texts.yes : text === 'false' ? texts.no : text ?? '—');
  const found = differencesOf(item);
  if (found.length === 0) return <span className="muted">{texts.noDifference}</span>;
  return (
    <span className="before-after">
      {item.before === null && <small>{texts.isNew}</small>}
      {found.map(({ field, of, before, after }) => <span key={`${of ?? ''} ${field}`}>{of !== undefined && <><code>{of}</code> </>}{names[field] ?? field}: {item.before !== null && <><del>{word(before)}</del> → </>}<ins>{word(after)}</ins></span>)}
    </span>
  );
}

function ChangeState({ item: { status, decidedBy, decidedAt, approval, approvedAt, file, decisionNote }, zone }: { readonly item: ChangeRequestView; readonly zone: string }) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  return (
    <>
      <ToneChip tone={decisionTone(status)}>{texts.status[status]}</ToneChip>
      {decidedBy !== undefined && decidedAt !== undefined && <small>{texts.decidedBy(decidedBy, timeText(decidedAt, zone))}</small>}
      {approval !== undefined && <small>{texts.approvalOf(approval)}</small>}
      {approvedAt !== undefined && file !== undefined && <small>{texts.approvedOn(dayText(approvedAt, zone), file)}</small>}
      {decisionNote !== undefined && <small>{decisionNote}</small>}
    </>
  );
}

interface ActionsProps {
  readonly item: ChangeRequestView;
  readonly session: Session | null | undefined;
  readonly onOpen: (id: string) => void;
}

function Actions({ item: { id, change, status, proposedBy }, session, onOpen }: ActionsProps) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  if (status !== 'submitted') return <span className="muted">—</span>;
  if (!mayDecideOn(session, proposedBy)) return <small>{texts.own}</small>;
  return <button type="button" className="link" aria-label={texts.decideLabel(subjectOf(change))} onClick={() => onOpen(id)}>{texts.decide}</button>;
}
