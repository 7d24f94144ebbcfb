import type { Migration } from './migration.js';

/** A figure that was submitted is decided once; an accepted one keeps what it says, and is withdrawn where another person than the one who asks agrees. */
const CONTENT = "(old.state - 'status' - 'decidedBy' - 'withdrawal') is not distinct from (new.state - 'status' - 'decidedBy' - 'withdrawal')";
const DECIDED = "old.state->>'status' = 'submitted' and new.state->>'status' <> 'withdrawn' and new.state->'withdrawal' is null";
const ASKED = "new.state->>'status' = 'accepted' and old.state#>>'{withdrawal,status}' is distinct from 'submitted' and new.state#>>'{withdrawal,status}' = 'submitted'";
const WITHDRAWAL_CONTENT = "((old.state->'withdrawal') - 'status' - 'decidedBy') = ((new.state->'withdrawal') - 'status' - 'decidedBy')";
const ANSWERED = `old.state#>>'{withdrawal,status}' = 'submitted' and ${WITHDRAWAL_CONTENT} and
  (new.state->>'status', new.state#>>'{withdrawal,status}') in (('withdrawn', 'accepted'), ('accepted', 'rejected'))`;
const OF_ACCEPTED = `old.state->>'status' = 'accepted' and old.state->>'decidedBy' is not distinct from new.state->>'decidedBy' and ((${ASKED}) or (${ANSWERED}))`;

export const figureWithdrawals: Migration = {
  id: 20,
  name: 'figure-withdrawals',
  statements: [
    `create or replace function keep_figure() returns trigger language plpgsql as
      $$ begin
        if tg_op = 'DELETE' or not coalesce(${CONTENT} and ((${DECIDED}) or (${OF_ACCEPTED})), false) then
          raise exception 'a stated figure is fixed, decided once, and withdrawn by two people' using errcode = 'YS001';
        end if;
        return new;
      end $$`,
    "alter table declared_figures add constraint declared_figures_withdrawn_by_two check (state#>>'{withdrawal,decidedBy}' is distinct from state#>>'{withdrawal,askedBy}' or state->'withdrawal' is null)",
  ],
};
