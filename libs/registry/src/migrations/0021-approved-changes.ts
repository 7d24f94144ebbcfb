import type { Migration } from './migration.js';

/** The answer to a request to change what is frozen names the date and the file of its approval beside the number; other requests say more of a file. */
const DECISION = "'{status,decidedBy,decidedAt,approval,approvedAt,file,decisionNote}'::text[]";
const FIXED = `(old.state - ${DECISION}) is distinct from (new.state - ${DECISION}) or old.state->>'status' <> 'submitted'`;

export const approvedChanges: Migration = {
  id: 21,
  name: 'approved-changes',
  statements: [
    `create function keep_change_request() returns trigger language plpgsql as
      $$ begin
        if tg_op = 'DELETE' or ${FIXED} then
          raise exception 'a request is fixed, and decided once' using errcode = 'YS001';
        end if;
        return new;
      end $$`,
    'drop trigger change_requests_fixed on change_requests',
    'create trigger change_requests_fixed before update or delete on change_requests for each row execute function keep_change_request()',
  ],
};
