import type { Migration } from './migration.js';

/** Sessions at a broker that were lost, by the cursor of the batch that was told of each last. */
export const lostSessions: Migration = {
  id: 29,
  name: 'lost-sessions',
  statements: [
    `create table book_lost_sessions (book integer not null references books (id), from_at bigint not null, to_at bigint not null, sequence bigint not null,
      primary key (book, from_at, to_at))`,
  ],
};
