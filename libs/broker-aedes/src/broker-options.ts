import type { Identity } from '@yanshou/access';
import type { Clock } from '@yanshou/telemetry';
import type { BrokerHandler } from './broker-handler.port.js';
import type { GuardLimits } from './guard-limits.js';

export interface ListenAddress {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface TlsAddress extends ListenAddress {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  /** With it a client may show a certificate, whose CN then names the principal. */
  readonly clientCa?: string | Buffer;
}

export interface PublishRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** A noteworthy event for the log; of each kind a burst and then few, the rest is counted in `suppressed`. */
export interface BrokerEvent {
  readonly kind: 'connection-cut' | 'disconnected' | 'connection-refused' | 'refused' | 'client-error' | 'broker-error' | 'handler-error' | 'tls-error';
  /** Who was let in; of a refused connection who it said that it was, in the shape `{project}/{principal}`. */
  readonly principal?: string;
  /** At most 200 characters. */
  readonly detail: string;
  readonly suppressed: number;
}

export interface BrokerOptions {
  readonly handler: BrokerHandler;
  readonly clock: Clock;
  readonly listen?: ListenAddress;
  readonly tls?: TlsAddress;
  /** Rate of one principal over all its connections; default 50 messages/s, burst 500. */
  readonly rateOf?: (identity: Identity) => PublishRate;
  readonly limits?: Partial<GuardLimits>;
  /** Default 20 000. */
  readonly maxConnections?: number;
  /** Default 3. */
  readonly maxConnectionsPerPrincipal?: number;
  /** QoS 2 packet ids that a session may leave without PUBREL before its connection is closed; default 4 096. */
  readonly maxUnreleasedPerSession?: number;
  /** Bytes of all messages that are let in and not yet acknowledged; beyond it no socket is read. Default 64 MiB. */
  readonly maxUnacknowledgedBytes?: number;
  /** New connections over all addresses; default 2 000 a second, burst 4 000. Who comes faster is served later. */
  readonly connectRate?: PublishRate;
  /** Milliseconds from a connection to its complete CONNECT; default 5 000. */
  readonly connectTimeoutMillis?: number;
  readonly log?: (event: BrokerEvent) => void;
  /**
   * Told of each QoS 1 or 2 message whose acknowledgement is being handed to its socket: when it was let in, by the
   * clock's monotonic milliseconds. Called in the thick of it: must be cheap and must not throw.
   */
  readonly onAcknowledged?: (letInAt: number) => void;
}

export interface ListeningPorts {
  readonly port?: number;
  readonly tlsPort?: number;
}

export const DEFAULT_PUBLISH_RATE: PublishRate = { perSecond: 50, burst: 500 };
export const DEFAULT_CONNECT_RATE: PublishRate = { perSecond: 2_000, burst: 4_000 };
export const DEFAULT_MAX_CONNECTIONS = 20_000;
export const DEFAULT_MAX_PER_PRINCIPAL = 3;
export const DEFAULT_MAX_UNRELEASED = 4_096;
export const DEFAULT_MAX_UNACKNOWLEDGED_BYTES = 64 * 1024 * 1024;
export const DEFAULT_CONNECT_TIMEOUT_MILLIS = 5_000;
