import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail } from '@yanshou/api-schema';
import { Link, useNavigate, useParams } from 'react-router';
import { projectQuery, selfAssessmentQuery } from '../api/queries.js';
import { hasStatus } from '../api/request.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { ChoiceGroup } from '../ui/choice-group.js';
import { Loaded } from '../ui/loaded.js';
import { usePageTitle } from '../ui/page-title.js';
import { Empty } from '../ui/states.js';
import { assessedYears } from './assessed-years.js';
import { SelfAssessmentView } from './self-assessment-view.js';

/** The yearly performance self-assessment of one project. */
export function SelfAssessmentPage() {
  const { project: id = '', year = '' } = useParams();
  const { texts } = useLanguage();
  const query = useQuery(projectQuery(id));
  usePageTitle(texts.selfAssessment.open(year));
  if (hasStatus(query.error, 404)) return <Empty title={texts.project.notFound}><Link className="button" to="/">{texts.project.back}</Link></Empty>;
  return (
    <>
      <p className="crumb"><Link to={`/projects/${id}`}>← {texts.selfAssessment.backToProject}</Link></p>
      <Loaded query={query} lines={12}>{(project) => <OfYear project={project} year={year} />}</Loaded>
    </>
  );
}

function OfYear({ project, year }: { readonly project: ProjectDetail; readonly year: string }) {
  const { language, texts } = useLanguage();
  const navigate = useNavigate();
  const query = useQuery({ ...selfAssessmentQuery(project.id, year), enabled: project.contract !== null });
  if (project.contract === null) return <Empty title={texts.project.noContract} />;
  const years = assessedYears(project.contract, project.zone);
  return (
    <>
      <header className="page-head"><h1>{texts.selfAssessment.open(year)}</h1><p className="page-head__marks">{nameIn(project, language)} <code className="muted">{project.id}</code></p></header>
      <p className="muted">{texts.selfAssessment.about}</p>
      <div className="toolbar">
        <ChoiceGroup label={texts.selfAssessment.years} choices={years.map((value) => ({ value, label: value }))} chosen={year} onChoose={(chosen) => void navigate(`/projects/${project.id}/self-assessment/${chosen}`)} />
      </div>
      <Loaded query={query} lines={12}>{(table) => <SelfAssessmentView key={table.year} project={project.id} table={table} />}</Loaded>
    </>
  );
}
