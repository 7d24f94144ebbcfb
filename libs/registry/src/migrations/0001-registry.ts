import type { Migration } from './migration.js';

export const stateTable = (name: string, columns: readonly string[] = []): string => `
  create table ${name} (
    key text primary key,
    state jsonb not null,
    revision bigint not null,
    ${["project text generated always as (state->>'project') stored", ...columns].join(',\n    ')}
  )`;

export const inProject = (name: string): string =>
  `constraint ${name}_project_fk foreign key (project) references projects (key)`;

const generatedKey = (column: string, field: string): string =>
  `${column} text generated always as ((state->>'project') || '/' || (state->>'${field}')) stored`;

const appendOnly = (name: string): string =>
  `create trigger ${name}_append_only before update or delete on ${name} for each row execute function refuse_change()`;

export const registryTables: Migration = {
  id: 1,
  name: 'registry',
  statements: [
    'create table registry_head (single boolean primary key default true check (single), revision bigint not null)',
    'insert into registry_head (revision) values (0)',
    `create table changes (
      id bigint primary key, at bigint not null, who text not null, entity text not null, key text not null,
      after jsonb not null, before_hash text, journalled boolean not null default false)`,
    'create index changes_pending on changes (id) where not journalled',
    `create function refuse_change() returns trigger language plpgsql as
      $$ begin raise exception '% is append-only', tg_table_name using errcode = 'YS001'; end $$`,
    `create function keep_demonstration() returns trigger language plpgsql as
      $$ begin
        if tg_op = 'DELETE' or new.state->>'demonstration' is distinct from old.state->>'demonstration' then
          raise exception 'demonstration is decided at creation' using errcode = 'YS002';
        end if;
        return new;
      end $$`,
    stateTable('programmes'),
    stateTable('projects', [
      "demonstration boolean not null generated always as ((state->>'demonstration')::boolean) stored",
    ]),
    'create trigger projects_demonstration before update or delete on projects for each row execute function keep_demonstration()',
    stateTable('sites', [inProject('sites')]),
    stateTable('device_classes', [inProject('device_classes')]),
    stateTable('devices', [
      generatedKey('class_key', 'classId'),
      generatedKey('site_key', 'siteId'),
      inProject('devices'),
      'constraint devices_class_fk foreign key (class_key) references device_classes (key)',
      'constraint devices_site_fk foreign key (site_key) references sites (key)',
    ]),
    stateTable('simulated_devices', [
      inProject('simulated_devices'),
      'constraint simulated_devices_device_fk foreign key (key) references devices (key)',
    ]),
    stateTable('gateways', [inProject('gateways')]),
    `create table gateway_bindings (
      gateway_key text not null references gateways (key),
      device_key text not null constraint gateway_bindings_device_fk references devices (key),
      primary key (gateway_key, device_key))`,
    stateTable('contracts', [
      "version integer not null generated always as ((state->>'version')::integer) stored",
      inProject('contracts'),
      'constraint contracts_version unique (project, version)',
    ]),
    stateTable('calendars', [inProject('calendars')]),
    stateTable('credentials', [inProject('credentials')]),
    stateTable('evidence_files', [inProject('evidence_files')]),
    stateTable('kpi_values', [inProject('kpi_values')]),
    stateTable('assessments', [inProject('assessments')]),
    stateTable('users'),
    `create table windows (
      project text not null constraint windows_project_fk references projects (key), job text not null, unit text not null,
      from_at bigint not null, to_at bigint not null check (to_at > from_at),
      status text not null default 'due' check (status in ('due', 'running', 'done')),
      attempts integer not null default 0, owner text, lease_until bigint, due_at bigint not null,
      inputs_digest text, last_error text,
      primary key (project, job, unit, from_at, to_at),
      check (status <> 'running' or (owner is not null and lease_until is not null)))`,
    "create index windows_open on windows (from_at) where status <> 'done'",
    ...['sites', 'device_classes', 'devices', 'gateways', 'contracts', 'calendars', 'credentials', 'evidence_files', 'kpi_values', 'assessments']
      .map((name) => `create index ${name}_by_project on ${name} (project)`),
    ...['simulated_devices', 'contracts', 'kpi_values', 'assessments'].map(appendOnly),
  ],
};
