import type { IndicatorRowView, ProjectDetail } from '@yanshou/api-schema';
import { NavLink } from 'react-router';
import { periodText } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { Stamps } from '../ui/stamps.js';
import { PROJECT_TABS, tabAddress } from './project-tabs.js';
import type { TabId } from './project-tabs.js';
import { TAB_TEXTS } from './tab-texts.js';

interface ProjectHeadProps {
  readonly project: ProjectDetail;
  readonly rows: readonly IndicatorRowView[];
  readonly tab: TabId;
}

/** Title and stamps, on the first tab what the contract fixes, and the tabs. */
export function ProjectHead({ project, rows, tab }: ProjectHeadProps) {
  const { language, texts } = useLanguage();
  const { contract, zone } = project;
  const facts: readonly (readonly [string, string])[] = [
    ...(contract ? [[texts.project.contractWindow, periodText(contract.window, zone)] as const] : []),
    ...(contract?.baseline ? [[texts.project.baseline, periodText(contract.baseline, zone)] as const] : []),
    ...(contract ? [[texts.project.direction, `${project.programme} · ${contract.direction}`] as const] : []),
    [texts.project.zone, zone],
  ];
  return (
    <header className="page-head">
      <h1>{nameIn(project, language)}</h1>
      <p className="page-head__marks"><code className="muted">{project.id}</code><Stamps origins={rows.flatMap(({ origins }) => origins)} /></p>
      {tab === 'overview' && <dl className="facts">{facts.map(([term, fact]) => <div key={term}><dt>{term}</dt><dd>{fact}</dd></div>)}</dl>}
      <TabLinks project={project.id} />
    </header>
  );
}

function TabLinks({ project }: { readonly project: string }) {
  const texts = useSectionTexts(TAB_TEXTS);
  return (
    <nav className="tabs" aria-label={texts.tabs}>
      {PROJECT_TABS.map(({ id }) => <NavLink key={id} className="tabs__one" to={tabAddress(project, id)} end>{texts[id]}</NavLink>)}
    </nav>
  );
}
