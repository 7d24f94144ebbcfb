import type { SimulatedElement, SimulatedMessage } from './message.js';

export const MAX_MESSAGE_BYTES = 200 * 1024;
export const MAX_MESSAGE_VALUES = 5_000;

/** MQTT topic of the native format for a message. */
export function topicOf(message: SimulatedMessage): string {
  const prefix = `yanshou/v1/${message.project}/${message.principal}`;
  return message.topicKind === 'gateway' ? `${prefix}/gateway/telemetry` : `${prefix}/telemetry`;
}

/** Payload in native JSON; the same message gives the same bytes. */
export function encodeMessage(message: SimulatedMessage): Buffer {
  if (message.raw !== undefined) return Buffer.from(message.raw);
  if (message.topicKind === 'device') return Buffer.from(JSON.stringify(compact(message.payload[0]?.elements ?? [])));
  const children = Object.fromEntries(message.payload.map(({ device, elements }) => [device, elements]));
  return Buffer.from(JSON.stringify(children));
}

const compact = (elements: readonly SimulatedElement[]): SimulatedElement | readonly SimulatedElement[] =>
  elements.length === 1 ? (elements[0] as SimulatedElement) : elements;

const ELEMENT_FRAME_BYTES = 64;
const NUMBER_BYTES = 24;
/** A UTF-16 unit takes at most six bytes of JSON, as an escape. */
const BYTES_PER_UNIT = 6;

/** An upper bound of the bytes that an element takes in a payload: cheap, and never too small. */
export function boundElementBytes(element: SimulatedElement): number {
  let bytes = ELEMENT_FRAME_BYTES + String(element.ts).length;
  for (const [name, value] of Object.entries(element.values)) {
    bytes += name.length * 3 + 4 + (typeof value === 'string' ? value.length * BYTES_PER_UNIT + 2 : NUMBER_BYTES);
  }
  return bytes;
}
