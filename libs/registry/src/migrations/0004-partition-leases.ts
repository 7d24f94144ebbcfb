import type { Migration } from './migration.js';

/** Who reads which partition of the journal. The row of a lease stays, so that its token only ever grows. */
export const partitionLeases: Migration = {
  id: 4,
  name: 'partition-leases',
  statements: [
    'create table partition_members (holder text primary key, alive_until bigint not null)',
    `create table partition_leases (
      journal text primary key, holder text, token bigint not null default 0, lease_until bigint not null default 0)`,
  ],
};
