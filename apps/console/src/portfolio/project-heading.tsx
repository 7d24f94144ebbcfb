import { Link } from 'react-router';
import { timeText } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { DeviceCounts } from '../ui/device-counts.js';
import { RiskChip } from '../ui/risk-reasons.js';
import { Stamps } from '../ui/stamps.js';
import type { PortfolioProject } from './portfolio-view.js';

/** A project's name with its stamps, and how its devices are. */
export function ProjectHeading({ project }: { readonly project: PortfolioProject }) {
  const { language, texts } = useLanguage();
  return (
    <div className="project-heading">
      <Link to={`/projects/${encodeURIComponent(project.id)}`}>{nameIn(project, language)}</Link>
      <code className="muted">{project.id}</code>
      <RiskChip risk={project.risk} />
      <Stamps origins={project.indicators.flatMap(({ origins }) => origins)} />
      <span className="project-heading__devices">
        <DeviceCounts counts={project.devices} />
        {project.lastReceived !== null && <span className="muted">{texts.devices.lastReceived} {timeText(project.lastReceived, project.zone)}</span>}
      </span>
    </div>
  );
}
