import { isUtf8 } from 'node:buffer';

const PLUS = 0x2b;
const HASH = 0x23;
const SLASH = 0x2f;
const DEL = 0x7f;

/** MQTT-1.5.3-1 and -2: well-formed UTF-8 without NUL; other control characters are refused as well (1.5.3). */
export function isMqttText(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x20 || byte === DEL) return false;
    if (byte > DEL) return isUtf8(bytes.subarray(start, end)) && hasNoControl(bytes, at, end);
  }
  return true;
}

/** A topic name: text of at least one character without wildcards (MQTT-4.7.3-1, MQTT-3.3.2-2). */
export function isTopicName(bytes: Buffer, start: number, end: number): boolean {
  if (end <= start) return false;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x20 || byte === PLUS || byte === HASH || byte === DEL) return false;
    if (byte > DEL) return isUtf8(bytes.subarray(start, end)) && hasNoControl(bytes, at, end) && hasNoWildcard(bytes, at, end);
  }
  return true;
}

/** A topic filter: text whose wildcards are whole levels, `#` the last one (MQTT-4.7.1-2 and -3). */
export function isTopicFilter(bytes: Buffer, start: number, end: number): boolean {
  if (end <= start || !isMqttText(bytes, start, end)) return false;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte !== PLUS && byte !== HASH) continue;
    const isWhole = (at === start || bytes[at - 1] === SLASH) && (at + 1 === end || (byte === PLUS && bytes[at + 1] === SLASH));
    if (!isWhole) return false;
  }
  return true;
}

function hasNoControl(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x20 || byte === DEL) return false;
    // C1 controls are C2 80 to C2 9F in UTF-8.
    if (byte === 0xc2 && (bytes[at + 1] as number) < 0xa0) return false;
  }
  return true;
}

function hasNoWildcard(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] === PLUS || bytes[at] === HASH) return false;
  return true;
}
