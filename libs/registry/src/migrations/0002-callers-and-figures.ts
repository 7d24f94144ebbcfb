import { inProject, stateTable } from './0001-registry.js';
import type { Migration } from './migration.js';

/** Everything of a figure but its decision is fixed, and so is a decision once made. */
const FIXED = `(old.state - 'status' - 'decidedBy') is distinct from (new.state - 'status' - 'decidedBy') or old.state->>'status' <> 'submitted'`;

export const callersAndFigures: Migration = {
  id: 2,
  name: 'callers-and-figures',
  statements: [
    `create table sessions (
      token_hash text primary key, user_key text not null constraint sessions_user_fk references users (key),
      kind text not null check (kind in ('session', 'link')), expires_at bigint not null)`,
    'create index sessions_by_user on sessions (user_key)',
    'create index sessions_by_end on sessions (expires_at)',
    stateTable('api_tokens', [
      "secret_hash text not null generated always as (state->>'secretHash') stored",
      "maker_key text not null generated always as (state->>'madeBy') stored",
      'constraint api_tokens_secret unique (secret_hash)',
      'constraint api_tokens_user_fk foreign key (maker_key) references users (key)',
    ]),
    stateTable('declared_figures', [
      inProject('declared_figures'),
      "constraint declared_figures_two_people check (state->>'decidedBy' is distinct from state->>'statedBy')",
    ]),
    'create index declared_figures_by_project on declared_figures (project)',
    `create function keep_figure() returns trigger language plpgsql as
      $$ begin
        if tg_op = 'DELETE' or ${FIXED} then
          raise exception 'a stated figure is fixed, and decided once' using errcode = 'YS001';
        end if;
        return new;
      end $$`,
    'create trigger declared_figures_fixed before update or delete on declared_figures for each row execute function keep_figure()',
    'create index devices_in_order on devices (project, (key collate "C"))',
    // The versions of one value are a range of keys; without it saving a year's days reads each of them for each.
    'create index kpi_values_in_order on kpi_values (project, (key collate "C"))',
  ],
};
