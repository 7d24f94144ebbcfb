import { inProject, stateTable } from './0001-registry.js';
import type { Migration } from './migration.js';

/** What somebody else decided of a correction of an event, once; and who said what of one record is read without reading all changes. */
export const whoMaySayWhat: Migration = {
  id: 15,
  name: 'who-may-say-what',
  statements: [
    stateTable('trace_decisions', [inProject('trace_decisions'), 'constraint trace_decisions_event_fk foreign key (key) references trace_events (key)']),
    'create index trace_decisions_by_project on trace_decisions (project)',
    'create index changes_by_record on changes (entity, key)',
    'create trigger trace_decisions_append_only before update or delete on trace_decisions for each row execute function refuse_change()',
  ],
};
