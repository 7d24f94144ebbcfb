import { useQuery } from '@tanstack/react-query';
import type { Contract, ProjectDetail } from '@yanshou/api-schema';
import { Link } from 'react-router';
import { indicatorsQuery } from '../api/queries.js';
import { useTexts } from '../i18n/language-context.js';
import { Section } from '../ui/section.js';
import { presentYear } from './assessed-years.js';

/** Leads from a project to its self-assessment of the year; nowhere without a contract. */
export const SelfAssessmentLink = ({ project }: { readonly project: ProjectDetail }) => project.contract !== null && <LinkOfYear project={project} contract={project.contract} />;

function LinkOfYear({ project, contract }: { readonly project: ProjectDetail; readonly contract: Contract }) {
  const { selfAssessment: texts } = useTexts();
  const { data: rows = [] } = useQuery(indicatorsQuery(project.id));
  const year = presentYear(rows, contract, project.zone);
  return (
    <Section id="self-assessment" title={texts.title} aside={<Link className="button" to={`/projects/${project.id}/self-assessment/${year}`}>{texts.open(year)}</Link>}>
      <p className="muted">{texts.about}</p>
    </Section>
  );
}
