import { useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '@yanshou/api-schema';
import { RECOMMENDER_KINDS } from '@yanshou/telemetry';
import { useLanguage } from '../i18n/language-context.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { Loaded } from '../ui/loaded.js';
import { RowsTable } from '../ui/rows-table.js';
import type { Column } from '../ui/rows-table.js';
import { Section } from '../ui/section.js';
import { ToneChip } from '../ui/tone-chip.js';
import { quotasQuery } from './library-routes.js';
import { LIBRARY_TEXTS } from './library-texts.js';

type Quota = AnswerOf<'readLibraryQuotas'>['items'][number];

/** How much of its quota each recommender has used, by batch. */
export function QuotasSection() {
  const texts = useSectionTexts(LIBRARY_TEXTS);
  const columns = useColumns();
  return (
    <Section id="quotas" title={texts.quotas}>
      <p className="muted">{texts.quotasAbout}</p>
      <Loaded query={useQuery(quotasQuery)} lines={2}>
        {(items) => items.length === 0 ? <p className="muted">{texts.noQuotas}</p> : <RowsTable titled="quotas-title" columns={columns} rows={items} keyOf={({ batch, recommender }) => `${batch} ${recommender.kind} ${recommender.name}`} />}
      </Loaded>
    </Section>
  );
}

function useColumns(): readonly Column<Quota>[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIBRARY_TEXTS);
  return [
    { heading: texts.recommender, cell: ({ recommender: { kind, name } }) => <>{name}<small>{RECOMMENDER_KINDS[kind][language]}</small></>, className: 'cell-wide' },
    { heading: texts.batch, cell: ({ batch }) => batch },
    { heading: texts.used, cell: ({ recommended, limit, isUsual }) => <>{recommended} / {limit}{isUsual && <small>{texts.usual}</small>}</> },
    { heading: texts.quotaState, cell: (quota) => <QuotaState quota={quota} /> },
  ];
}

function QuotaState({ quota: { recommended, limit, exceeded } }: { readonly quota: Quota }) {
  const texts = useSectionTexts(LIBRARY_TEXTS);
  if (exceeded) return <ToneChip tone="warn">{texts.exceeded}</ToneChip>;
  return recommended === limit ? <ToneChip tone="warn">{texts.full}</ToneChip> : <ToneChip tone="good">{texts.left(limit - recommended)}</ToneChip>;
}
