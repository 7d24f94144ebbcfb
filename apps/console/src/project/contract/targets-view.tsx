import { useQuery } from '@tanstack/react-query';
import type { Contract, ProjectDetail } from '@yanshou/api-schema';
import { indicatorsQuery } from '../../api/queries.js';
import { periodText } from '../../format/time-text.js';
import { amountText, targetText } from '../../format/value-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { ToneChip } from '../../ui/tone-chip.js';
import { CONTRACT_TEXTS } from './contract-texts.js';
import { useIndicatorName } from './use-indicator-name.js';

type Target = Contract['targets'][number];

interface TargetsViewProps {
  readonly project: ProjectDetail;
  readonly contract: Contract;
}

/** The targets of the contract in force, each lowered one marked as the platform judges it. */
export function TargetsView({ project, contract: { targets } }: TargetsViewProps) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const { language, texts: { indicator } } = useLanguage();
  const nameOf = useIndicatorName();
  const { data: rows = [] } = useQuery(indicatorsQuery(project.id));
  const lowered = (target: Target) => {
    const row = rows.find((one) => one.indicator === target.indicator);
    if (row === undefined || row.loweredFrom === null) return null;
    return <small className="lowered">{(row.loweredApproval === null ? indicator.loweredUnapproved : indicator.lowered)(amountText(row.loweredFrom, row.unit, language))}</small>;
  };
  const columns: readonly Column<Target>[] = [
    { heading: texts.indicator, cell: (target) => <>{nameOf(target.indicator)}<small>{target.clause}</small></>, className: 'cell-wide' },
    { heading: texts.targetHeading, cell: (target) => <>{targetText({ ...target, target: target.value }, language)}{lowered(target)}{target.window && <small>{texts.ownWindow} {periodText(target.window, project.zone)}</small>}</> },
    { heading: texts.key, cell: ({ isKey }) => isKey === true ? <ToneChip tone="good">{texts.isKey}</ToneChip> : <span className="muted">—</span> },
    { heading: texts.approvalHeading, cell: ({ approval }) => approval ?? '—' },
  ];
  return (
    <>
      <h3 className="sub-head">{texts.targets}</h3>
      {targets.length === 0 ? <p className="muted">{texts.noTargets}</p> : <RowsTable label={texts.targets} columns={columns} rows={targets} keyOf={(target) => target.indicator} />}
    </>
  );
}
