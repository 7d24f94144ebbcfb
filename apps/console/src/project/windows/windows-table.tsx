import type { IndicatorRowView, StoredValue } from '@yanshou/api-schema';
import { periodText, timeText } from '../../format/time-text.js';
import { shareText, storedText } from '../../format/value-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { Digest } from '../../ui/digest.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { VerdictChip } from '../../ui/verdict-chip.js';
import { reasonIn, restatedBy, versionBefore } from './window-view.js';
import type { WindowVersions } from './window-view.js';
import { WINDOWS_TEXTS } from './windows-texts.js';

interface WindowsTableProps {
  readonly windows: readonly WindowVersions[];
  readonly row: IndicatorRowView;
  readonly zone: string;
}

interface Line {
  readonly stored: StoredValue;
  readonly before: StoredValue | undefined;
  readonly isLatest: boolean;
}

/** Every version of every window: what it was, what it became, by how much and why. */
export function WindowsTable({ windows, row, zone }: WindowsTableProps) {
  const columns = useColumns(row, zone);
  const lines = windows.flatMap(({ versions }) => versions.map((stored, index): Line => ({ stored, before: versionBefore(versions, stored), isLatest: index === 0 })));
  return <RowsTable titled="windows-title" columns={columns} rows={lines} keyOf={({ stored }) => `${stored.from}-${stored.version}`} isPast={({ isLatest }) => !isLatest} />;
}

function useColumns(row: IndicatorRowView, zone: string): readonly Column<Line>[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(WINDOWS_TEXTS);
  const shown = ({ value }: StoredValue): string => storedText(row, value, language);
  return [
    { heading: texts.window, cell: ({ stored }) => <>{periodText(stored, zone)}<small>v{stored.version} · {texts.at} {timeText(stored.at, zone)}</small></> },
    { heading: texts.value, cell: ({ stored, before }) => <>{shown(stored)}{before !== undefined && <small>{texts.before(shown(before), shown(stored))}</small>}</>, className: 'number' },
    { heading: texts.difference, cell: ({ stored }) => restatedBy(stored, row.unit, language) ?? '—', className: 'number' },
    { heading: texts.coverage, cell: ({ stored }) => `${shareText(stored.coverage)} / ${shareText(stored.platformCoverage)}`, className: 'number' },
    { heading: texts.verdict, cell: ({ stored }) => stored.verdict === null ? '—' : <VerdictChip verdict={stored.verdict} /> },
    { heading: texts.why, cell: ({ stored }) => stored.reason === undefined ? <span className="muted">{texts.first}</span> : reasonIn(stored.reason, language) },
    { heading: texts.digest, cell: ({ stored }) => <><Digest digest={stored.inputsDigest} name={`${nameIn(row, language)} ${periodText(stored, zone)} v${stored.version}`} /><small>v{stored.formulaVersion}</small></> },
  ];
}
