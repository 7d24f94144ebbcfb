import type { Clock, Failure, Micros } from '@yanshou/telemetry';
import type { BrokerAddress } from './broker-address.js';
import type { ConsumerHandler, PossibleGap } from './consumer-handler.js';

export interface ConsumerLimits {
  readonly keepaliveSeconds: number;
  /** From the first packet to the last subscription. */
  readonly connectMillis: number;
  /** How long the broker keeps what it has for us while we are away. */
  readonly sessionExpirySeconds: number;
  /** Messages that the broker may have sent without an acknowledgement. */
  readonly receiveMaximum: number;
  /** A broker withholds what is longer, so it is far above what is accepted: that is refused and counted here. */
  readonly maximumPacketBytes: number;
  /** Bytes without an outcome, QoS 0 included; beyond it the socket is not read. */
  readonly maxOpenBytes: number;
  readonly maxPayloadBytes: number;
  /** Pauses between attempts grow from the first to the longest, each shortened at random by up to half. */
  readonly firstPauseMillis: number;
  readonly longestPauseMillis: number;
  /** How long the question whose turn it is may take: who does not answer holds nothing up. */
  readonly turnMillis: number;
  /** How long `close` waits for what is open. */
  readonly drainMillis: number;
  /** How often it is proven that deliveries are whole. */
  readonly noteMillis: number;
}

export const DEFAULT_CONSUMER_LIMITS: ConsumerLimits = {
  keepaliveSeconds: 30, connectMillis: 10_000, sessionExpirySeconds: 30 * 24 * 3_600, receiveMaximum: 2_000, maximumPacketBytes: 16 * 1024 * 1024,
  maxOpenBytes: 64 * 1024 * 1024, maxPayloadBytes: 256 * 1024, firstPauseMillis: 500, longestPauseMillis: 30_000, turnMillis: 5_000, drainMillis: 3_000, noteMillis: 5_000,
};

/** What is remembered of the session at a broker, also over a restart: without it a lost session would look like a first one. */
export interface SessionNote {
  readonly broker: string;
  readonly clientId: string;
  /** When deliveries were last known to be whole: the broker had nothing more for us. */
  readonly wholeUntil: Micros;
  /** What was lost with a session and is not on record yet. */
  readonly unrecorded?: PossibleGap;
  /** The last one, on record or not. */
  readonly lost?: PossibleGap;
}

export interface SessionMemory {
  read(): SessionNote | undefined;
  write(note: SessionNote): void;
}

/** A noteworthy event for the log: each once when it begins, not at every attempt. */
export type ConsumerEvent =
  | { readonly kind: 'receiving'; readonly broker: string; readonly sessionPresent: boolean }
  | { readonly kind: 'fault'; readonly failure: Failure }
  | { readonly kind: 'session-lost'; readonly gap: PossibleGap }
  /** The session of this worker was at another broker, which may still hold messages for it. */
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'refused'; readonly topic: string; readonly code: string; readonly suppressed: number };

/** Whose turn it is to have our session. */
export interface SessionTurn {
  /** False: another process has it for now. */
  readonly isOurs: boolean;
  /** It was drained and ended while we were away, so that the broker does not know it is no loss. */
  readonly wasEnded: boolean;
}

export interface ConsumerOptions {
  readonly address: BrokerAddress;
  /** Names our session at the broker: the same after every restart, another one for every worker of the group. */
  readonly clientId: string;
  /** In which workers share what comes: `sharedGroup`. */
  readonly group: string;
  readonly handler: ConsumerHandler;
  readonly clock: Clock;
  readonly memory: SessionMemory;
  readonly limits?: Partial<ConsumerLimits>;
  /** Told of each message that was made durable, just before it is acknowledged to the broker: when it came, by the clock's monotonic milliseconds. */
  readonly onAcknowledged?: (receivedAt: number) => void;
  /** Asked before each connection, where several workers take each other's sessions over. A rejection, or no answer in time: nobody can tell. */
  readonly mayConnect?: () => Promise<SessionTurn>;
  readonly log?: (event: ConsumerEvent) => void;
}

/** Where the consumer stands. */
export type ConsumerCondition =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'receiving' }
  /** Trying again. */
  | { readonly kind: 'faulty'; readonly failure: Failure }
  | { readonly kind: 'closed' };

/** Counts since the start, except `openBytes` and `openMessages`. */
export interface ConsumerStats {
  readonly received: number;
  readonly acknowledged: number;
  /** Delivered with the DUP flag: again, after a break. */
  readonly redelivered: number;
  /** Not journalled, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Payload bytes received. */
  readonly bytes: number;
  readonly openBytes: number;
  readonly openMessages: number;
  /** Connections that became ready. */
  readonly connects: number;
  readonly sessionsLost: number;
  /** Sessions of workers that were gone, drained and ended. */
  readonly takenOver: number;
  /** Also from before the start; not longer than a month. */
  readonly lastGap?: PossibleGap;
}
