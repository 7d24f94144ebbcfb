/** Bounds of one connection; bytes unless said otherwise. */
export interface GuardLimits {
  readonly maxPayloadBytes: number;
  readonly maxTopicBytes: number;
  readonly maxConnectBytes: number;
  /** Of every packet that is neither CONNECT nor PUBLISH. */
  readonly maxControlBytes: number;
  /** PUBLISH packets inside without an outcome; beyond it the socket is not read. */
  readonly windowMessages: number;
  /** Payload bytes inside without an outcome; a single message may exceed it. */
  readonly windowBytes: number;
  /** What a client may leave unread before it is cut. */
  readonly maxQueuedBytes: number;
  /** How long a client may press against its rate without a pause before it is cut as a flood; milliseconds. */
  readonly floodMillis: number;
  /** How long a client that has closed its side may take to be served; milliseconds. */
  readonly lingerMillis: number;
}

const MINUTE = 60_000;

export const DEFAULT_GUARD_LIMITS: GuardLimits = {
  maxPayloadBytes: 256 * 1024,
  maxTopicBytes: 512,
  maxConnectBytes: 8 * 1024,
  maxControlBytes: 8 * 1024,
  windowMessages: 100,
  windowBytes: 1024 * 1024,
  maxQueuedBytes: 1024 * 1024,
  // A day's backlog of a device that reports each second drains within half an hour at the default rate.
  floodMillis: 120 * MINUTE,
  lingerMillis: MINUTE,
};
