import { inProject, stateTable } from './0001-registry.js';
import type { Migration } from './migration.js';

/** What somebody else decided of a correction of an event, once; the legal states that papers came into, each decided once; machines of one number in two projects; the organisations that may recommend; and who said what of one record is read without reading all changes. */
export const whoMaySayWhat: Migration = {
  id: 15,
  name: 'who-may-say-what',
  statements: [
    stateTable('trace_decisions', [inProject('trace_decisions'), 'constraint trace_decisions_event_fk foreign key (key) references trace_events (key)']),
    'create index trace_decisions_by_project on trace_decisions (project)',
    'create index changes_by_record on changes (entity, key)',
    stateTable('legal_changes', [
      "evidence_key text not null generated always as ((state->>'project') || '/' || (state->>'evidence')) stored",
      inProject('legal_changes'),
      'constraint legal_changes_evidence_fk foreign key (evidence_key) references evidence_files (key)',
      "constraint legal_changes_two_people check (state->>'decidedBy' is distinct from state->>'statedBy')",
    ]),
    'create index legal_changes_by_project on legal_changes (project)',
    'create trigger legal_changes_fixed before update or delete on legal_changes for each row execute function keep_request()',
    stateTable('recommenders', [
      "programme text generated always as (state->>'programme') stored",
      'constraint recommenders_programme_fk foreign key (programme) references programmes (key)',
    ]),
    'create index recommenders_by_programme on recommenders (programme)',
    // What two spellings of a number surely have in common; whether they are one is for the domain to say (numberKey).
    `create function device_number_key(number text) returns text language sql immutable as
      $$ select regexp_replace(
        coalesce(nullif(upper(regexp_replace(normalize(coalesce(number, ''), NFKC) collate "C", '[^A-Za-z0-9]', '', 'g')), ''), regexp_replace(normalize(coalesce(number, ''), NFKC) collate "C", '[[:space:]]', '', 'g')),
        '^(ZL|CN)(?=[0-9])', '') $$`,
    "create index devices_by_serial on devices (device_number_key(state->>'factorySerial'))",
    "create index devices_by_asset on devices (device_number_key(state->>'assetNumber'))",
    'create trigger trace_decisions_append_only before update or delete on trace_decisions for each row execute function refuse_change()',
  ],
};
