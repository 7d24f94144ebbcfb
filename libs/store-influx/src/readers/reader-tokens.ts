import type { InfluxAnswer, InfluxConnection, InfluxRequest } from '../influx-connection.js';
import type { InfluxDialect } from '../influx-dialect.js';
import { refusal } from '../influx-refusal.js';
import { readerName } from './reader-account.js';
import type { ReaderAccounts, ReaderSecret } from './reader-account.js';
import { readerRefused, readersRights } from './reader-failures.js';

interface Permission {
  readonly action: string;
  readonly resource: { readonly type: string; readonly id?: string; readonly orgID?: string };
}

interface Authorization {
  readonly id: string;
  readonly token?: string;
  readonly status?: string;
  readonly description?: string;
  readonly permissions?: readonly Permission[];
}

/** Tokens of a 2.x server, each with permission to read one bucket. InfluxQL finds the bucket by the mapping of its name. */
export class ReaderTokens implements ReaderAccounts {
  private orgID = '';
  private buckets = new Map<string, string>();
  private authorizations: readonly Authorization[] = [];

  constructor(private readonly connection: InfluxConnection, private readonly dialect: InfluxDialect, private readonly org: string) {}

  async begin(databases: readonly string[]): Promise<readonly string[]> {
    const { orgs = [] } = await this.ask<{ orgs?: readonly { readonly id: string }[] }>('', `/api/v2/orgs?org=${encodeURIComponent(this.org)}`);
    this.orgID = orgs[0]?.id ?? '';
    this.buckets = new Map();
    for (const database of databases) {
      const path = `/api/v2/buckets?orgID=${encodeURIComponent(this.orgID)}&name=${encodeURIComponent(database)}`;
      const { buckets = [] } = await this.ask<{ buckets?: readonly { readonly id: string }[] }>(database, path, { method: 'GET' }, [404]);
      if (buckets[0] !== undefined) this.buckets.set(database, buckets[0].id);
    }
    const found = await this.ask<{ authorizations?: readonly Authorization[] }>('', `/api/v2/authorizations?orgID=${encodeURIComponent(this.orgID)}`);
    this.authorizations = found.authorizations ?? [];
    return [...this.buckets.keys()];
  }

  async keep(database: string, known: ReaderSecret | undefined, save: (secret: ReaderSecret) => Promise<void>): Promise<void> {
    const bucket = this.buckets.get(database) as string;
    const own = this.authorizations.filter(({ description }) => description === readerName(database));
    const current = own.find((one) => known?.kind === 'token' && one.id === known.id && readsOnly(one, bucket));
    const kept = current?.id ?? (await this.make(database, bucket, save));
    // Whatever else bears this name is of a secret that was lost or taken away.
    for (const { id } of own) if (id !== kept) await this.ask(database, `/api/v2/authorizations/${encodeURIComponent(id)}`, { method: 'DELETE' }, [404]);
  }

  private async make(database: string, bucket: string, save: (secret: ReaderSecret) => Promise<void>): Promise<string> {
    const mapped = await this.dialect.create(database);
    if (mapped.status >= 300) throw refusal(mapped, database);
    const permissions: readonly Permission[] = [{ action: 'read', resource: { type: 'buckets', id: bucket, orgID: this.orgID } }];
    const body = JSON.stringify({ orgID: this.orgID, description: readerName(database), permissions });
    const made = await this.ask<Authorization>(database, '/api/v2/authorizations', { method: 'POST', body });
    if (made.token === undefined) throw readerRefused(database, 'no token in the answer');
    await save({ kind: 'token', id: made.id, token: made.token });
    return made.id;
  }

  /** The answer's JSON. Other refusals than those that are meant to pass throw. */
  private async ask<T>(database: string, path: string, request: Pick<InfluxRequest, 'method' | 'body'> = { method: 'GET' }, passing: readonly number[] = []): Promise<T> {
    const headers = { ...this.dialect.headers, ...(request.body === undefined ? {} : { 'content-type': 'application/json' }) };
    const answer: InfluxAnswer = await this.connection.ask(path, { ...request, headers });
    if (answer.status === 401 || answer.status === 403) throw readersRights(answer.text);
    if (answer.status >= 300 && !passing.includes(answer.status)) throw refusal(answer, database);
    return (answer.status < 300 && typeof answer.json === 'object' && answer.json !== null ? answer.json : {}) as T;
  }
}

function readsOnly({ status, permissions = [] }: Authorization, bucket: string): boolean {
  const [permission] = permissions;
  return status === 'active' && permissions.length === 1 && permission?.action === 'read' && permission.resource.type === 'buckets' && permission.resource.id === bucket;
}
