import type { InfluxAnswer, InfluxConnection } from './influx-connection.js';
import { companionMissing } from './influx-failures.js';
import type { InfluxServer } from './influx-server.js';
import type { InfluxSettings } from './influx-settings.js';
import { bound, influxql, literal } from './influxql.js';
import type { InfluxQl, QueryText } from './influxql.js';

/** What differs between the generations of InfluxDB. */
export interface InfluxDialect {
  readonly headers: Readonly<Record<string, string>>;
  /** Path for line protocol with nanoseconds. */
  writePath(database: string): string;
  query(query: InfluxQl): QueryText;
  /** Makes the database where it is missing; an answer that is no success is judged by the caller. */
  create(database: string): Promise<InfluxAnswer>;
  /** What databases the server has, where it limits how many there may be; undefined elsewhere. */
  databases(): Promise<readonly string[] | undefined>;
  /** Days for which a database that is there keeps what is in it, Infinity for ever; undefined where the server does not say. */
  retentionDays(database: string): Promise<number | undefined>;
}

/** Whoever asks before the generation is known: a token where there is one. */
export const credentialHeaders = ({ token, username, password }: InfluxSettings): Record<string, string> => {
  if (token !== undefined) return { authorization: `Token ${token}` };
  return username === undefined ? {} : { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` };
};

export function dialectOf(server: InfluxServer, settings: InfluxSettings, connection: InfluxConnection): InfluxDialect {
  if (server.generation === 1) return dialect1({ ...settings, token: undefined } as InfluxSettings, connection);
  if (settings.token === undefined) throw companionMissing(server.version, 'INFLUX_TOKEN');
  if (server.generation === 3) return dialect3(server, settings, connection);
  if (settings.org === undefined) throw companionMissing(server.version, 'INFLUX_ORG');
  return dialect2(settings, settings.org, connection);
}

/** In shards of 30 days: the default of a week makes a year 52 places to look in. No shard may be longer than what is kept. */
const createStatement = (database: string, days: number | undefined): InfluxQl =>
  influxql`CREATE DATABASE ${{ identifier: database }} WITH DURATION ${{ days }} SHARD DURATION ${{ days: Math.min(30, days ?? 30) }}`;
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function dialect1(settings: InfluxSettings, connection: InfluxConnection): InfluxDialect {
  const headers = credentialHeaders(settings);
  const run = (statement: InfluxQl): Promise<InfluxAnswer> => {
    const { q, params = '' } = bound(statement);
    return connection.ask('/query', { method: 'POST', headers: { ...headers, ...FORM }, body: String(new URLSearchParams({ q, params })) });
  };
  return {
    headers,
    writePath: (database) => `/write?db=${encodeURIComponent(database)}&precision=ns`,
    query: bound,
    create: (database) => run(createStatement(database, settings.retentionDays)),
    databases: async () => undefined,
    retentionDays: async (database) => daysOfPolicies(await run(influxql`SHOW RETENTION POLICIES ON ${{ identifier: database }}`)),
  };
}

export const SECONDS_PER_DAY = 86_400;
const UNITS: Readonly<Record<string, number>> = { h: 3_600, m: 60, s: 1 };

/** Of the policy that is written to by default; `0s` is for ever. */
function daysOfPolicies({ json }: InfluxAnswer): number | undefined {
  const { results } = (json ?? {}) as { readonly results?: readonly { readonly series?: readonly { readonly columns: string[]; readonly values?: unknown[][] }[] }[] };
  const [policies] = results?.[0]?.series ?? [];
  const place = (name: string): number => policies?.columns.indexOf(name) ?? -1;
  const duration = policies?.values?.find((row) => row[place('default')] === true)?.[place('duration')];
  if (typeof duration !== 'string') return undefined;
  const seconds = [...duration.matchAll(/(\d+)([hms])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit as string] as number), 0);
  return daysOf(seconds);
}

const daysOf = (seconds: number): number => (seconds === 0 ? Infinity : seconds / SECONDS_PER_DAY);

interface Listed {
  readonly orgs?: readonly { readonly id: string }[];
  readonly buckets?: readonly { readonly id: string; readonly orgID: string; readonly name: string; readonly retentionRules?: readonly { readonly everySeconds: number }[] }[];
  readonly content?: readonly { readonly bucketID: string; readonly database: string }[];
}

/** The /query of 2.x documents no parameters, so values go as literals. */
function dialect2(settings: InfluxSettings, org: string, connection: InfluxConnection): InfluxDialect {
  const headers = credentialHeaders(settings);
  const get = (path: string): Promise<InfluxAnswer> => connection.ask(path, { method: 'GET', headers });
  const post = (path: string, body: unknown): Promise<InfluxAnswer> =>
    connection.ask(path, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  /** InfluxQL knows databases only: each bucket is mapped to one of its own name. */
  const map = async (database: string, orgID: string, bucketID: string): Promise<InfluxAnswer> => {
    const listed = await get(`/api/v2/dbrps?orgID=${encodeURIComponent(orgID)}&db=${encodeURIComponent(database)}`);
    if (listed.status !== 200 || (listed.json as Listed).content?.some((one) => one.bucketID === bucketID)) return listed;
    return post('/api/v2/dbrps', { orgID, bucketID, database, retention_policy: 'autogen', default: true });
  };
  return {
    headers,
    writePath: (database) => `/api/v2/write?org=${encodeURIComponent(org)}&bucket=${encodeURIComponent(database)}&precision=ns`,
    query: literal,
    databases: async () => undefined,
    create: async (database) => {
      // Asked by the organisation's name: a token of one bucket may not see the organisation itself.
      const found = await get(`/api/v2/buckets?org=${encodeURIComponent(org)}&name=${encodeURIComponent(database)}`);
      const known = (found.json as Listed | undefined)?.buckets?.[0];
      if (found.status === 200 && known !== undefined) return map(database, known.orgID, known.id);
      const orgs = await get(`/api/v2/orgs?org=${encodeURIComponent(org)}`);
      const orgID = (orgs.json as Listed | undefined)?.orgs?.[0]?.id;
      if (orgs.status !== 200) return orgs;
      if (orgID === undefined) return { ...orgs, status: 403, text: `read:orgs ${org} is unauthorized` };
      const made = await post('/api/v2/buckets', { orgID, name: database, retentionRules: retentionRules(settings) });
      return made.status === 201 ? map(database, orgID, (made.json as { readonly id: string }).id) : made;
    },
    retentionDays: async (database) => {
      const found = await get(`/api/v2/buckets?org=${encodeURIComponent(org)}&name=${encodeURIComponent(database)}`);
      const bucket = (found.json as Listed | undefined)?.buckets?.[0];
      return bucket && daysOf(Math.min(...(bucket.retentionRules ?? []).map(({ everySeconds }) => everySeconds || Infinity)));
    },
  };
}

const retentionRules = ({ retentionDays }: InfluxSettings): readonly object[] =>
  retentionDays === undefined ? [] : [{ type: 'expire', everySeconds: retentionDays * SECONDS_PER_DAY }];

function dialect3({ core }: InfluxServer, settings: InfluxSettings, connection: InfluxConnection): InfluxDialect {
  const headers = { authorization: `Bearer ${settings.token ?? ''}` };
  return {
    headers,
    writePath: (database) => `/api/v2/write?bucket=${encodeURIComponent(database)}&precision=ns`,
    query: literal,
    create: async (database) => {
      const { retentionDays: days } = settings;
      const body = JSON.stringify({ db: database, ...(days === undefined ? {} : { retention_period: `${days}d` }) });
      const made = await connection.ask('/api/v3/configure/database', { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body });
      // 409: it is there already, which is what was wanted.
      return made.status === 409 ? { ...made, status: 200 } : made;
    },
    databases: async () => (core ? namesOf(await connection.ask('/api/v3/configure/database?format=json', { method: 'GET', headers })) : undefined),
    // No page documents how to ask for it in InfluxQL or by the API of 3.x.
    retentionDays: async () => undefined,
  };
}

/** The server's own databases are none of those that it counts. Undefined where it does not say. */
function namesOf({ status, json }: InfluxAnswer): readonly string[] | undefined {
  if (status !== 200 || !Array.isArray(json)) return undefined;
  return (json as readonly { readonly 'iox::database'?: unknown }[]).map((row) => row['iox::database']).filter((name) => typeof name === 'string' && name !== '_internal') as string[];
}
