import type { Migration } from './migration.js';

/** What was folded of closed days and months of a book's readings (libs/store, FoldShelf): a cache. */
export const keptFolds: Migration = {
  id: 27,
  name: 'kept-folds',
  statements: [
    `create table book_kept_folds (book integer not null references books (id), project text not null, form text not null, unit text not null, metric text not null,
      begins bigint not null, ends bigint not null, sequence bigint not null, body bytea not null, primary key (book, project, form, unit, metric, begins, ends))`,
  ],
};
