import type { Migration } from './migration.js';

/**
 * How far the journal is known to hold no change that this database lacks. `transaction` is the one that wrote the row, and
 * `head` the table of the revision: a database that was filled from a dump has neither.
 */
export const journalPosition: Migration = {
  id: 19,
  name: 'journal-position',
  statements: [
    `create table journal_position (
      one boolean primary key default true check (one), journal text not null, sequence bigint not null, transaction text not null, head oid not null)`,
  ],
};
