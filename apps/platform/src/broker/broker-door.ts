import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CONSUMED_FILTERS, decideAtBroker, principalName, sharedFilters } from '@yanshou/access';
import type { AccessAction, CredentialTable, Identity } from '@yanshou/access';
import type { IngestPath } from '@yanshou/ingest';
import { MICROS_PER_SECOND } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import type { PlatformLogger } from '../runtime/logger.js';
import { ClientIdRefusals } from './client-id-refusals.js';
import { grantsOf, platformGrants } from './emqx-grants.js';
import type { EmqxGrant } from './emqx-grants.js';
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
  /** For how long a client may act without asking again. */
  readonly grantSeconds: number;
  readonly clock: Clock;
  readonly log: Pick<PlatformLogger, 'warn'>;
}

type Result = 'allow' | 'deny';
/** What EMQX 5.8 remembers of a client: `acl` is looked at before anybody is asked, at `expire_at` (seconds) the client is cut. */
type Admission = { readonly result: Result; readonly is_superuser: false; readonly acl?: readonly EmqxGrant[]; readonly expire_at?: number };
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
  private readonly clientIds: ClientIdRefusals;

  constructor(private readonly parts: BrokerDoorParts) {
    this.consumed = new Set([...CONSUMED_FILTERS, ...sharedFilters(parts.group)]);
    this.clientIds = new ClientIdRefusals(parts.log, parts.clock);
  }

  /** Answers the request; never rejects. `what`: the last part of the path. */
  async handle(what: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.isBroker(request)) return answer(response, 401);
    if (request.method !== 'POST') return answer(response, 405);
    const body = bodyOf(await readText(request, MAX_BODY_BYTES).catch(() => undefined));
    if (body === undefined) return answer(response, 400);
    answer(response, 200, what === 'authenticate' ? this.authenticate(body) : { result: this.authorize(body) });
  }

  private authenticate(body: Body): Admission {
    const clientId = text(body.clientid) ?? '';
    if (this.isPlatform(body.username)) return this.isPlatformPassword(text(body.password)) ? this.admitPlatform(clientId) : DENIED;
    const identity = this.identify(body);
    return identity === undefined ? DENIED : this.admitDevice(identity, clientId);
  }

  private admitPlatform(clientId: string): Admission {
    if (isOfPlatform(clientId)) return admitted({ acl: platformGrants() });
    this.clientIds.tell('MQTT_URL', PLATFORM_CLIENT_IDS);
    return DENIED;
  }

  private admitDevice(identity: Identity, clientId: string): Admission {
    const name = principalName(identity);
    if (!isOwn(clientId, name)) {
      this.clientIds.tell(name, { zh: ` ${name} 或以 ${name}/ 开头的`, en: `${name}, or what begins with ${name}/` });
      return DENIED;
    }
    return admitted({ acl: grantsOf(identity), expire_at: Math.floor(this.parts.clock.now() / MICROS_PER_SECOND) + this.parts.grantSeconds });
  }

  private identify(body: Body): Identity | undefined {
    const [username, password, certificateName] = [text(body.username), text(body.password), text(body.cert_common_name)];
    const request = { username, password: password === undefined ? undefined : Buffer.from(password), certificateName };
    return this.parts.credentials.authenticate(request);
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

const DENIED: Admission = { result: 'deny', is_superuser: false };
const admitted = (more: Pick<Admission, 'acl' | 'expire_at'>): Admission => ({ result: 'allow', is_superuser: false, ...more });

/** Who connects under the client id of another takes its session: so a device has those that begin with its own name. */
const isOwn = (clientId: string, name: string): boolean => clientId === name || clientId.startsWith(`${name}/`);
/** No device's: those have a slash. */
const isOfPlatform = (clientId: string): boolean => clientId.startsWith('yanshou-') && !clientId.includes('/');
const PLATFORM_CLIENT_IDS = { zh: '平台自己的 yanshou-…，即不要在 EMQX 以用户名作 client id', en: "the platform's own, yanshou-…: do not have EMQX take user names for client ids" };

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
