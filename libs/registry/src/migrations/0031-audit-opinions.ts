import { inProject, stateTable } from './0001-registry.js';
import type { Migration } from './migration.js';

/** What auditors say of issued assessments: each opinion follows on the one before, and none is ever changed. */
export const auditOpinions: Migration = {
  id: 31,
  name: 'audit-opinions',
  statements: [
    stateTable('audit_opinions', [
      "assessment_key text not null generated always as ((state->>'project') || '/' || (state->>'assessment')) stored",
      "number integer not null generated always as ((state->>'number')::integer) stored",
      inProject('audit_opinions'),
      'constraint audit_opinions_assessment_fk foreign key (assessment_key) references assessments (key)',
      'constraint audit_opinions_number unique (assessment_key, number)',
    ]),
    'create index audit_opinions_by_project on audit_opinions (project)',
    'create trigger audit_opinions_append_only before update or delete on audit_opinions for each row execute function refuse_change()',
    // Generated columns are not yet computed here.
    `create function chain_opinion() returns trigger language plpgsql as
      $$ declare
        last text := (select state->>'jws' from audit_opinions
          where assessment_key = (new.state->>'project') || '/' || (new.state->>'assessment') and number = (new.state->>'number')::integer - 1);
      begin
        if (new.state->>'previous') is distinct from ('sha256:' || encode(sha256(convert_to(last, 'UTF8')), 'hex')) or (last is null) <> (new.state->>'number' = '1') then
          raise exception 'an opinion follows on the one before it' using errcode = 'YS001';
        end if;
        return new;
      end $$`,
    'create trigger audit_opinions_chained before insert on audit_opinions for each row execute function chain_opinion()',
  ],
};
