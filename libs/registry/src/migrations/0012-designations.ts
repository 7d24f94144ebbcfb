import { inProject, stateTable } from './0001-registry.js';
import type { Migration } from './migration.js';

/** By whom projects, parks and enterprises were named, and when that ended: two steps of each, neither of them ever changed. */
export const designations: Migration = {
  id: 12,
  name: 'designations',
  statements: [
    stateTable('designation_events', [inProject('designation_events'), "constraint designation_events_step check (state->>'step' in ('named', 'ended'))"]),
    'create index designation_events_by_project on designation_events (project)',
    'create trigger designation_events_append_only before update or delete on designation_events for each row execute function refuse_change()',
  ],
};
