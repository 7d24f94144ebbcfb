import type { Migration } from './migration.js';

/**
 * What belongs to what. How far the journal is known to hold no change that this database lacks: `transaction` is the one that
 * wrote the row, and `head` the table of the revision; a database that was filled from a dump has neither. And an identity of
 * each book, by which the readings that are kept elsewhere are known as its own.
 */
export const belonging: Migration = {
  id: 19,
  name: 'belonging',
  statements: [
    `create table journal_position (
      one boolean primary key default true check (one), journal text not null, sequence bigint not null, transaction text not null, head oid not null)`,
    'alter table books add column identity uuid not null default gen_random_uuid()',
  ],
};
