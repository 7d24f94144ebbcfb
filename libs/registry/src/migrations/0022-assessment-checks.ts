import { inProject, stateTable } from './0001-registry.js';
import type { Migration } from './migration.js';

/** Whether issued assessments still say what would be said now. The assessments themselves stay append-only. */
export const assessmentChecks: Migration = {
  id: 22,
  name: 'assessment-checks',
  statements: [
    stateTable('assessment_checks', [
      "assessment_key text generated always as ((state->>'project') || '/' || (state->>'assessment')) stored",
      inProject('assessment_checks'),
      'constraint assessment_checks_assessment_fk foreign key (assessment_key) references assessments (key)',
      "constraint assessment_checks_since check ((state->>'standing' = 'current') = (state->>'since' is null))",
    ]),
    'create index assessment_checks_by_project on assessment_checks (project)',
    "create index assessment_checks_to_restate on assessment_checks (project) where state->>'standing' = 'to-restate'",
  ],
};
