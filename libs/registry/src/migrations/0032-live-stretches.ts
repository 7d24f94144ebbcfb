import type { Migration } from './migration.js';

/** Stored readings on their way from processes that project to those that show them (LiveExchange). Kept for minutes: rebuilt from nothing. */
export const liveStretches: Migration = {
  id: 32,
  name: 'live-stretches',
  statements: [
    'create table live_follows (holder text not null, project text not null, until timestamptz not null, primary key (holder, project))',
    `create table live_stretches (id bigint generated always as identity primary key, project text not null, journal text not null, begins bigint not null, ends bigint not null,
      at timestamptz not null default clock_timestamp(), body text not null)`,
    'create index live_stretches_by_project on live_stretches (project, id)',
    'create index live_stretches_by_time on live_stretches (at)',
  ],
};
