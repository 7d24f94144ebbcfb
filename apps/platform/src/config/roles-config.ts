import { hostname } from 'node:os';
import type { NatsAddress } from '@yanshou/journal-jetstream';
import type { Settings } from './config.schema.js';
import { ConfigurationError } from './configuration-error.js';
import { natsOf } from './nats-config.js';

/** What a process does: receive into the journal, project it, compute what is due, answer people. */
export const ROLES = ['ingest', 'project', 'jobs', 'api'] as const;
export type Role = (typeof ROLES)[number];

export interface RolesConfig {
  readonly roles: ReadonlySet<Role>;
  /** Another process has one of the roles. */
  readonly apart: boolean;
  /** What people call this process. */
  readonly instance: string;
  /** JetStream keeps the journal, else segment files do. */
  readonly nats?: NatsAddress;
}

type Companion = 'DATABASE_URL' | 'NATS_URL' | 'YANSHOU_SHARED_DIR' | 'YANSHOU_STORE=influxdb';

/** Roles and journal, with every server that they need. Throws ConfigurationError for the first thing missing. */
export function rolesOf(values: Settings): RolesConfig {
  const roles = parseRoles(values.YANSHOU_ROLES);
  const apart = roles.size < ROLES.length;
  if (values.NATS_URL !== undefined) demand(values, 'NATS_URL', ['DATABASE_URL', 'YANSHOU_STORE=influxdb']);
  if (apart) {
    demand(values, `YANSHOU_ROLES=${values.YANSHOU_ROLES}`, [
      'DATABASE_URL', 'YANSHOU_STORE=influxdb', 'YANSHOU_SHARED_DIR', ...(roles.has('ingest') === roles.has('project') ? [] : (['NATS_URL'] as const)),
    ]);
  }
  const nats = natsOf(values);
  const instance = values.YANSHOU_INSTANCE ?? `${hostname()}:${values.YANSHOU_HTTP_PORT}`.replace(/[^A-Za-z0-9._:-]/g, '-').slice(-64);
  return { roles, apart, instance, ...(nats === undefined ? {} : { nats }) };
}

function parseRoles(text: string): ReadonlySet<Role> {
  if (text === 'all') return new Set(ROLES);
  const named = text.split(',').map((role) => role.trim());
  const unknown = named.find((role) => !(ROLES as readonly string[]).includes(role));
  if (unknown !== undefined) throw new ConfigurationError(`环境变量 YANSHOU_ROLES="${text}" 不可用：没有角色 ${unknown} / cannot be used: there is no role ${unknown}, only all or some of ${ROLES.join(',')}`);
  return new Set(named as Role[]);
}

function demand(values: Settings, what: string, companions: readonly Companion[]): void {
  const isThere: Record<Companion, boolean> = {
    DATABASE_URL: values.DATABASE_URL !== undefined, NATS_URL: values.NATS_URL !== undefined,
    YANSHOU_SHARED_DIR: values.YANSHOU_SHARED_DIR !== undefined, 'YANSHOU_STORE=influxdb': values.YANSHOU_STORE === 'influxdb',
  };
  const missing = companions.filter((companion) => !isThere[companion]);
  if (missing.length > 0) throw new ConfigurationError(`${what} 需要 ${missing.join('、')} / ${what} needs ${missing.join(', ')}`);
}
