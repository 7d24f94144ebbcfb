import { useQuery } from '@tanstack/react-query';
import type { DeclaredFigureView, ProjectDetail } from '@yanshou/api-schema';
import { useProjectWrite } from '../../api/project-write.js';
import { indicatorsQuery, useSession } from '../../api/queries.js';
import { request } from '../../api/request.js';
import { evidenceQuery } from '../../api/work-queries.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { periodText, timeText } from '../../format/time-text.js';
import { amountText } from '../../format/value-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecideOn } from '../../session/rights.js';
import { ProblemPanel } from '../../ui/problem-panel.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { ToneChip, decisionTone } from '../../ui/tone-chip.js';
import { FigureWithdrawal } from './figure-withdrawal.js';
import { FIGURES_TEXTS } from './figures-texts.js';

interface FiguresTableProps {
  readonly project: ProjectDetail;
  readonly items: readonly DeclaredFigureView[];
  readonly onSaid: (text: string) => void;
}

export function FiguresTable({ project, items, onSaid }: FiguresTableProps) {
  const columns = useColumns(project, onSaid);
  return <RowsTable titled="figures-title" columns={columns} rows={items} keyOf={({ id }) => id} isPast={({ status }) => status === 'rejected' || status === 'withdrawn'} />;
}

function useColumns(project: ProjectDetail, onSaid: (text: string) => void): readonly Column<DeclaredFigureView>[] {
  const { language, texts: { sourceKind } } = useLanguage();
  const texts = useSectionTexts(FIGURES_TEXTS);
  const { data: session } = useSession();
  const { data: rows = [] } = useQuery(indicatorsQuery(project.id));
  const { data: papers = [] } = useQuery(evidenceQuery(project.id));
  const nameOf = (id: string): string => {
    const row = rows.find(({ indicator }) => indicator === id);
    return row === undefined ? id : nameIn(row, language);
  };
  return [
    { heading: texts.indicator, cell: ({ indicator, quantity, item }) => <>{nameOf(indicator)}<small><code>{item === undefined ? quantity : `${quantity} · ${item}`}</code></small></> },
    { heading: texts.purpose, cell: ({ purpose }) => texts.purposes[purpose] },
    { heading: texts.amount, cell: ({ amount, unit, period, purpose }) => <>{amountText(amount, unit, language)}{(period !== undefined || isInput(purpose)) && <small>{period === undefined ? texts.undated : periodText(period, project.zone)}</small>}</>, className: 'number' },
    { heading: texts.sourceKind, cell: ({ sourceKind: kind, evidence, explanation }) => <>{sourceKind[kind]}{evidence !== undefined && <small>{papers.find(({ id }) => id === evidence)?.title ?? evidence}</small>}{explanation !== undefined && <small>{explanation}</small>}</>, className: 'cell-wide' },
    { heading: texts.statusHeading, cell: ({ status, statedBy, statedAt, decidedBy }) => <><ToneChip tone={decisionTone(status)}>{texts.status[status]}</ToneChip><small>{texts.statedBy(statedBy, timeText(statedAt, project.zone))}</small>{decidedBy !== undefined && <small>{texts.decidedBy(decidedBy)}</small>}</> },
    ...(session ? [{ heading: texts.actions, cell: (item: DeclaredFigureView) => <Actions project={project} item={item} onSaid={onSaid} mayDecide={mayDecideOn(session, item.statedBy)} /> }] : []),
  ];
}

/** What a formula is fed with is of a period; what a unit or an auditor makes of it need not say so. */
const isInput = (purpose: DeclaredFigureView['purpose']): boolean => purpose === 'baseline' || purpose === 'reporting';

interface ActionsProps {
  readonly project: ProjectDetail;
  readonly item: DeclaredFigureView;
  readonly mayDecide: boolean;
  readonly onSaid: (text: string) => void;
}

function Actions(props: ActionsProps) {
  const texts = useSectionTexts(FIGURES_TEXTS);
  const { status } = props.item;
  if (status === 'accepted') return <FigureWithdrawal {...props} />;
  if (status !== 'submitted') return <span className="muted">—</span>;
  return props.mayDecide ? <Decision {...props} /> : <small>{texts.own}</small>;
}

function Decision({ project: { id: project }, item: { id, quantity }, onSaid }: ActionsProps) {
  const texts = useSectionTexts(FIGURES_TEXTS);
  const decide = useProjectWrite(project, 'figures', (decision: 'accept' | 'reject') => request(WORK_ROUTES.decideFigure, { params: { p: project, f: id }, body: { decision } }),
    (figure) => onSaid(texts.decided(quantity, texts.status[figure.status])));
  return (
    <>
      <span className="row-actions">
        <button type="button" className="link" disabled={decide.isPending} aria-label={texts.acceptLabel(quantity)} onClick={() => decide.mutate('accept')}>{texts.accept}</button>
        <button type="button" className="link" disabled={decide.isPending} aria-label={texts.rejectLabel(quantity)} onClick={() => decide.mutate('reject')}>{texts.reject}</button>
      </span>
      {decide.error && <ProblemPanel error={decide.error} />}
    </>
  );
}
