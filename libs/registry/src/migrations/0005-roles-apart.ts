import type { Migration } from './migration.js';

/** What processes that share the work tell each other: questions to a projector, where a journal ends, who has a duty. */
export const rolesApart: Migration = {
  id: 5,
  name: 'roles-apart',
  statements: [
    `create table book_replays (id integer generated always as identity primary key, book integer not null references books (id),
      project text not null, answer jsonb)`,
    'create unique index book_replays_open on book_replays (book, project) where answer is null',
    'create table book_heads (book integer primary key references books (id), next_sequence bigint not null, told_at timestamptz not null)',
    'create table duties (duty text primary key, holder text not null, until timestamptz not null)',
  ],
};
