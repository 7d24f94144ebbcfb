import type { Migration } from './migration.js';

/** Hours whose lost readings were about to be written again, until a batch tells of them; and in which set of data hours were looked at. */
export const restoredReadings: Migration = {
  id: 28,
  name: 'restored-readings',
  statements: [
    `create table book_restoring_hours (book integer not null references books (id), project text not null, hour integer not null,
      primary key (book, project, hour))`,
    'alter table dirty_cursors add column data_set text',
  ],
};
