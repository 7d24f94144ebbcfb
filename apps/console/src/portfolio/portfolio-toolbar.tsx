import type { Verdict } from '@yanshou/catalogue';
import { useTexts } from '../i18n/language-context.js';
import { ChoiceGroup } from '../ui/choice-group.js';
import { SearchField } from '../ui/search-field.js';
import { VerdictMark } from '../ui/verdict-chip.js';
import { RISK_ORDER, VERDICT_ORDER } from './portfolio-view.js';
import type { PortfolioFilter, PortfolioProject, SortOrder } from './portfolio-view.js';

interface PortfolioToolbarProps {
  readonly filter: PortfolioFilter;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly risks: ReadonlyMap<PortfolioProject['risk'], number>;
  readonly onChange: (changed: Partial<PortfolioFilter>) => void;
}

/** Filter by verdict and text, and the order; the verdicts with their numbers are the summary as well. */
export function PortfolioToolbar({ filter, counts, risks, onChange }: PortfolioToolbarProps) {
  const texts = useTexts();
  const verdicts = VERDICT_ORDER.map((value) => ({
    value, count: counts[value], label: <><VerdictMark verdict={value} />{texts.verdict[value]}</>,
  }));
  const all = { value: 'all' as const, label: texts.portfolio.allVerdicts, count: VERDICT_ORDER.reduce((sum, verdict) => sum + counts[verdict], 0) };
  const ofRisk = RISK_ORDER.filter((value) => (risks.get(value) ?? 0) > 0 || value === filter.risk).map((value) => ({ value, count: risks.get(value) ?? 0, label: texts.risk.state[value] }));
  const anyRisk = { value: 'all' as const, label: texts.risk.all, count: [...risks.values()].reduce((sum, count) => sum + count, 0) };
  const orders: readonly { value: SortOrder; label: string }[] = [
    { value: 'worst', label: texts.portfolio.worstFirst }, { value: 'name', label: texts.portfolio.byName },
  ];
  return (
    <div className="toolbar">
      <ChoiceGroup label={texts.portfolio.verdictFilter} choices={[all, ...verdicts]} chosen={filter.verdict} onChoose={(verdict) => onChange({ verdict })} />
      <ChoiceGroup label={texts.risk.filter} choices={[anyRisk, ...ofRisk]} chosen={filter.risk} onChoose={(risk) => onChange({ risk })} />
      <SearchField label={texts.portfolio.search} hint={texts.portfolio.searchHint} text={filter.text} onChange={(text) => onChange({ text })} />
      <ChoiceGroup label={texts.portfolio.sort} choices={orders} chosen={filter.sort} onChoose={(sort) => onChange({ sort })} />
    </div>
  );
}
