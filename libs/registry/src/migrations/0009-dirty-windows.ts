import type { Migration } from './migration.js';

/** Which hours late data touched, how far a project's are looked at, and what touched a window that is not computed again yet. */
export const dirtyWindows: Migration = {
  id: 9,
  name: 'dirty-windows',
  statements: [
    `create table book_dirty_hours (book integer not null references books (id), project text not null, hour integer not null,
      causes integer not null, sequence bigint not null, primary key (book, project, hour)) with (fillfactor = 60)`,
    `create table dirty_cursors (project text primary key constraint dirty_cursors_project_fk references projects (key),
      journal text not null, sequence bigint not null)`,
    'alter table windows add column touched integer not null default 0',
    'create index windows_by_time on windows (project, to_at)',
  ],
};
