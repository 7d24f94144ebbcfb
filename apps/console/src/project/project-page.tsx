import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail } from '@yanshou/api-schema';
import { Link, useParams } from 'react-router';
import { indicatorsQuery, projectQuery } from '../api/queries.js';
import { hasStatus } from '../api/request.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { Loaded } from '../ui/loaded.js';
import { usePageTitle } from '../ui/page-title.js';
import { Empty } from '../ui/states.js';
import { AssessmentsSection } from './assessments-section.js';
import { BatchesSection } from './batches-section.js';
import { DevicesSection } from './devices-section.js';
import { GapsSection } from './gaps-section.js';
import { SelfAssessmentLink } from '../self-assessment/self-assessment-link.js';
import { HistorySection } from './history-section.js';
import { IndicatorsSection } from './indicators-section.js';
import { OutlookSection } from './outlook-section.js';
import { ProjectHead } from './project-head.js';

/** One project: its indicators, how they went over time, its devices, its assessments. */
export function ProjectPage() {
  const { project: id = '' } = useParams();
  const { language, texts } = useLanguage();
  const query = useQuery(projectQuery(id));
  usePageTitle(query.data ? nameIn(query.data, language) : id);
  if (hasStatus(query.error, 404)) return <Empty title={texts.project.notFound}><Link className="button" to="/">{texts.project.back}</Link></Empty>;
  return (
    <>
      <p className="crumb"><Link to="/">← {texts.project.back}</Link></p>
      <Loaded query={query} lines={12}>{(project) => <ProjectSections project={project} />}</Loaded>
    </>
  );
}

function ProjectSections({ project }: { readonly project: ProjectDetail }) {
  const { project: texts } = useLanguage().texts;
  const query = useQuery(indicatorsQuery(project.id));
  return (
    <>
      <ProjectHead project={project} rows={query.data ?? []} />
      {project.contract === null && <Empty title={texts.noContract} />}
      <Loaded query={query}>
        {(rows) => rows.length > 0 && <><IndicatorsSection project={project} rows={rows} /><HistorySection project={project} rows={rows} /><GapsSection project={project} rows={rows} /></>}
      </Loaded>
      {project.contract !== null && <OutlookSection project={project} />}
      <DevicesSection project={project} />
      {project.contract?.traceability !== undefined && <BatchesSection project={project} />}
      {project.contract !== null && <AssessmentsSection project={project} />}
      {project.contract !== null && <SelfAssessmentLink project={project} contract={project.contract} rows={query.data ?? []} />}
    </>
  );
}
