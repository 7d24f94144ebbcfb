import type { Micros } from '@yanshou/telemetry';
import { sql } from 'kysely';
import { CHECK_CAUSES, CHECK_STANDINGS } from './assessment-check.js';
import type { AssessmentCheck, AssessmentHead, StaleAssessment } from './assessment-check.js';
import { ASSESSMENT, ASSESSMENT_CHECK } from './entity-kinds.js';
import type { Outcome } from './input-fault.js';
import type { Author } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { checkId, checkMicros, checkOneOf, firstFault } from './validation/field-checks.js';

/** What became of the figures of issued assessments. */
export class AssessmentCheckRepository {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  saveAssessmentCheck = (check: AssessmentCheck, author?: Author): Promise<Outcome> => {
    const { project, assessment, standing, since, causes } = check;
    const fault = firstFault(
      checkId('project', project), checkId('assessment', assessment), checkOneOf('standing', standing, CHECK_STANDINGS),
      since !== null && checkMicros('since', since), ...causes.map((cause) => checkOneOf('causes', cause, CHECK_CAUSES)),
    );
    return this.writer.save(fault, ASSESSMENT_CHECK, [check], author);
  };

  assessmentHeads = (project: string): Promise<AssessmentHead[]> => this.reader.without<AssessmentHead>(ASSESSMENT, project, [['statement']]);

  assessmentChecks = (project: string): Promise<AssessmentCheck[]> => this.reader.all(ASSESSMENT_CHECK, project);

  staleAssessments = async (project?: string): Promise<StaleAssessment[]> => {
    const ofProject = project === undefined ? sql<boolean>`true` : sql<boolean>`project = ${project}`;
    const isLatest = sql<boolean>`not exists (select 1 from assessments later where later.project = assessment_checks.project and later.state->>'supersedes' = assessment_checks.state->>'assessment')`;
    const rows = await this.writer.db.selectFrom('assessment_checks').select('state').where(sql<boolean>`state->>'standing' = 'to-restate'`).where(ofProject).where(isLatest).execute();
    return rows.map(({ state }) => state as StaleAssessment & { readonly since: Micros }).map(({ project, assessment, since }) => ({ project, assessment, since }))
      .sort((left, right) => left.since - right.since || (left.assessment < right.assessment ? -1 : 1));
  };
}
