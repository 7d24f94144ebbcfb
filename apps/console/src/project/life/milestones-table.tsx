import type { MilestoneView, ProjectDetail } from '@yanshou/api-schema';
import { useState } from 'react';
import { useSession } from '../../api/queries.js';
import { dayText, lastDay } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide, mayWork } from '../../session/rights.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { ToneChip } from '../../ui/tone-chip.js';
import { LIFE_TEXTS } from './life-texts.js';
import { MoveForm, ReportForm } from './milestone-forms.js';

type Open = { readonly id: string; readonly what: 'report' | 'move' } | undefined;
const TONES = { 'open': 'open', 'overdue': 'bad', 'done': 'good', 'done-late': 'warn' } as const;

interface MilestonesTableProps {
  readonly project: ProjectDetail;
  readonly items: readonly MilestoneView[];
  readonly onSaid: (text: string) => void;
}

export function MilestonesTable({ project, items, onSaid }: MilestonesTableProps) {
  const [open, setOpen] = useState<Open>();
  const columns = useColumns(project.zone, setOpen);
  const close = (text?: string): void => {
    setOpen(undefined);
    if (text !== undefined) onSaid(text);
  };
  const below = (item: MilestoneView) => item.id === open?.id && (open.what === 'report' ? <ReportForm project={project} milestone={item} onClose={close} /> : <MoveForm project={project} milestone={item} onClose={close} />);
  return <RowsTable titled="milestones-title" columns={columns} rows={items} keyOf={({ id }) => id} below={below} />;
}

function useColumns(zone: string, onOpen: (open: Open) => void): readonly Column<MilestoneView>[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIFE_TEXTS);
  const { data: session } = useSession();
  return [
    { heading: texts.milestone, cell: (item) => <>{nameIn(item, language)}<small>{item.planned}</small></> },
    { heading: texts.due, cell: ({ due, changes }) => <><span className="nowrap">{lastDay(due, zone)}</span>{changes.map((one) => <small key={one.at}>{texts.movedFrom(lastDay(one.from, zone), lastDay(one.to, zone), one.approval)}</small>)}</> },
    { heading: texts.stateHeading, cell: ({ state, daysLate }) => <><ToneChip tone={TONES[state]}>{texts.state[state]}</ToneChip>{daysLate > 0 && <small>{texts.lateDays(daysLate)}</small>}</> },
    { heading: texts.reportHeading, cell: (item) => <LastReport item={item} zone={zone} />, className: 'cell-wide' },
    ...(mayWork(session) ? [{ heading: texts.actions, cell: (item: MilestoneView) => <Actions item={item} mayMove={mayDecide(session)} onOpen={onOpen} /> }] : []),
  ];
}

function LastReport({ item: { reports }, zone }: { readonly item: MilestoneView; readonly zone: string }) {
  const texts = useSectionTexts(LIFE_TEXTS);
  const last = reports.at(-1);
  if (last === undefined) return <span className="muted">{texts.none}</span>;
  return <>{last.state}<small>{texts.reportBy(last.who, dayText(last.asOf, zone))}{reports.length > 1 && ` · ${texts.earlier(reports.length - 1)}`}</small></>;
}

function Actions({ item, mayMove, onOpen }: { readonly item: MilestoneView; readonly mayMove: boolean; readonly onOpen: (open: Open) => void }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIFE_TEXTS);
  const name = nameIn(item, language);
  return (
    <span className="row-actions">
      <button type="button" className="link" aria-label={texts.reportLabel(name)} onClick={() => onOpen({ id: item.id, what: 'report' })}>{texts.report}</button>
      {mayMove && <button type="button" className="link" aria-label={texts.moveLabel(name)} onClick={() => onOpen({ id: item.id, what: 'move' })}>{texts.move}</button>}
    </span>
  );
}
