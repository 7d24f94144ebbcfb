import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { connect, credsAuthenticator } from '@nats-io/transport-node';
import type { NatsConnection, NodeConnectionOptions, TlsOptions } from '@nats-io/transport-node';
import { isNobodyThere, isOfTls, meaningOf } from './answers.js';
import { credentialsFailure, disabledFailure, tlsFailure, unreachableFailure } from './faults.js';
import type { NatsAddress } from './nats-url.js';

/** A connection to the servers; it finds another server by itself when one is lost, for as long as it takes. */
export interface JetStreamConnection {
  readonly nats: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  /** Largest message that the servers take. */
  readonly maxPayload: number;
  close(): Promise<void>;
}

const REQUEST_MILLIS = 2_000;
const RECONNECT_MILLIS = 250;
/** A server that stops without closing its sockets is noticed after two of these. */
const PING_MILLIS = 2_000;

/**
 * Connects and asks for JetStream. Failures: `journal-unreachable` (retryable), `journal-credentials-refused`,
 * `journal-tls-refused`, `journal-jetstream-disabled`.
 */
export async function connectJetStream(address: NatsAddress, name = 'yanshou'): Promise<JetStreamConnection> {
  const nats = await dial(address, name);
  try {
    const manager = await jetstreamManager(nats, { timeout: REQUEST_MILLIS });
    return { nats, client: jetstream(nats, { timeout: REQUEST_MILLIS }), manager, maxPayload: nats.info?.max_payload ?? 0, close: () => nats.close() };
  } catch (error) {
    await nats.close();
    throw startFailure(error);
  }
}

async function dial(address: NatsAddress, name: string): Promise<NatsConnection> {
  const options = {
    servers: [...address.servers], name, pingInterval: PING_MILLIS, maxPingOut: 2, noAsyncTraces: true, ...identityOf(address), ...(address.tls && { tls: tlsOf(address) }),
  };
  if (address.tls) await tryTls(options);
  try {
    return await connect({ ...options, maxReconnectAttempts: -1, reconnectTimeWait: RECONNECT_MILLIS, reconnectJitter: RECONNECT_MILLIS });
  } catch (error) {
    if (meaningOf(error) === 'no-permission') throw credentialsFailure(error);
    throw isOfTls(error) ? tlsFailure(error) : unreachableFailure(error);
  }
}

/** A client that is to connect again takes a certificate that the server refuses for silence, and says so after twenty seconds: one attempt tells why. */
async function tryTls(options: NodeConnectionOptions): Promise<void> {
  const error = await refusalOf(options);
  // The server's word may be overtaken by the end of the connection; one that is just starting ends it too, but not twice.
  const again = isReset(error) && !isOfTls(error) ? await refusalOf(options) : error;
  if (isOfTls(again) || isReset(again)) throw tlsFailure(again);
}

const refusalOf = (options: NodeConnectionOptions): Promise<unknown> =>
  connect({ ...options, reconnect: false }).then((connection) => connection.close(), (error: unknown) => error);

const isReset = (error: unknown): boolean => ['ECONNRESET', 'EPIPE'].includes(String((error as { readonly code?: unknown } | undefined)?.code));

function identityOf({ user, password, token, credentials }: NatsAddress): Pick<NodeConnectionOptions, 'user' | 'pass' | 'token' | 'authenticator'> {
  if (credentials !== undefined) return { authenticator: credsAuthenticator(Buffer.from(credentials)) };
  if (user !== undefined) return { user, pass: password ?? '' };
  return token === undefined ? {} : { token };
}

const tlsOf = ({ ca, certificate, key }: NatsAddress): TlsOptions =>
  ({ ...(ca !== undefined && { ca }), ...(certificate !== undefined && { cert: certificate }), ...(key !== undefined && { key }) });

function startFailure(error: unknown): Error {
  switch (meaningOf(error)) {
    case 'no-permission': return credentialsFailure(error);
    case 'no-jetstream': return disabledFailure(error);
    default: return isNobodyThere(error) ? disabledFailure(error) : unreachableFailure(error);
  }
}
