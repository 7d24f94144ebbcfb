import { useQuery } from '@tanstack/react-query';
import type { Portfolio } from '@yanshou/api-schema';
import { useSearchParams } from 'react-router';
import { portfoliosQuery } from '../api/queries.js';
import { useLanguage } from '../i18n/language-context.js';
import { Loaded } from '../ui/loaded.js';
import { usePageTitle } from '../ui/page-title.js';
import { Empty } from '../ui/states.js';
import { NewProject } from './new-project.js';
import { filterFrom, searchOf } from './filter-address.js';
import { PortfolioToolbar } from './portfolio-toolbar.js';
import { countRisks, countVerdicts, indicatorsOf, projectsOf, viewOf } from './portfolio-view.js';
import type { PortfolioFilter } from './portfolio-view.js';
import { ProgrammeSection } from './programme-section.js';

/** Every project that the caller may see, by programme, with its indicators. */
export function PortfolioPage() {
  const { texts } = useLanguage();
  const query = useQuery(portfoliosQuery);
  usePageTitle(texts.portfolio.title);
  return (
    <>
      <header className="page-head">
        <h1>{texts.portfolio.title}</h1>
        {query.data && <p className="muted">{texts.portfolio.summary(projectsOf(query.data).length, indicatorsOf(query.data).length)}</p>}
      </header>
      {query.data && <NewProject portfolios={query.data} />}
      <Loaded query={query} lines={10}>{(portfolios) => <PortfolioList portfolios={portfolios} />}</Loaded>
    </>
  );
}

function PortfolioList({ portfolios }: { readonly portfolios: readonly Portfolio[] }) {
  const { language, texts } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const filter = filterFrom(search);
  const change = (changed: Partial<PortfolioFilter>): void => setSearch(searchOf({ ...filter, ...changed }), { replace: true });
  const views = viewOf(portfolios, filter, language);
  if (portfolios.length === 0) return <Empty title={texts.portfolio.empty}><p>{texts.portfolio.emptyHelp}</p></Empty>;
  return (
    <>
      <PortfolioToolbar filter={filter} counts={countVerdicts(portfolios)} risks={countRisks(portfolios)} onChange={change} />
      {views.length === 0 && (
        <Empty title={texts.portfolio.noMatch}>
          <button type="button" className="button" onClick={() => setSearch({}, { replace: true })}>{texts.portfolio.clear}</button>
        </Empty>
      )}
      {views.map((programme) => <ProgrammeSection key={programme.id} programme={programme} />)}
    </>
  );
}
