import type { IndicatorRowView, ProjectDetail } from '@yanshou/api-schema';
import { periodText } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { Stamps } from '../ui/stamps.js';

interface ProjectHeadProps {
  readonly project: ProjectDetail;
  readonly rows: readonly IndicatorRowView[];
}

/** Title, stamps, and what the contract fixes. */
export function ProjectHead({ project, rows }: ProjectHeadProps) {
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
      <dl className="facts">{facts.map(([term, fact]) => <div key={term}><dt>{term}</dt><dd>{fact}</dd></div>)}</dl>
      <SectionLinks />
    </header>
  );
}

function SectionLinks() {
  const { project: texts } = useLanguage().texts;
  const sections = ['indicators', 'history', 'gaps', 'devices', 'assessments'] as const;
  return (
    <nav className="sections" aria-label={texts.sections}>
      {sections.map((section) => <a key={section} href={`#${section}`}>{texts[section]}</a>)}
    </nav>
  );
}
