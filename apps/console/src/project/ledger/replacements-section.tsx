import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail, ReplacementView } from '@yanshou/api-schema';
import { useState } from 'react';
import { useSession } from '../../api/queries.js';
import { replacementsQuery } from '../../api/work-queries.js';
import { dayText, timeText } from '../../format/time-text.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayWork } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { SecretOnce } from '../../ui/secret-once.js';
import { Section } from '../../ui/section.js';
import { LEDGER_TEXTS } from './ledger-texts.js';
import { SwapForm } from './swap-form.js';
import type { Swapped } from './swap-form.js';

/** Controllers and gateways that were swapped, each with its record. */
export function ReplacementsSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(LEDGER_TEXTS);
  const { data: session } = useSession();
  const [isSwapping, setSwapping] = useState(false);
  const [swapped, setSwapped] = useState<Swapped>();
  const columns = useColumns(project.zone);
  const offer = mayWork(session) && !isSwapping && <button type="button" className="button" onClick={() => setSwapping(true)}>{texts.swap}</button>;
  const done = (made: Swapped): void => {
    setSwapped(made);
    setSwapping(false);
  };
  return (
    <Section id="replacements" title={texts.replacements} aside={offer}>
      <p className="muted">{texts.replacementsAbout}</p>
      <Notice text={swapped && texts.swapped(swapped.replacement.principal)} />
      {swapped && <SecretOnce secret={swapped.secret} onDone={() => setSwapped(undefined)} />}
      {isSwapping && <SwapForm project={project} onDone={done} onCancel={() => setSwapping(false)} />}
      <Loaded query={useQuery(replacementsQuery(project.id))} lines={2}>
        {(items) => items.length === 0 ? <p className="muted">{texts.noReplacements}</p> : <RowsTable titled="replacements-title" columns={columns} rows={items.toReversed()} keyOf={({ part, principal, number }) => `${part}-${principal}-${number}`} />}
      </Loaded>
    </Section>
  );
}

function useColumns(zone: string): readonly Column<ReplacementView>[] {
  const texts = useSectionTexts(LEDGER_TEXTS);
  return [
    { heading: texts.equipment, cell: ({ principal, assetNumber }) => <><code>{principal}</code>{assetNumber !== null && <small>{texts.assetNumber} {assetNumber}</small>}</> },
    { heading: texts.part, cell: ({ part }) => texts.parts[part] },
    { heading: texts.serials, cell: ({ oldSerial, newSerial }) => <>{oldSerial ?? '—'} → {newSerial}</> },
    { heading: texts.reason, cell: ({ reason }) => reason },
    { heading: texts.replacedAt, cell: ({ replacedAt }) => dayText(replacedAt, zone), className: 'nowrap' },
    { heading: texts.recordedBy, cell: ({ recordedBy, recordedAt }) => <>{recordedBy}<small>{timeText(recordedAt, zone)}</small></> },
  ];
}
