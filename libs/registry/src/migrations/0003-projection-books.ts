import type { Migration } from './migration.js';

const COUNTERS = [
  'messages', 'projected', 'quarantined', 'received', 'stored', 'duplicates', 'conflicts', 'rejected', 'gaps',
  'late', 'server_stamped', 'simulated', 'replayed', 'refused',
];

const ofBook = 'book integer not null references books (id)';
/** Rows that are added to again and again: room on the page keeps a change from moving the row. */
const GROWING = 'with (fillfactor = 60)';

/** What a store without transactions keeps here (libs/store, ProjectionBook): one book a set of data. */
export const projectionBooks: Migration = {
  id: 3,
  name: 'projection-books',
  statements: [
    `create table books (
      id integer generated always as identity primary key, name text not null unique, journal text, next_sequence bigint not null default 0,
      confirmed bigint not null default 0, passed_over jsonb not null default '[]')`,
    `create table book_principals (${ofBook}, number integer not null, project text not null, device text not null,
      simulated boolean not null default false, primary key (book, number))`,
    'create index book_principals_by_project on book_principals (book, project)',
    `create table book_series (${ofBook}, series integer not null, principal integer not null, metric text not null,
      resolution double precision not null, unused boolean not null, highest double precision, primary key (book, series))`,
    'create index book_series_by_principal on book_series (book, principal)',
    `create table book_series_hours (${ofBook}, series integer not null, hour integer not null, origin smallint not null,
      count bigint not null, valid bigint not null, latest_at double precision not null, min double precision, max double precision,
      sum numeric not null, numeric_count bigint not null, first_at double precision, first_value double precision,
      last_at double precision, last_value double precision, low integer not null, high integer not null,
      primary key (book, series, hour, origin)) ${GROWING}`,
    `create table book_device_hours (${ofBook}, principal integer not null, hour integer not null, origin smallint not null,
      low integer not null, high integer not null, primary key (book, principal, hour, origin)) ${GROWING}`,
    `create table book_ledger (${ofBook}, principal integer not null, hour integer not null,
      ${COUNTERS.map((column) => `${column} bigint not null`).join(', ')}, primary key (book, principal, hour)) ${GROWING}`,
    `create table book_ledger_reasons (${ofBook}, principal integer not null, hour integer not null, code text not null, count bigint not null,
      primary key (book, principal, hour, code)) ${GROWING}`,
    `create table book_quarantine (${ofBook}, sequence bigint not null, part integer not null, level text not null, principal integer not null,
      topic text not null, received bigint not null, code text not null, field text not null, hint text not null, payload bytea not null,
      primary key (book, sequence, part))`,
    `create table book_conflicts (${ofBook}, series integer not null, at bigint not null, received bigint not null, sequence bigint not null,
      number double precision, text text, flags integer not null)`,
    'create index book_conflicts_by_series on book_conflicts (book, series, at)',
    `create table book_minutes (${ofBook}, minute bigint not null, primary key (book, minute))`,
    `create table book_gaps (${ofBook}, from_sequence bigint not null, to_sequence bigint not null, declared_at bigint not null,
      lost_bytes bigint, last_received bigint, next_received bigint, cause text not null, reason text not null, file text not null)`,
  ],
};
