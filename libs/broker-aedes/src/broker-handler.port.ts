import type { Identity } from '@yanshou/access';
import type { Failure, RejectionCode } from '@yanshou/telemetry';

/** What a client showed to get in. */
export interface ConnectRequest {
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: Buffer | undefined;
  /** CN of a client certificate that was verified against the configured authority. */
  readonly certificateName: string | undefined;
}

/** A message that its sender may publish, as received. */
export interface InboundMessage {
  readonly identity: Identity;
  /** `{project}/{principal}`. */
  readonly principal: string;
  /** Client id, namespaced by the credential: packet ids are unique within it. */
  readonly session: string;
  readonly topic: string;
  /** A view of the receive buffer; it is not written to again. */
  readonly payload: Buffer;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  /** 0 for QoS 0 and for a last will. */
  readonly packetId: number;
}

/**
 * What the broker asks the platform. `accept` is the promise of an acknowledgement: the broker acknowledges when and
 * only when `done(null)` is called, in the order of these calls; with an error it closes the connection and
 * acknowledges nothing. A handler that throws costs that connection, never the process.
 */
export interface BrokerHandler {
  authenticate(request: ConnectRequest): Identity | undefined;
  accept(message: InboundMessage, done: (error: Failure | null) => void): void;
  /** The sender will not send this QoS 2 packet id again (PUBREL). */
  released(identity: Identity, packetId: number, session: string): void;
  /** A kept session is over by its client's wish: none of its QoS 2 packets will be sent again (MQTT-3.1.2-6). */
  discarded?(identity: Identity, session: string): void;
  /** Refused before acknowledgement. */
  refused(identity: Identity, code: RejectionCode): void;
  /** False: a new connection of this client is answered with CONNACK 3 (server unavailable). */
  accepting(identity: Identity): boolean;
}
