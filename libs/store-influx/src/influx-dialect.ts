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
}

/** Whoever asks before the generation is known: a token where there is one. */
export const credentialHeaders = ({ token, username, password }: InfluxSettings): Record<string, string> => {
  if (token !== undefined) return { authorization: `Token ${token}` };
  return username === undefined ? {} : { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` };
};

export function dialectOf(server: InfluxServer, settings: InfluxSettings, connection: InfluxConnection): InfluxDialect {
  if (server.generation === 1) return dialect1({ ...settings, token: undefined } as InfluxSettings, connection);
  if (settings.token === undefined) throw companionMissing(server.version, 'INFLUX_TOKEN');
  if (server.generation === 3) return dialect3(settings, connection);
  if (settings.org === undefined) throw companionMissing(server.version, 'INFLUX_ORG');
  return dialect2(settings, settings.org, connection);
}

/** Kept for ever, in shards of 30 days: the default of a week makes a year 52 places to look in. */
const CREATE = (database: string): InfluxQl => influxql`CREATE DATABASE ${{ identifier: database }} WITH DURATION INF SHARD DURATION 30d`;
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function dialect1(settings: InfluxSettings, connection: InfluxConnection): InfluxDialect {
  const headers = credentialHeaders(settings);
  return {
    headers,
    writePath: (database) => `/write?db=${encodeURIComponent(database)}&precision=ns`,
    query: bound,
    create: (database) => {
      const { q, params = '' } = bound(CREATE(database));
      return connection.ask('/query', { method: 'POST', headers: { ...headers, ...FORM }, body: String(new URLSearchParams({ q, params })) });
    },
  };
}

interface Listed {
  readonly orgs?: readonly { readonly id: string }[];
  readonly buckets?: readonly { readonly id: string; readonly name: string }[];
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
    create: async (database) => {
      const orgs = await get(`/api/v2/orgs?org=${encodeURIComponent(org)}`);
      const orgID = (orgs.json as Listed | undefined)?.orgs?.[0]?.id;
      if (orgs.status !== 200 || orgID === undefined) return orgs;
      const found = await get(`/api/v2/buckets?orgID=${encodeURIComponent(orgID)}&name=${encodeURIComponent(database)}`);
      const known = (found.json as Listed | undefined)?.buckets?.[0]?.id;
      if (found.status === 200 && known !== undefined) return map(database, orgID, known);
      const made = await post('/api/v2/buckets', { orgID, name: database, retentionRules: [] });
      return made.status === 201 ? map(database, orgID, (made.json as { readonly id: string }).id) : made;
    },
  };
}

function dialect3(settings: InfluxSettings, connection: InfluxConnection): InfluxDialect {
  const headers = { authorization: `Bearer ${settings.token ?? ''}` };
  return {
    headers,
    writePath: (database) => `/api/v2/write?bucket=${encodeURIComponent(database)}&precision=ns`,
    query: literal,
    create: async (database) => {
      const body = JSON.stringify({ db: database });
      const made = await connection.ask('/api/v3/configure/database', { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body });
      // 409: it is there already, which is what was wanted.
      return made.status === 409 ? { ...made, status: 200 } : made;
    },
  };
}
