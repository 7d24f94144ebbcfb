import type { Identity } from '@yanshou/access';
import type { Failure, RejectionCode } from '@yanshou/telemetry';

/** A message as an external broker delivered it. */
export interface ConsumedMessage {
  /** From the topic: the broker lets a principal publish below its own prefix only. */
  readonly identity: Identity;
  /** `{project}/{principal}`. */
  readonly principal: string;
  /** Our client id at the broker: packet ids are unique within it. */
  readonly session: string;
  readonly topic: string;
  /** A view of the receive buffer; it is not written to again. */
  readonly payload: Buffer;
  /** What the device sent with QoS 2 arrives with 1. */
  readonly qos: 0 | 1;
  readonly retain: boolean;
  /** Between the broker and us; 0 with QoS 0. */
  readonly packetId: number;
}

/** Messages that a broker had taken and may not have delivered, because it lost our session. */
export interface PossibleGap {
  /** `host:port`. */
  readonly broker: string;
  /** When deliveries were last known to be whole, microseconds. */
  readonly from: number;
  /** When we subscribed anew, microseconds. */
  readonly to: number;
}

/**
 * What the consumer asks the platform. A message is acknowledged to the broker when and only when `done(null)` is
 * called; with an error none of what is open is acknowledged, the connection is closed, and the broker keeps it for us.
 */
export interface ConsumerHandler {
  accept(message: ConsumedMessage, done: (error: Failure | null) => void): void;
  /** Delivered by the broker and not journalled: it could not be used, whoever sent it. */
  refused(identity: Identity, code: RejectionCode): void;
  /** False: nothing is fetched, the broker keeps it. Of all projects: they come over one connection, which a refusal ends. */
  accepting(): boolean;
  /** To be put on record: what is lost cannot be known. Resolves when it is durable; after a rejection it is called again. */
  sessionLost(gap: PossibleGap): Promise<void>;
}
