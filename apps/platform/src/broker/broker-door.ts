import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CONSUMED_FILTERS, decideAtBroker, sharedFilters } from '@yanshou/access';
import type { AccessAction, CredentialTable, Identity } from '@yanshou/access';
import type { IngestPath } from '@yanshou/ingest';
import { readText } from './read-text.js';

export interface BrokerDoorParts {
  readonly credentials: Pick<CredentialTable, 'authenticate' | 'find'>;
  readonly ingest: Pick<IngestPath, 'refused'>;
  /** Shown by the broker as `Authorization: Bearer …`. */
  readonly secret: string;
  /** The platform's own user at the broker. */
  readonly platform: { readonly username?: string; readonly password?: string };
  /** In which its workers share what comes. */
  readonly group: string;
}

type Result = 'allow' | 'deny';
type Body = Readonly<Record<string, unknown>>;

const MAX_BODY_BYTES = 16 * 1024;
/** What EMQX writes where a client has none. */
const ABSENT: readonly unknown[] = ['', 'undefined', undefined, null];

/**
 * Answers a broker's questions: who is this client, and may it? Bodies and answers are those of EMQX 5 (HTTP
 * authentication and authorisation). Nothing but the broker may ask: an answer tells whether a secret is valid.
 */
export class BrokerDoor {
  /** EMQX asks for the filter alone, without `$share/{group}/`: so nobody else may have the filter in any group. */
  private readonly consumed: ReadonlySet<string>;

  constructor(private readonly parts: BrokerDoorParts) {
    this.consumed = new Set([...CONSUMED_FILTERS, ...sharedFilters(parts.group)]);
  }

  /** Answers the request; never rejects. `what`: the last part of the path. */
  async handle(what: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.isBroker(request)) return answer(response, 401);
    if (request.method !== 'POST') return answer(response, 405);
    const body = bodyOf(await readText(request, MAX_BODY_BYTES).catch(() => undefined));
    if (body === undefined) return answer(response, 400);
    const result = what === 'authenticate' ? this.authenticate(body) : this.authorize(body);
    answer(response, 200, what === 'authenticate' ? { result, is_superuser: false } : { result });
  }

  private authenticate(body: Body): Result {
    if (this.isPlatform(body.username)) return this.isPlatformPassword(text(body.password)) ? 'allow' : 'deny';
    const [username, password, certificateName] = [text(body.username), text(body.password), text(body.cert_common_name)];
    const request = { username, password: password === undefined ? undefined : Buffer.from(password), certificateName };
    return this.parts.credentials.authenticate(request) === undefined ? 'deny' : 'allow';
  }

  private authorize({ username, action, topic }: Body): Result {
    if (typeof topic !== 'string' || (action !== 'publish' && action !== 'subscribe')) return 'deny';
    if (this.isPlatform(username)) return action === 'subscribe' && this.consumed.has(topic) ? 'allow' : 'deny';
    const identity = this.known(text(username));
    return identity === undefined ? 'deny' : this.decide(identity, action, topic);
  }

  private decide(identity: Identity, action: AccessAction, topic: string): Result {
    const decision = decideAtBroker(identity, action, topic);
    if (!decision.allowed) this.parts.ingest.refused(identity, decision.code);
    return decision.allowed ? 'allow' : 'deny';
  }

  /** The broker has let the client in; it may have been revoked since. */
  private known(username: string | undefined): Identity | undefined {
    if (username === undefined) return undefined;
    const { credentials } = this.parts;
    return credentials.find(username) ?? credentials.authenticate({ username });
  }

  private isPlatform(username: unknown): boolean {
    return this.parts.platform.username !== undefined && username === this.parts.platform.username;
  }

  private isPlatformPassword(password: string | undefined): boolean {
    const wanted = this.parts.platform.password;
    return wanted !== undefined && password !== undefined && same(password, wanted);
  }

  private isBroker({ headers }: IncomingMessage): boolean {
    return same(headers.authorization ?? '', `Bearer ${this.parts.secret}`);
  }
}

const text = (value: unknown): string | undefined => (typeof value !== 'string' || ABSENT.includes(value) ? undefined : value);

/** In a time that tells nothing of where two texts differ. */
const same = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));
const digest = (value: string): Buffer => createHash('sha256').update(value).digest();

function bodyOf(json: string | undefined): Body | undefined {
  try {
    const found: unknown = JSON.parse(json ?? '');
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Body) : undefined;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body?: Readonly<Record<string, unknown>>): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
