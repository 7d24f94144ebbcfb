import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';

/** bigint: text from pg, a number from the embedded database; always read with Number(). */
type BigintColumn = ColumnType<string | number, number, number>;
/** jsonb: written as text, read parsed. */
type JsonColumn = ColumnType<unknown, string, string>;

/** Every kind of record is kept alike; columns on which SQL decides are generated from `state`. */
export interface StateTable {
  key: string;
  state: JsonColumn;
  revision: BigintColumn;
  project: Generated<string | null>;
}

export interface ChangeTable {
  id: BigintColumn;
  at: BigintColumn;
  who: string;
  entity: string;
  key: string;
  after: JsonColumn;
  before_hash: string | null;
  journalled: boolean;
}

export interface WindowTable {
  project: string;
  job: string;
  unit: string;
  from_at: BigintColumn;
  to_at: BigintColumn;
  status: string;
  attempts: number;
  owner: string | null;
  lease_until: BigintColumn | null;
  due_at: BigintColumn;
  inputs_digest: string | null;
  last_error: string | null;
  /** Causes (libs/store, DirtyHour) that have touched the window since it was taken last. */
  touched: Generated<number>;
}

export interface SessionTable {
  token_hash: string;
  user_key: string;
  kind: string;
  expires_at: BigintColumn;
}

export interface PartitionLeaseTable {
  journal: string;
  holder: string | null;
  token: BigintColumn;
  lease_until: BigintColumn;
}

export const STATE_TABLES = [
  'programmes', 'projects', 'sites', 'device_classes', 'devices', 'simulated_devices', 'gateways', 'contracts', 'calendars',
  'credentials', 'evidence_files', 'kpi_values', 'assessments', 'users', 'api_tokens', 'declared_figures',
  'asset_ledgers', 'ledger_assets', 'replacements',
  'trace_batches', 'trace_events',
  'programme_settings', 'freezes', 'change_requests', 'milestones', 'life_cycle_events', 'project_money',
  'self_assessments', 'library_projects',
  'designation_events',
  'trace_decisions', 'legal_changes', 'recommenders',
  'assessment_checks',
  'audit_opinions',
] as const;
export type StateTableName = (typeof STATE_TABLES)[number];

export type Schema = Record<StateTableName, StateTable> & {
  registry_head: { single: boolean; revision: BigintColumn };
  changes: ChangeTable;
  windows: WindowTable;
  dirty_cursors: { project: string; journal: string; sequence: BigintColumn; data_set: string | null };
  api_tokens: StateTable & { secret_hash: Generated<string>; maker_key: Generated<string> };
  trace_batches: StateTable & { public_id: Generated<string> };
  trace_events: StateTable & { batch_key: Generated<string> };
  sessions: SessionTable;
  partition_members: { holder: string; alive_until: BigintColumn };
  partition_leases: PartitionLeaseTable;
  gateway_bindings: { gateway_key: string; device_key: string };
  schema_migrations: { id: number; name: string; checksum: string };
};

export type Database = Kysely<Schema>;
export type Trx = Transaction<Schema>;
