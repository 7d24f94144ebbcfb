import { inProject, stateTable } from './0001-registry.js';
import type { Migration } from './migration.js';

/** Batches and the events of their way: all but the withdrawal of a batch is fixed. A public id belongs to one batch of one project. */
export const traceBatches: Migration = {
  id: 10,
  name: 'trace-batches',
  statements: [
    stateTable('trace_batches', [
      "public_id text not null generated always as (state->>'publicId') stored constraint trace_batches_public_id unique",
      inProject('trace_batches'),
    ]),
    stateTable('trace_events', [
      "batch_key text not null generated always as ((state->>'project') || '/' || (state->>'batch')) stored",
      inProject('trace_events'),
      'constraint trace_events_batch_fk foreign key (batch_key) references trace_batches (key)',
    ]),
    'create index trace_batches_by_project on trace_batches (project)',
    'create index trace_events_by_project on trace_events (project)',
    'create index trace_events_by_batch on trace_events (batch_key)',
    `create function keep_trace_batch() returns trigger language plpgsql as
      $$ begin
        if tg_op = 'DELETE' or (old.state - 'withdrawn') is distinct from (new.state - 'withdrawn') or old.state ? 'withdrawn' then
          raise exception 'a batch is fixed, and withdrawn once' using errcode = 'YS001';
        end if;
        return new;
      end $$`,
    'create trigger trace_batches_fixed before update or delete on trace_batches for each row execute function keep_trace_batch()',
    'create trigger trace_events_append_only before update or delete on trace_events for each row execute function refuse_change()',
  ],
};
