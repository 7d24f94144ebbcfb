import { useSession } from '../api/queries.js';
import { amountText, targetText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { mayAdminister } from '../session/rights.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { RowsTable } from '../ui/rows-table.js';
import type { Column } from '../ui/rows-table.js';
import { TargetForm } from './target-form.js';
import { TARGETS_TEXTS } from './targets-texts.js';
import { withoutTarget } from './targets-view.js';
import type { ProgrammeTarget, TargetRow } from './targets-view.js';
import { useSettingsWrite } from './use-settings-write.js';

interface TargetsTableProps {
  readonly programme: string;
  readonly direction: string;
  readonly batch: string;
  readonly rows: readonly TargetRow[];
  /** The indicator whose form is open. */
  readonly open: string | undefined;
  readonly onOpen: (indicator: string) => void;
  readonly onClose: (said?: string) => void;
}

export function TargetsTable({ programme, direction, batch, rows, open, onOpen, onClose }: TargetsTableProps) {
  const columns = useColumns(programme, onOpen, onClose);
  return (
    <RowsTable
      titled="targets-title" columns={columns} rows={rows} keyOf={({ indicator }) => indicator}
      below={(row) => row.indicator === open && <TargetForm programme={programme} direction={direction} batch={batch} row={row} listed={rows} onClose={onClose} />}
    />
  );
}

function useColumns(programme: string, onOpen: (indicator: string) => void, onClose: (said?: string) => void): readonly Column<TargetRow>[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(TARGETS_TEXTS);
  const { data: session } = useSession();
  const actions: Column<TargetRow> = {
    heading: texts.actions,
    cell: (row) => (
      <>
        <button type="button" className="link" aria-label={texts.setLabel(nameIn(row, language))} onClick={() => onOpen(row.indicator)}>{texts.set}</button>
        {row.changed !== undefined && <Unset programme={programme} name={nameIn(row, language)} own={row.changed} onDone={onClose} />}
      </>
    ),
  };
  return [
    { heading: texts.indicator, cell: (row) => <>{nameIn(row, language)}<small>{row.clause}</small></>, className: 'cell-wide' },
    { heading: texts.target, cell: (row) => <DefaultTarget row={row} /> },
    { heading: texts.document, cell: ({ documentTarget, unit }) => documentTarget === null ? <span className="muted">{texts.noDocument}</span> : amountText(documentTarget, unit, language) },
    { heading: texts.setBy, cell: ({ own, target }) => own === undefined ? target === null ? <span className="muted">—</span> : texts.byDocument : <>{texts.byProgramme}{own.batches !== undefined && <small>{texts.forBatches(own.batches.join(', '))}</small>}</> },
    ...(mayAdminister(session) ? [actions] : []),
  ];
}

/** What a contract starts from; below the document, from what and by which approval. */
function DefaultTarget({ row }: { readonly row: TargetRow }) {
  const texts = useSectionTexts(TARGETS_TEXTS);
  const { language, texts: { indicator } } = useLanguage();
  if (row.target === null) return <span className="muted">{texts.byContract}</span>;
  return (
    <>
      {targetText(row, language)}
      {row.loweredFrom !== null && <small className="lowered">{indicator.lowered(amountText(row.loweredFrom, row.unit, language))}{row.loweredApproval !== null && ` · ${texts.approvalOf(row.loweredApproval)}`}</small>}
    </>
  );
}

interface UnsetProps {
  readonly programme: string;
  readonly name: string;
  readonly own: ProgrammeTarget;
  readonly onDone: (said: string) => void;
}

function Unset({ programme, name, own, onDone }: UnsetProps) {
  const texts = useSectionTexts(TARGETS_TEXTS);
  const unset = useSettingsWrite(programme, (settings) => ({ settings: withoutTarget(settings, own) }), () => onDone(texts.removed(name)));
  return (
    <>
      {' '}<button type="button" className="link" disabled={unset.isPending} aria-label={texts.unsetLabel(name)} onClick={() => unset.mutate(undefined)}>{texts.unset}</button>
      {unset.error && <ProblemPanel error={unset.error} />}
    </>
  );
}
