import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { INDICATOR_COLUMNS, IndicatorCells, IndicatorHeadings } from '../ui/indicator-cells.js';
import { AveragesTable } from './averages-table.js';
import { CountsTable } from './counts-table.js';
import type { PortfolioProject, ProgrammeView } from './portfolio-view.js';
import { ProjectHeading } from './project-heading.js';
import { RiskReasons } from '../ui/risk-reasons.js';

/** One programme: a table with a group of rows for each project, so that figures stand in line over all of them. */
export function ProgrammeSection({ programme }: { readonly programme: ProgrammeView }) {
  const { language, texts } = useLanguage();
  const name = nameIn(programme, language);
  return (
    <section className="programme" aria-labelledby={`programme-${programme.id}`}>
      <h2 id={`programme-${programme.id}`}>
        {name !== programme.id && <span className="tag">{programme.id}</span>}
        {name === programme.id ? texts.portfolio.programme(programme.id) : name}
        <small className="muted">{texts.portfolio.projectCount(programme.projects.length)}</small>
      </h2>
      <AveragesTable programme={programme} />
      <CountsTable programme={programme} />
      <table role="table" className="indicators" aria-labelledby={`programme-${programme.id}`}>
        <IndicatorHeadings />
        {programme.projects.map((project) => <ProjectRows key={project.id} project={project} />)}
      </table>
    </section>
  );
}

function ProjectRows({ project }: { readonly project: PortfolioProject }) {
  const { texts } = useLanguage();
  return (
    <tbody role="rowgroup">
      <tr role="row" className="project-row">
        <th role="rowheader" colSpan={INDICATOR_COLUMNS} scope="rowgroup"><ProjectHeading project={project} /><RiskReasons reasons={project.reasons} most={2} zone={project.zone} /></th>
      </tr>
      {project.indicators.map((row) => <tr key={row.indicator} role="row" className="indicator-row"><IndicatorCells row={row} /></tr>)}
      {project.indicators.length === 0 && (
        <tr role="row"><td role="cell" className="muted" colSpan={INDICATOR_COLUMNS}>{texts.portfolio.noIndicators}</td></tr>
      )}
    </tbody>
  );
}
