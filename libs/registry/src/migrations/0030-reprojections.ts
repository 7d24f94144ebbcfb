import type { Migration } from './migration.js';

/** Who asked for which hours to be projected again, how far that is, and how it ended. */
export const reprojections: Migration = {
  id: 30,
  name: 'reprojections',
  statements: [
    `create table book_reprojections (id integer generated always as identity primary key, book integer not null references books (id),
      project text not null, from_hour integer not null, to_hour integer not null, asked_by text not null, asked_at bigint not null, progress jsonb, answer jsonb)`,
    'create unique index book_reprojections_open on book_reprojections (book, project) where answer is null',
  ],
};
