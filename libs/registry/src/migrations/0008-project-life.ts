import { inProject, stateTable } from './0001-registry.js';
import type { Migration } from './migration.js';

/** All of a request but its decision is fixed, and so is a decision once made. */
const DECISION = "'{status,decidedBy,decidedAt,approval,decisionNote}'::text[]";
const FIXED = `(old.state - ${DECISION}) is distinct from (new.state - ${DECISION}) or old.state->>'status' <> 'submitted'`;

/** What a programme sets, and what happens to a project between its contract and its end. */
export const projectLife: Migration = {
  id: 8,
  name: 'project-life',
  statements: [
    stateTable('programme_settings'),
    stateTable('freezes', [inProject('freezes')]),
    stateTable('change_requests', [
      inProject('change_requests'),
      "constraint change_requests_two_people check (state->>'decidedBy' is distinct from state->>'proposedBy')",
    ]),
    stateTable('milestones', [inProject('milestones')]),
    stateTable('life_cycle_events', [inProject('life_cycle_events')]),
    stateTable('project_money', [inProject('project_money')]),
    ...['change_requests', 'milestones', 'life_cycle_events'].map((name) => `create index ${name}_by_project on ${name} (project)`),
    `create function keep_request() returns trigger language plpgsql as
      $$ begin
        if tg_op = 'DELETE' or ${FIXED} then
          raise exception 'a request is fixed, and decided once' using errcode = 'YS001';
        end if;
        return new;
      end $$`,
    'create trigger change_requests_fixed before update or delete on change_requests for each row execute function keep_request()',
    'create trigger life_cycle_events_append_only before update or delete on life_cycle_events for each row execute function refuse_change()',
  ],
};
