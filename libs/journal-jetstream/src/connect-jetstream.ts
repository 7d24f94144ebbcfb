import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { isNobodyThere, meaningOf } from './answers.js';
import { credentialsFailure, disabledFailure, unreachableFailure } from './faults.js';
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
 * `journal-jetstream-disabled`.
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

async function dial({ servers, user, password, token, tls }: NatsAddress, name: string): Promise<NatsConnection> {
  try {
    return await connect({
      servers: [...servers], name, maxReconnectAttempts: -1, reconnectTimeWait: RECONNECT_MILLIS, reconnectJitter: RECONNECT_MILLIS,
      pingInterval: PING_MILLIS, maxPingOut: 2, noAsyncTraces: true,
      ...(user === undefined ? {} : { user, pass: password ?? '' }),
      ...(token === undefined ? {} : { token }),
      ...(tls ? { tls: {} } : {}),
    });
  } catch (error) {
    throw meaningOf(error) === 'no-permission' ? credentialsFailure(error) : unreachableFailure(error);
  }
}

function startFailure(error: unknown): Error {
  switch (meaningOf(error)) {
    case 'no-permission': return credentialsFailure(error);
    case 'no-jetstream': return disabledFailure(error);
    default: return isNobodyThere(error) ? disabledFailure(error) : unreachableFailure(error);
  }
}
