import type { DuckDBConnection } from '@duckdb/node-api';
import { storeTooNew } from './store-failures.js';

/**
 * Times are BIGINT microseconds. Nothing has a key or an index: uniqueness is the projector's promise, one
 * transaction with the cursor makes every batch count once. `text` is '' and `number` NaN where the other holds.
 */
const FIRST_LAYOUT = `
create table meta(journal varchar, next_sequence bigint not null);
insert into meta values (null, 0);
create table principals(number integer not null, project varchar not null, device varchar not null);
create table simulated(principal integer not null);
create table series(series integer not null, principal integer not null, metric varchar not null,
  resolution double not null, unused boolean not null);
create table readings(series integer not null, source_time bigint not null, received bigint not null, number double not null,
  text varchar not null, flags usmallint not null, sequence bigint not null, via integer not null);
create table sorted_months(month integer not null, rows bigint not null);
create table conflicts(series integer not null, source_time bigint not null, received bigint not null, sequence bigint not null,
  number double not null, text varchar not null, flags usmallint not null);
create table series_hours(series integer not null, hour integer not null, origin utinyint not null,
  count integer not null, valid integer not null, latest_at double not null, min double not null, max double not null,
  sum bigint not null, "numeric" integer not null, first_at double not null, first_value double not null,
  last_at double not null, last_value double not null, low integer not null, high integer not null);
create table device_hours(principal integer not null, hour integer not null, origin utinyint not null,
  low integer not null, high integer not null);
create table ledger(principal integer not null, hour integer not null,
  messages bigint not null, projected bigint not null, quarantined bigint not null, received bigint not null,
  stored bigint not null, duplicates bigint not null, conflicts bigint not null, rejected bigint not null,
  gaps bigint not null, late bigint not null, server_stamped bigint not null, simulated bigint not null,
  replayed bigint not null, refused bigint not null);
create table ledger_reasons(principal integer not null, hour integer not null, code varchar not null, count bigint not null);
create table quarantine(sequence bigint not null, part integer not null, level varchar not null, principal integer not null,
  topic varchar not null, received bigint not null, code varchar not null, field varchar not null, hint varchar not null,
  payload blob not null);
create table resolved(sequence bigint not null);
create table platform_minutes(minute bigint not null);
`;

const DECLARED_GAPS = `
create table declared_gaps(from_sequence bigint not null, to_sequence bigint not null, declared_at bigint not null,
  lost_bytes bigint, last_received bigint, next_received bigint, cause varchar not null, reason varchar not null, file varchar not null);
`;

/** `sequence`: the cursor of the batch that touched the hour. */
const DIRTY_HOURS = `
create table dirty_hours(project varchar not null, hour integer not null, causes utinyint not null, sequence bigint not null);
`;

/** How late data was is not known of hours that were touched before: each of them is looked at as if it were more than a day. */
const OVERDUE_HOURS = `
update dirty_hours set causes = causes | 4 where (causes & 1) = 1;
`;

/** `sequence`: the cursor before the readings were read that the fold is made of. */
const KEPT_FOLDS = `
create table kept_folds(project varchar not null, form varchar not null, unit varchar not null, metric varchar not null,
  begins bigint not null, ends bigint not null, sequence bigint not null, body blob not null);
`;

/** `sequence`: the cursor of the batch that was told of it. */
const LOST_SESSIONS = `
create table lost_sessions(from_at bigint not null, to_at bigint not null, sequence bigint not null);
`;

const MIGRATIONS: readonly string[] = [FIRST_LAYOUT, DECLARED_GAPS, DIRTY_HOURS, OVERDUE_HOURS, KEPT_FOLDS, LOST_SESSIONS];

/**
 * Brings the file to the newest layout. Each step is one transaction; the checkpoint after it keeps DDL out of the
 * write-ahead log, whose replay of DDL has known defects.
 */
export async function migrate(connection: DuckDBConnection): Promise<void> {
  await connection.run('create table if not exists schema_version(version integer not null)');
  const found = await connection.runAndReadAll('select coalesce(max(version), 0) from schema_version');
  const version = Number(found.getRows()[0]?.[0]);
  if (version > MIGRATIONS.length) throw storeTooNew(version);
  for (const [done, statements] of MIGRATIONS.entries()) {
    if (done < version) continue;
    await connection.run(`begin; ${statements} insert into schema_version values (${done + 1}); commit`);
    await connection.run('checkpoint');
  }
}
