import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, ProjectDetail } from '@yanshou/api-schema';
import { eligibilityQuery } from '../../api/work-queries.js';
import { COMPARATOR_SIGNS, amountText, shareText } from '../../format/value-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { Digest } from '../../ui/digest.js';
import { Loaded } from '../../ui/loaded.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { Section } from '../../ui/section.js';
import { ToneChip } from '../../ui/tone-chip.js';
import { LIFE_TEXTS } from './life-texts.js';

type Check = AnswerOf<'readEligibility'>['items'][number];
const TONES = { 'passed': 'good', 'not-passed': 'bad', 'cannot-be-told': 'none' } as const;

/** Enough to tell a ratio from its limit. */
const SHOWN_PLACES = 4;

/** The conditions of application one by one, with clause and figures. */
export function EligibilitySection({ project }: { readonly project: ProjectDetail }) {
  return project.contract === null ? null : <Checks project={project.id} />;
}

function Checks({ project }: { readonly project: string }) {
  const texts = useSectionTexts(LIFE_TEXTS);
  const columns = useColumns();
  return (
    <Section id="eligibility" title={texts.eligibility}>
      <p className="muted">{texts.eligibilityAbout}</p>
      <Loaded query={useQuery(eligibilityQuery(project))} lines={4}>
        {(items) => items.length === 0 ? <p className="muted">{texts.noRules}</p> : <RowsTable titled="eligibility-title" columns={columns} rows={items} keyOf={({ rule }) => rule} />}
      </Loaded>
    </Section>
  );
}

function useColumns(): readonly Column<Check>[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIFE_TEXTS);
  return [
    { heading: texts.rule, cell: (item) => <>{item[language]}<small>{item.clause} · <code>eligibility.{item.rule}</code></small></> },
    { heading: texts.verdictHeading, cell: ({ verdict }) => <ToneChip tone={TONES[verdict]}>{texts.verdict[verdict]}</ToneChip> },
    { heading: texts.value, cell: ({ value, limit, numerator, denominator, telemetry }) => <>{amountText(value === null ? null : Number(value.toFixed(SHOWN_PLACES)), limit?.unit ?? telemetry?.unit ?? '', language)}{numerator !== null && denominator !== null && denominator !== 1 && <small>{numerator} / {denominator}</small>}</>, className: 'number' },
    { heading: texts.limit, cell: ({ limit }) => limit === null ? '—' : `${COMPARATOR_SIGNS[limit.comparator as keyof typeof COMPARATOR_SIGNS] ?? limit.comparator} ${amountText(limit.value, limit.unit, language)}`, className: 'number' },
    { heading: texts.because, cell: ({ reason, telemetry, [language]: name }) => <>{reason[language]}{telemetry && <small>{texts.basis(shareText(telemetry.coverage), shareText(telemetry.platformCoverage), telemetry.formulaVersion)} <Digest digest={telemetry.inputsDigest} name={name} /></small>}</>, className: 'cell-wide' },
  ];
}
