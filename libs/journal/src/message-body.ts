import type { JournalBody } from './journal.port.js';

/** A message exactly as it was received. */
export interface RawMessage {
  /** `{project}/{device}` from the credential, never from the payload. */
  readonly principal: string;
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  /** MQTT packet identifier; 0 for QoS 0 and for what did not come by MQTT. */
  readonly packetId: number;
  readonly payload: Buffer;
}

const HEADER = 8;

/** Layout: flags u8 (qos, retain bit 2) · reserved u8 · packet id u16 · principal length u16 · topic length u16 · principal · topic · payload. */
export class MessageBody implements JournalBody {
  readonly byteLength: number;
  private readonly principalLength: number;
  private readonly topicLength: number;

  constructor(private readonly message: RawMessage) {
    this.principalLength = Buffer.byteLength(message.principal);
    this.topicLength = Buffer.byteLength(message.topic);
    this.byteLength = HEADER + this.principalLength + this.topicLength + message.payload.length;
  }

  writeTo(target: Buffer, offset: number): void {
    const { message, principalLength, topicLength } = this;
    target[offset] = message.qos | (message.retain ? 4 : 0);
    target[offset + 1] = 0;
    target.writeUInt16LE(message.packetId, offset + 2);
    target.writeUInt16LE(principalLength, offset + 4);
    target.writeUInt16LE(topicLength, offset + 6);
    let position = offset + HEADER;
    position += target.write(message.principal, position, 'utf8');
    position += target.write(message.topic, position, 'utf8');
    target.set(message.payload, position);
  }
}

/** The message of a record of kind `message`; its payload is a view into `body`. */
export function readMessage(body: Buffer): RawMessage {
  const flags = body[0] ?? 0;
  const principalEnd = HEADER + body.readUInt16LE(4);
  const topicEnd = principalEnd + body.readUInt16LE(6);
  return {
    principal: body.toString('utf8', HEADER, principalEnd),
    topic: body.toString('utf8', principalEnd, topicEnd),
    qos: (flags & 3) as 0 | 1 | 2,
    retain: (flags & 4) !== 0,
    packetId: body.readUInt16LE(2),
    payload: body.subarray(topicEnd),
  };
}
