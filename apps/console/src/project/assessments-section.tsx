import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail } from '@yanshou/api-schema';
import { useState } from 'react';
import { assessmentsQuery, useSession } from '../api/queries.js';
import { useTexts } from '../i18n/language-context.js';
import { Loaded } from '../ui/loaded.js';
import { Section } from '../ui/section.js';
import { Empty } from '../ui/states.js';
import { AssessmentForm } from './assessment-form.js';
import { AssessmentsTable } from './assessments-table.js';
import { NoContract } from './no-contract.js';
import { VerifyHelp } from './verify-help.js';

/** The fixed statements of a project with their reports and bundles, and how to verify them; without a contract there is nothing to state. */
export const AssessmentsSection = ({ project }: { readonly project: ProjectDetail }) => (project.contract === null ? <NoContract project={project} /> : <ContractAssessments project={project} />);

function ContractAssessments({ project }: { readonly project: ProjectDetail }) {
  const { assessments: texts, project: titles } = useTexts();
  const { data: session } = useSession();
  const [isAsking, setAsking] = useState(false);
  const [made, setMade] = useState<string>();
  const mayAssess = session?.role === 'admin' || session?.role === 'officer';
  const done = (id: string): void => {
    setMade(id);
    setAsking(false);
  };
  return (
    <Section id="assessments" title={titles.assessments} aside={mayAssess && !isAsking && <button type="button" className="button" onClick={() => setAsking(true)}>{texts.create}</button>}>
      <p className="muted">{texts.about}</p>
      <p role="status" className={made === undefined ? 'visually-hidden' : 'notice'}>{made === undefined ? '' : texts.created(made)}</p>
      {isAsking && <AssessmentForm project={project} onDone={done} onCancel={() => setAsking(false)} />}
      <Assessments project={project} />
    </Section>
  );
}

function Assessments({ project }: { readonly project: ProjectDetail }) {
  const { assessments: texts } = useTexts();
  return (
    <Loaded query={useQuery(assessmentsQuery(project.id))} lines={3}>
      {(assessments) => assessments.length === 0
        ? <Empty title={texts.empty}><p>{texts.emptyHelp}</p></Empty>
        : <><AssessmentsTable project={project} assessments={assessments} /><VerifyHelp project={project.id} assessment={assessments.at(-1)} /></>}
    </Loaded>
  );
}
