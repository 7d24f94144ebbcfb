import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail } from '@yanshou/api-schema';
import { Suspense } from 'react';
import { Link, Navigate, useLocation, useParams } from 'react-router';
import { indicatorsQuery, projectQuery } from '../api/queries.js';
import { hasStatus } from '../api/request.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { Loaded } from '../ui/loaded.js';
import { NotFoundPage } from '../ui/not-found-page.js';
import { usePageTitle } from '../ui/page-title.js';
import { Empty, Loading } from '../ui/states.js';
import { ProjectHead } from './project-head.js';
import { formerTab, tabAddress, tabOf } from './project-tabs.js';
import type { ProjectTab } from './project-tabs.js';
import { TAB_TEXTS } from './tab-texts.js';

/** One project, a page for each of its tabs. */
export function ProjectPage() {
  const { project: id = '', tab: segment } = useParams();
  const { hash } = useLocation();
  const former = formerTab(segment, hash);
  const tab = tabOf(segment);
  if (former !== undefined) return <Navigate to={`${tabAddress(id, former)}${hash}`} replace />;
  return tab === undefined ? <NotFoundPage /> : <ProjectTabPage id={id} tab={tab} />;
}

function ProjectTabPage({ id, tab }: { readonly id: string; readonly tab: ProjectTab }) {
  const { language, texts } = useLanguage();
  const tabTexts = useSectionTexts(TAB_TEXTS);
  const query = useQuery(projectQuery(id));
  const name = query.data ? nameIn(query.data, language) : id;
  usePageTitle(tab.id === 'overview' ? name : `${tabTexts[tab.id]} · ${name}`);
  if (hasStatus(query.error, 404)) return <Empty title={texts.project.notFound}><Link className="button" to="/">{texts.project.back}</Link></Empty>;
  return (
    <>
      <p className="crumb"><Link to="/">← {texts.project.back}</Link></p>
      <Loaded query={query} lines={12}>{(project) => <TabSections project={project} tab={tab} />}</Loaded>
    </>
  );
}

function TabSections({ project, tab }: { readonly project: ProjectDetail; readonly tab: ProjectTab }) {
  const { data: rows = [] } = useQuery(indicatorsQuery(project.id));
  return (
    <>
      <ProjectHead project={project} rows={rows} tab={tab.id} />
      <Suspense key={tab.id} fallback={<Loading lines={10} />}>
        {tab.sections.map((Section, index) => <Section key={index} project={project} />)}
      </Suspense>
    </>
  );
}
