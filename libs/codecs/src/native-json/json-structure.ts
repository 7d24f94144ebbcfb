import { isUtf8 } from 'node:buffer';
import type { Rejection } from '@yanshou/telemetry';
import { reject } from '@yanshou/telemetry';
import { MAX_DEPTH } from '../codec.port.js';

/**
 * The reason to name for a payload that was refused for `found` (undefined: its grammar broke off). A document that is
 * no JSON, or is nested beyond measure, is called that even where a smaller offence stands before it.
 */
export function gravestRejection(payload: Buffer, found: Rejection | undefined): Rejection {
  if (nestsDeeperThan(payload, MAX_DEPTH)) return reject('too-deep');
  if (found === undefined || !isJson(payload)) return reject('malformed-json');
  return found;
}

/** A walk without recursion: a parser that recurses can be made to run out of stack. */
function nestsDeeperThan(payload: Buffer, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < payload.length; at += 1) {
    const byte = payload[at] as number;
    if (inString) {
      if (byte === 0x5c) at += 1;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return false;
}

function isJson(payload: Buffer): boolean {
  if (!isUtf8(payload)) return false;
  try {
    JSON.parse(payload.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
