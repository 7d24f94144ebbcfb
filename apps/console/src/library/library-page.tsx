import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { catalogueQuery, libraryQuery } from '../api/queries.js';
import { useTexts } from '../i18n/language-context.js';
import { Loaded } from '../ui/loaded.js';
import { usePageTitle } from '../ui/page-title.js';
import { Empty } from '../ui/states.js';
import { askedOf, libraryClassesOf, libraryFilterFrom } from './library-filter.js';
import type { LibraryFilter } from './library-filter.js';
import { LibraryTable } from './library-table.js';
import { LibraryToolbar } from './library-toolbar.js';

/** The programme with a library (S003). */
const PROGRAMME = 'P4';

/** The project library: what the caller may see of it, by class, field, region, applicant, result and text. */
export function LibraryPage() {
  const { library: texts } = useTexts();
  const [search, setSearch] = useSearchParams();
  const filter = libraryFilterFrom(search);
  const change = (changed: Partial<LibraryFilter>): void => setSearch({ ...askedOf({ ...filter, ...changed }) }, { replace: true });
  const classes = libraryClassesOf(useQuery(catalogueQuery).data?.programmes ?? [], PROGRAMME);
  usePageTitle(texts.title);
  return (
    <>
      <header className="page-head"><h1>{texts.title}</h1><p className="muted">{texts.about}</p></header>
      <LibraryToolbar filter={filter} classes={classes} onChange={change} />
      <Loaded query={useQuery(libraryQuery(PROGRAMME, filter))} lines={8}>
        {(projects) => projects.length === 0
          ? <Empty title={texts.empty}><button type="button" className="button" onClick={() => setSearch({}, { replace: true })}>{texts.clear}</button></Empty>
          : <><p className="muted" role="status">{texts.found(projects.length)}</p><LibraryTable projects={projects} classes={classes} /></>}
      </Loaded>
    </>
  );
}
