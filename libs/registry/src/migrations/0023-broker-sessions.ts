import type { Migration } from './migration.js';

/** Which worker of the group has which session at an external broker, and who takes over that of one that is gone. */
export const brokerSessions: Migration = {
  id: 23,
  name: 'broker-sessions',
  statements: [
    `create table broker_sessions (
      client_id text primary key, broker text not null, instance text not null,
      owner text not null, owner_until timestamptz not null, whole_until timestamptz, has_left boolean not null default false,
      taker text, taker_until timestamptz, token bigint not null default 0, ended_at timestamptz)`,
  ],
};
