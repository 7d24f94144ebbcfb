import type { GuardReason } from './guard.js';

/** Counts since the start, except `connections` and `unacknowledgedBytes`. */
export interface BrokerStats {
  /** Open sockets, authenticated or not. */
  readonly connections: number;
  /** PUBLISH packets let in. */
  readonly received: number;
  /** Of these, accepted by the handler. */
  readonly acknowledged: number;
  /** Let in without an outcome: payloads, and a little for each message. */
  readonly unacknowledgedBytes: number;
  /** Bytes received on all sockets. */
  readonly bytes: number;
  /** Connections refused by a limit before MQTT began. */
  readonly connectionsRefused: number;
  /** CONNECTs with bad credentials, or while not accepting. */
  readonly connectsRefused: number;
  /** By reason: rejection codes, and `keepalive`, `slow-reader`, `refused-connect`, `unreleased-packets`. */
  readonly refused: Readonly<Partial<Record<GuardReason, number>>>;
}

interface Traffic {
  readonly received: number;
  readonly bytesReceived: number;
}

export class BrokerCounters {
  private received = 0;
  private bytes = 0;
  acknowledged = 0;
  connectionsRefused = 0;
  connectsRefused = 0;
  private readonly refused: Partial<Record<GuardReason, number>> = {};

  refuse(reason: GuardReason): void {
    this.refused[reason] = (this.refused[reason] ?? 0) + 1;
  }

  /** What a connection has counted; called when it ends. */
  add(traffic: Traffic): void {
    this.received += traffic.received;
    this.bytes += traffic.bytesReceived;
  }

  snapshot(connections: number, live: Iterable<Traffic>): Omit<BrokerStats, 'unacknowledgedBytes'> {
    const { acknowledged, connectionsRefused, connectsRefused } = this;
    let { received, bytes } = this;
    for (const traffic of live) {
      received += traffic.received;
      bytes += traffic.bytesReceived;
    }
    return { connections, received, acknowledged, bytes, connectionsRefused, connectsRefused, refused: { ...this.refused } };
  }
}
