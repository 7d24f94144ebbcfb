import type { TraceDecision, TraceEntry, TraceEvent } from '@yanshou/telemetry';
import type { Database } from './schema.js';

/** Parameters of one statement are limited. */
const KEYS_PER_STATEMENT = 1_000;

/** All events of batches, by time, with what was decided of corrections. Keys are `{project}/{batch}`. */
export async function traceEntries(db: Database, batchKeys: readonly string[]): Promise<TraceEntry[]> {
  const entries: TraceEntry[] = [];
  for (let from = 0; from < batchKeys.length; from += KEYS_PER_STATEMENT) {
    const rows = await entryRows(db).where('trace_events.batch_key', 'in', batchKeys.slice(from, from + KEYS_PER_STATEMENT)).execute();
    for (const row of rows) entries.push(entryOf(row));
  }
  return entries.sort(byTime);
}

/** As `traceEntries`, of all batches of a project, by batch and id. */
export async function traceEntriesOf(db: Database, project: string): Promise<TraceEntry[]> {
  const rows = await entryRows(db).where('trace_events.project', '=', project).execute();
  // The order must not depend on the collation of the database.
  return rows.sort((left, right) => (left.key < right.key ? -1 : 1)).map(entryOf);
}

const entryRows = (db: Database) =>
  db.selectFrom('trace_events').leftJoin('trace_decisions', 'trace_decisions.key', 'trace_events.key').select(['trace_events.key', 'trace_events.state as event', 'trace_decisions.state as decision']);

const entryOf = ({ event, decision }: { readonly event: unknown; readonly decision: unknown }): TraceEntry =>
  ({ ...(event as TraceEvent), ...(decision === null ? {} : { decision: decision as TraceDecision }) });

const byTime = (left: TraceEvent, right: TraceEvent): number => left.at - right.at || (left.id < right.id ? -1 : 1);
