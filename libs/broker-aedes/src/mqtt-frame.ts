import { isTopicFilter, isTopicName } from './mqtt-text.js';

/** MQTT 3.1.1 table 2.1, what a client may send. */
export const FrameType = {
  connect: 1, publish: 3, puback: 4, pubrec: 5, pubrel: 6, pubcomp: 7, subscribe: 8, unsubscribe: 10, pingreq: 12, disconnect: 14,
} as const;

const MAX_LENGTH_BYTES = 4;
export const INCOMPLETE = 0;
export const MALFORMED = -1;

/**
 * Bytes of the fixed header at `start`: 2 to 5; INCOMPLETE when more bytes are needed, MALFORMED when the length takes
 * more than four bytes (MQTT 2.2.3).
 */
export function fixedHeaderLength(bytes: Buffer, start: number, end: number): number {
  for (let count = 1; count <= MAX_LENGTH_BYTES; count += 1) {
    if (start + count >= end) return INCOMPLETE;
    if ((bytes[start + count] as number) < 0x80) return count + 1;
  }
  return MALFORMED;
}

/** The remaining length in a complete fixed header of `headerLength` bytes. */
export function remainingLength(bytes: Buffer, start: number, headerLength: number): number {
  let length = 0;
  for (let at = start + headerLength - 1; at > start; at -= 1) length = length * 128 + ((bytes[at] as number) & 0x7f);
  return length;
}

const readId = (bytes: Buffer, at: number): number => ((bytes[at] as number) << 8) | (bytes[at + 1] as number);

/** Payload bytes of a PUBLISH whose variable part is body…end; MALFORMED when it breaks a rule of MQTT 3.3. */
export function publishPayloadLength(bytes: Buffer, flags: number, body: number, end: number): number {
  const qos = (flags >> 1) & 3;
  if (qos === 3 || (qos === 0 && (flags & 8) !== 0) || body + 2 > end) return MALFORMED;
  const topicEnd = body + 2 + readId(bytes, body);
  if (topicEnd > end || !isTopicName(bytes, body + 2, topicEnd)) return MALFORMED;
  if (qos === 0) return end - topicEnd;
  // MQTT-2.3.1-1: a packet identifier is never 0.
  if (topicEnd + 2 > end || readId(bytes, topicEnd) === 0) return MALFORMED;
  return end - topicEnd - 2;
}

/** Packet identifier of an acknowledgement. */
export const packetIdOf = readId;

interface FrameRange {
  readonly body: number;
  readonly end: number;
}
type FrameRule = (bytes: Buffer, range: FrameRange) => boolean;

const isAcknowledgement: FrameRule = (bytes, { body, end }) => end - body === 2 && readId(bytes, body) !== 0;
const isEmpty: FrameRule = (_bytes, { body, end }) => end === body;

/** By type: the flags that table 2.2 prescribes, and the rule of the rest. Types that only a server sends have none. */
const CONTROL_RULES = new Map<number, { readonly flags: number; readonly isValid: FrameRule }>([
  [FrameType.puback, { flags: 0, isValid: isAcknowledgement }],
  [FrameType.pubrec, { flags: 0, isValid: isAcknowledgement }],
  [FrameType.pubrel, { flags: 2, isValid: isAcknowledgement }],
  [FrameType.pubcomp, { flags: 0, isValid: isAcknowledgement }],
  [FrameType.subscribe, { flags: 2, isValid: (bytes, range) => hasFilters(bytes, range, 1) }],
  [FrameType.unsubscribe, { flags: 2, isValid: (bytes, range) => hasFilters(bytes, range, 0) }],
  [FrameType.pingreq, { flags: 0, isValid: isEmpty }],
  [FrameType.disconnect, { flags: 0, isValid: isEmpty }],
]);

/** Whether a packet other than CONNECT and PUBLISH is well formed and a client may send it. */
export function isWellFormedControl(first: number, bytes: Buffer, range: FrameRange): boolean {
  const rule = CONTROL_RULES.get(first >> 4);
  return rule !== undefined && rule.flags === (first & 15) && rule.isValid(bytes, range);
}

/** MQTT 3.8.3 and 3.10.3: an identifier, then at least one filter, each followed by `optionBytes` of options. */
function hasFilters(bytes: Buffer, { body, end }: FrameRange, optionBytes: number): boolean {
  if (end - body < 5 || readId(bytes, body) === 0) return false;
  let at = body + 2;
  while (at < end) {
    if (at + 2 > end) return false;
    const filterEnd = at + 2 + readId(bytes, at);
    if (filterEnd + optionBytes > end || !isTopicFilter(bytes, at + 2, filterEnd)) return false;
    if (optionBytes === 1 && (bytes[filterEnd] as number) > 2) return false;
    at = filterEnd + optionBytes;
  }
  return true;
}
