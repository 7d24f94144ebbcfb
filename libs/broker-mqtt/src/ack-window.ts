/** A message without an outcome. */
export interface OpenMessage {
  /** 0 where no acknowledgement is owed (QoS 0). */
  readonly packetId: number;
  readonly bytes: number;
  isSettled: boolean;
}

/** What a message costs beside its payload, about: its packet, its record, its place in the queues. */
const MESSAGE_BYTES = 512;
const COMPACT_AT = 1_024;

/**
 * The messages of one connection that have no outcome yet. Acknowledgements become due in the order in which messages
 * came (MQTT-4.6.0-2), whatever the order in which they are settled.
 */
export class AckWindow {
  private readonly order: OpenMessage[] = [];
  private first = 0;
  /** Bytes of the messages without an outcome. */
  bytes = 0;
  /** Messages that have ever come. */
  opened = 0;
  /** Of them those to be acknowledged. */
  owed = 0;
  /** Acknowledgements that were sent. */
  repaid = 0;
  /** The most that were owed at a time: so many does the broker send without an acknowledgement, or more. */
  mostOwed = 0;

  /** Messages that have not left the window. */
  get size(): number {
    return this.order.length - this.first;
  }

  /** Messages that have left the window: each with its outcome, and with all that came before it. */
  get left(): number {
    return this.opened - this.size;
  }

  open(packetId: number, payloadBytes: number): OpenMessage {
    const message = { packetId, bytes: payloadBytes + MESSAGE_BYTES, isSettled: false };
    this.order.push(message);
    this.bytes += message.bytes;
    this.opened += 1;
    if (packetId > 0) this.owed += 1;
    this.mostOwed = Math.max(this.mostOwed, this.owed - this.repaid);
    return message;
  }

  /** Marks the message and answers the packet ids that are due now. */
  settle(message: OpenMessage): readonly number[] {
    if (message.isSettled) return [];
    message.isSettled = true;
    this.bytes -= message.bytes;
    const due: number[] = [];
    for (let next = this.order[this.first]; next?.isSettled === true; next = this.order[this.first]) {
      this.first += 1;
      if (next.packetId > 0) due.push(next.packetId);
    }
    this.compact();
    return due;
  }

  private compact(): void {
    if (this.first < COMPACT_AT && this.size > 0) return;
    this.order.splice(0, this.first);
    this.first = 0;
  }
}
