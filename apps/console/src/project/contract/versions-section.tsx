import type { ProjectDetail } from '@yanshou/api-schema';
import { timeText } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { listIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { Section } from '../../ui/section.js';
import { CONTRACT_TEXTS } from './contract-texts.js';
import { useIndicatorName } from './use-indicator-name.js';
import { changesBetween } from './version-changes.js';

type Version = ProjectDetail['contractHistory'][number];

/** Every version of the contract, the latest first: by whom, by which approval, and what it changed. */
export function VersionsSection({ project: { contractHistory, zone } }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const columns: readonly Column<Version>[] = [
    { heading: texts.version, cell: ({ version }) => texts.versionName(version) },
    { heading: texts.changes, cell: (version) => <Changes version={version} before={contractHistory.find((one) => one.version === version.version - 1)} />, className: 'cell-wide' },
    { heading: texts.approvalHeading, cell: ({ approval }) => approval ?? '—' },
    { heading: texts.who, cell: ({ who, at }) => <>{who}<small>{timeText(at, zone)}</small></> },
  ];
  if (contractHistory.length === 0) return null;
  return <Section id="versions" title={texts.versions}><RowsTable titled="versions-title" columns={columns} rows={contractHistory.toReversed()} keyOf={({ version }) => String(version)} /></Section>;
}

function Changes({ version, before }: { readonly version: Version; readonly before: Version | undefined }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const nameOf = useIndicatorName();
  if (before === undefined) return <>{texts.first}</>;
  const { targets, terms } = changesBetween(before.contract, version.contract, texts.isKey, language);
  if (targets.length + terms.length === 0) return <span className="muted">{texts.noChange}</span>;
  return (
    <span className="before-after">
      {targets.map((change) => <span key={change.indicator}>{texts.targetChange(nameOf(change.indicator), change.before ?? '—', change.after ?? '—')}</span>)}
      {terms.length > 0 && <span>{texts.termChange(listIn(terms.map((name) => termName(texts, name)), language))}</span>}
    </span>
  );
}

/** A term by its name in the form or in the list of other terms. */
function termName(texts: (typeof CONTRACT_TEXTS)['zh'], name: string): string {
  const named = { ...texts.terms, ...texts, ...texts.facts } as unknown as Readonly<Record<string, unknown>>;
  const text = named[name];
  return typeof text === 'string' ? text : name;
}
