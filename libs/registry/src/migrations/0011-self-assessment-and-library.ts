import { inProject, stateTable } from './0001-registry.js';
import type { Migration } from './migration.js';

/** Yearly self-assessments in versions that are never changed, and the project library of a programme. */
export const selfAssessmentAndLibrary: Migration = {
  id: 11,
  name: 'self-assessment-and-library',
  statements: [
    stateTable('self_assessments', [inProject('self_assessments')]),
    'create index self_assessments_by_project on self_assessments (project)',
    'create trigger self_assessments_append_only before update or delete on self_assessments for each row execute function refuse_change()',
    stateTable('library_projects', [
      "programme text generated always as (state->>'programme') stored",
      'constraint library_projects_programme_fk foreign key (programme) references programmes (key)',
    ]),
    'create index library_projects_by_programme on library_projects (programme)',
  ],
};
