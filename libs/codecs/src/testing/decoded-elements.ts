import type { Rejection } from '@yanshou/telemetry';
import { originName, qualityLetter } from '@yanshou/telemetry';
import type { DecodedMessage } from '../decoded-message.js';
import { DecodedKind } from '../decoded-message.js';

export type Value = number | boolean | string | null;

/** One element of a decoded message as vectors write it. */
export interface Element {
  /** Source time in µs; null where the sender gave none. */
  readonly at: number | null;
  readonly values: Record<string, Value>;
  readonly origin?: string;
  readonly quality?: Record<string, string>;
  readonly child?: string;
}

/** What a decoded message holds: elements, and the reason in the place of one that could not be read. */
export const decodedElements = (message: DecodedMessage): (Element | { unreadable: Rejection })[] =>
  Array.from({ length: message.elements }, (_, element) => {
    const row = message.firstRow(element);
    return message.kind[row] === DecodedKind.unreadable ? { unreadable: message.rejection(row) } : elementOf(message, element);
  });

export function elementOf(message: DecodedMessage, element: number): Element {
  const at = message.elementAt[element] as number;
  const origin = originName(message.elementOrigin[element] as number);
  const child = message.elementChild[element] as string;
  const values: Record<string, Value> = {};
  const quality: Record<string, string> = {};
  for (let row = message.firstRow(element); row < (message.elementEnd[element] as number); row += 1) {
    const name = message.names.text(message.name[row] as number);
    values[name] = valueOf(message, row);
    const letter = qualityLetter(message.quality[row] as number);
    if (letter !== '') quality[name] = letter;
  }
  return {
    at: Number.isNaN(at) ? null : at,
    values,
    ...(origin === 'live' ? {} : { origin }),
    ...(Object.keys(quality).length === 0 ? {} : { quality }),
    ...(child === '' ? {} : { child }),
  };
}

function valueOf(message: DecodedMessage, row: number): Value {
  const kind = message.kind[row];
  if (kind === DecodedKind.gap) return null;
  if (kind === DecodedKind.text) return message.text[row] as string;
  return kind === DecodedKind.boolean ? message.number[row] === 1 : (message.number[row] as number);
}
