import { isMqttText, isTopicName } from './mqtt-text.js';

/** How a CONNECT is to be treated: passed on, answered with a CONNACK code and closed, or closed without an answer. */
export type ConnectVerdict = 'pass' | 'unacceptable-version' | 'identifier-rejected' | 'malformed';

const CLEAN = 0x02;
const WILL = 0x04;
const WILL_QOS = 0x18;
const WILL_RETAIN = 0x20;
const PASSWORD = 0x40;
const USERNAME = 0x80;

/** Judges the variable part body…end of a CONNECT by MQTT 3.1.1, section 3.1; MQTT 3.1 (`MQIsdp`) is let through too. */
export function judgeConnect(bytes: Buffer, body: number, end: number): ConnectVerdict {
  const nameEnd = fieldEnd(bytes, body, end);
  if (nameEnd < 0 || nameEnd + 4 > end) return 'malformed';
  const name = bytes.toString('latin1', body + 2, nameEnd);
  if (name !== 'MQTT' && name !== 'MQIsdp') return 'malformed';
  if (bytes[nameEnd] !== (name === 'MQTT' ? 4 : 3)) return 'unacceptable-version';
  const flags = bytes[nameEnd + 1] as number;
  return areFlagsValid(flags) ? judgePayload(bytes, flags, nameEnd + 4, end) : 'malformed';
}

function areFlagsValid(flags: number): boolean {
  // MQTT-3.1.2-3: the reserved bit; -13, -15: no will, no will options; -14: will QoS 3; -22: password needs a user name.
  if ((flags & 1) !== 0 || (flags & WILL_QOS) === WILL_QOS) return false;
  if ((flags & WILL) === 0 && (flags & (WILL_QOS | WILL_RETAIN)) !== 0) return false;
  return (flags & PASSWORD) === 0 || (flags & USERNAME) !== 0;
}

function judgePayload(bytes: Buffer, flags: number, start: number, end: number): ConnectVerdict {
  const idEnd = fieldEnd(bytes, start, end);
  if (idEnd < 0 || !isMqttText(bytes, start + 2, idEnd)) return 'malformed';
  const rest = optionalFields(flags, bytes);
  let at = idEnd;
  for (const isValid of rest) {
    const next = fieldEnd(bytes, at, end);
    if (next < 0 || !isValid(at + 2, next)) return 'malformed';
    at = next;
  }
  if (at !== end) return 'malformed';
  // MQTT-3.1.3-8: an empty client id cannot name a session that is to be kept.
  return idEnd === start + 2 && (flags & CLEAN) === 0 ? 'identifier-rejected' : 'pass';
}

type FieldRule = (start: number, end: number) => boolean;

function optionalFields(flags: number, bytes: Buffer): FieldRule[] {
  const rules: FieldRule[] = [];
  if ((flags & WILL) !== 0) rules.push((from, to) => isTopicName(bytes, from, to), () => true);
  if ((flags & USERNAME) !== 0) rules.push((from, to) => isMqttText(bytes, from, to));
  if ((flags & PASSWORD) !== 0) rules.push(() => true);
  return rules;
}

/** End of a field with a two-byte length at `at`; -1 when it does not fit. */
function fieldEnd(bytes: Buffer, at: number, end: number): number {
  if (at + 2 > end) return -1;
  const fieldEndAt = at + 2 + bytes.readUInt16BE(at);
  return fieldEndAt > end ? -1 : fieldEndAt;
}
