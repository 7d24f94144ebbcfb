/** A QoS 1 PUBLISH of fixed shape whose packet id and time stamp are patched in place: the generator must cost next to nothing. */
export interface FrameTemplate {
  readonly bytes: Buffer;
  readonly packetIdOffset: number;
  readonly timestampOffset: number;
}

const TIMESTAMP_DIGITS = 13;

/** `values` is the JSON text of the values object; the time stamp is 13 digits of milliseconds. */
export function publishTemplate(topic: string, values: string): FrameTemplate {
  const payload = `{"ts":${'0'.repeat(TIMESTAMP_DIGITS)},"values":${values}}`;
  const remaining = 2 + topic.length + 2 + payload.length;
  const header = [0x32, ...remainingLength(remaining)];
  const bytes = Buffer.alloc(header.length + remaining);
  bytes.set(header, 0);
  bytes.writeUInt16BE(topic.length, header.length);
  bytes.write(topic, header.length + 2, 'latin1');
  const packetIdOffset = header.length + 2 + topic.length;
  bytes.write(payload, packetIdOffset + 2, 'latin1');
  return { bytes, packetIdOffset, timestampOffset: packetIdOffset + 2 + '{"ts":'.length };
}

function remainingLength(length: number): number[] {
  const bytes: number[] = [];
  let rest = length;
  do {
    bytes.push((rest % 128) | (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return bytes;
}

/** Writes 13 digits of `millis` at `offset`. */
export function patchTimestamp(target: Buffer, offset: number, millis: number): void {
  let rest = millis;
  for (let digit = TIMESTAMP_DIGITS - 1; digit >= 0; digit -= 1) {
    const next = Math.floor(rest / 10);
    target[offset + digit] = 48 + (rest - next * 10);
    rest = next;
  }
}

/** MQTT 3.1.1 CONNECT with clean session and a user name. */
export function connectFrame(clientId: string, username: string, password: string, keepalive = 60): Buffer {
  const field = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const body = Buffer.concat([field('MQTT'), Buffer.from([4, 0xc2, keepalive >> 8, keepalive & 255]), field(clientId), field(username), field(password)]);
  return Buffer.concat([Buffer.from([0x10, ...remainingLength(body.length)]), body]);
}
