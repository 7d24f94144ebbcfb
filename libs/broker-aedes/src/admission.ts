import type { AuthenticateError, Client } from 'aedes';
import type { IConnectPacket } from 'mqtt-packet';
import type { BrokerHandler } from './broker-handler.port.js';
import type { Guard } from './guard.js';
import { certificateNameOf } from './listeners.js';
import { Session } from './session.js';
import type { SessionRegistry } from './session-registry.js';

/** Return codes of CONNACK, MQTT 3.1.1 table 3.1. */
const SERVER_UNAVAILABLE = 3;
const BAD_CREDENTIALS = 4;
const NOT_AUTHORIZED = 5;

export type Admission = { readonly session: Session } | { readonly error: AuthenticateError };

export interface AdmissionRules {
  readonly handler: BrokerHandler;
  readonly sessions: SessionRegistry;
  readonly maxPerPrincipal: number;
  readonly now: () => number;
  readonly isClosing: () => boolean;
}

/** Decides a CONNECT: who it is, whether its will may be published, whether there is room. */
export function admit(rules: AdmissionRules, client: Client, guard: Guard, connect: IConnectPacket): Admission {
  const { handler, sessions } = rules;
  if (rules.isClosing()) return refusal(SERVER_UNAVAILABLE, 'not accepting');
  const { username, password } = connect;
  const identity = handler.authenticate({
    clientId: client.id, username, password: password as Buffer | undefined, certificateName: certificateNameOf(guard.socket),
  });
  if (identity === undefined) return refusal(username === undefined ? NOT_AUTHORIZED : BAD_CREDENTIALS, 'bad credentials');
  if (!handler.accepting(identity)) return refusal(SERVER_UNAVAILABLE, 'not accepting');
  const session = new Session(identity, client.id, guard);
  if (connect.will !== undefined) {
    const decision = session.decidePublish(connect.will.topic);
    if (!decision.allowed) {
      handler.refused(identity, decision.code);
      return refusal(NOT_AUTHORIZED, 'will to a foreign topic');
    }
  }
  if (!sessions.makeRoom(session, rules.maxPerPrincipal, rules.now())) return refusal(SERVER_UNAVAILABLE, 'too many connections of one principal');
  return { session };
}

function refusal(returnCode: number, message: string): Admission {
  return { error: Object.assign(new Error(message), { returnCode }) as AuthenticateError };
}
