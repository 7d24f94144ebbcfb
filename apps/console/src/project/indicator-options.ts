import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, IndicatorRowView, ProjectDetail } from '@yanshou/api-schema';
import { indicatorsQuery } from '../api/queries.js';
import { eligibilityQuery } from '../api/work-queries.js';
import { useLanguage } from '../i18n/language-context.js';
import type { Language } from '../i18n/language.js';
import { nameIn } from '../i18n/names.js';
import type { Option } from '../ui/form-fields.js';

type Check = AnswerOf<'readEligibility'>['items'][number];

/** What a figure or a paper can be for: the contract's indicators, then the conditions of application under the names by which they are stated. */
export const optionsOf = (rows: readonly IndicatorRowView[], checks: readonly Check[], language: Language): readonly Option[] => [
  ...rows.map((row) => ({ value: row.indicator, label: nameIn(row, language) })),
  ...checks.map((check) => ({ value: `eligibility.${check.rule}`, label: check[language] })),
];

/** The same for a project; conditions come with a contract only. */
export function useIndicatorOptions({ id, contract }: ProjectDetail): readonly Option[] {
  const { language } = useLanguage();
  const { data: rows = [] } = useQuery(indicatorsQuery(id));
  const { data: checks = [] } = useQuery({ ...eligibilityQuery(id), enabled: contract !== null });
  return optionsOf(rows, checks, language);
}
