import type { ReconciliationView } from '@yanshou/api-schema';
import { useState } from 'react';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ChoiceGroup } from '../../ui/choice-group.js';
import { Pager } from '../../ui/pager.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { pageOf } from '../device-filter.js';
import { LEDGER_TEXTS } from './ledger-texts.js';
import { effectText, groupsOf } from './reconciliation-view.js';
import type { FindingCode } from './reconciliation-view.js';

type Finding = ReconciliationView['findings'][number];

/** Every difference with its effect, filtered by kind and paged. */
export function ReconciliationTable({ findings }: { readonly findings: readonly Finding[] }) {
  const texts = useSectionTexts(LEDGER_TEXTS);
  const columns = useColumns();
  const [code, setCode] = useState<FindingCode | 'all'>('all');
  const [wanted, setPage] = useState(0);
  const groups = groupsOf(findings).map((group) => ({ value: group.code, label: texts.code[group.code], count: group.count }));
  const shown = code === 'all' ? findings : findings.filter((finding) => finding.code === code);
  const { items, page, pages, first, last } = pageOf(shown, wanted);
  const choose = (chosen: FindingCode | 'all'): void => {
    setCode(chosen);
    setPage(0);
  };
  return (
    <>
      <div className="toolbar"><ChoiceGroup label={texts.filter} choices={[{ value: 'all', label: texts.all, count: findings.length }, ...groups]} chosen={code} onChoose={choose} /></div>
      <RowsTable titled="ledger-title" columns={columns} rows={items} keyOf={keyOf} />
      {pages > 1 && <Pager page={page} pages={pages} label={texts.range(first, last, shown.length)} onPage={setPage} />}
    </>
  );
}

const keyOf = ({ code, device, asset }: Finding): string => `${code}-${device?.id ?? ''}-${asset?.line ?? ''}`;

function useColumns(): readonly Column<Finding>[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(LEDGER_TEXTS);
  return [
    { heading: texts.difference, cell: ({ code }) => texts.code[code], className: 'nowrap' },
    { heading: texts.device, cell: ({ device }) => device === null ? <span className="muted">—</span> : <>{nameIn(device, language)}<small><code>{device.id}</code> · {texts.assetNumber} {device.assetNumber === '' ? '—' : device.assetNumber}</small></> },
    { heading: texts.asset, cell: ({ asset }) => asset === null ? <span className="muted">—</span> : <>{asset.name}<small>{[asset.assetNumber, asset.category, texts.state[asset.state], texts.line(asset.line)].filter(Boolean).join(' · ')}</small></> },
    { heading: texts.effect, cell: ({ effect }) => effectText(effect), className: 'number' },
    { heading: texts.message, cell: ({ message }) => message[language], className: 'cell-wide' },
  ];
}
