import { useQuery } from '@tanstack/react-query';
import type { LibraryProjectView } from '@yanshou/api-schema';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { catalogueQuery, libraryQuery, useSession } from '../api/queries.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { maySeeProgramme, mayWorkProgramme } from '../session/rights.js';
import { Loaded } from '../ui/loaded.js';
import { Notice } from '../ui/notice.js';
import { usePageTitle } from '../ui/page-title.js';
import { Empty } from '../ui/states.js';
import { useOpened } from '../ui/use-opened.js';
import { askedOf, libraryClassesOf, libraryFilterFrom } from './library-filter.js';
import type { LibraryFilter } from './library-filter.js';
import { LIBRARY_PROGRAMME } from './library-routes.js';
import { LibraryTable } from './library-table.js';
import { LIBRARY_TEXTS } from './library-texts.js';
import { LibraryToolbar } from './library-toolbar.js';
import { QuotasSection } from './quotas-section.js';
import { RecommendForm } from './recommend-form.js';
import { RecommendersSection } from './recommenders-section.js';

/** The project library: what the caller may see of it, by class, field, region, applicant, result and text; its people recommend, decide and promote. */
export function LibraryPage() {
  const { language, texts: { library: texts } } = useLanguage();
  const own = useSectionTexts(LIBRARY_TEXTS);
  const { data: session } = useSession();
  const [search, setSearch] = useSearchParams();
  const { open, said, show, close } = useOpened();
  const filter = libraryFilterFrom(search);
  const change = (changed: Partial<LibraryFilter>): void => setSearch({ ...askedOf({ ...filter, ...changed }) }, { replace: true });
  const classes = libraryClassesOf(useQuery(catalogueQuery).data?.programmes ?? [], LIBRARY_PROGRAMME);
  const mayWork = mayWorkProgramme(session, LIBRARY_PROGRAMME);
  usePageTitle(texts.title);
  return (
    <>
      <header className="page-head"><h1>{texts.title}</h1><p className="muted">{texts.about}</p></header>
      {mayWork && !open && <p className="buttons"><button type="button" className="button" onClick={() => show(true)}>{own.recommend}</button></p>}
      <Notice text={said} />
      {open && <RecommendForm classes={classes} onDone={(made) => close(own.recommended(nameIn(made, language)))} onCancel={close} />}
      <LibraryToolbar filter={filter} classes={classes} onChange={change} />
      <Found filter={filter} onClear={() => setSearch({}, { replace: true })}>
        {(projects) => <LibraryTable projects={projects} classes={classes} onSaid={mayWork ? close : undefined} />}
      </Found>
      {maySeeProgramme(session, LIBRARY_PROGRAMME) && <><QuotasSection /><RecommendersSection /></>}
    </>
  );
}

interface FoundProps {
  readonly filter: LibraryFilter;
  readonly onClear: () => void;
  readonly children: (projects: readonly LibraryProjectView[]) => ReactNode;
}

/** What the filter lets through; a library without a project is told from a filter without a match. */
function Found({ filter, onClear, children }: FoundProps) {
  const { texts: { library: texts } } = useLanguage();
  const own = useSectionTexts(LIBRARY_TEXTS);
  const isFiltered = Object.keys(askedOf(filter)).length > 0;
  return (
    <Loaded query={useQuery(libraryQuery(LIBRARY_PROGRAMME, filter))} lines={8}>
      {(projects) => {
        if (projects.length > 0) return <><p className="muted" role="status">{texts.found(projects.length)}</p>{children(projects)}</>;
        return isFiltered ? <Empty title={texts.empty}><button type="button" className="button" onClick={onClear}>{texts.clear}</button></Empty> : <Empty title={own.nothing} />;
      }}
    </Loaded>
  );
}
