import type { Contract, IndicatorRowView, ProjectDetail } from '@yanshou/api-schema';
import { Link } from 'react-router';
import { useTexts } from '../i18n/language-context.js';
import { Section } from '../ui/section.js';
import { presentYear } from './assessed-years.js';

interface SelfAssessmentLinkProps {
  readonly project: ProjectDetail;
  readonly contract: Contract;
  readonly rows: readonly IndicatorRowView[];
}

/** Leads from a project to its self-assessment of the year. */
export function SelfAssessmentLink({ project, contract, rows }: SelfAssessmentLinkProps) {
  const { selfAssessment: texts } = useTexts();
  const year = presentYear(rows, contract, project.zone);
  return (
    <Section id="self-assessment" title={texts.title} aside={<Link className="button" to={`/projects/${project.id}/self-assessment/${year}`}>{texts.open(year)}</Link>}>
      <p className="muted">{texts.about}</p>
    </Section>
  );
}
