import type { SimulatedElement, SimulatedMessage } from '../message.js';
import type { Fault } from './fault.js';

const WRONG_CLOCK_SHARE = 0.2;
const GARBAGE_SHARE = 0.1;
export const FLOOD_MESSAGES = 2_000;
const DAY_MILLIS = 86_400_000;

/** How a device's clock can be wrong, on milliseconds since 1970. */
export const WRONG_CLOCKS: readonly ((ts: number) => number)[] = [
  (ts) => Math.floor(ts / 1_000),
  (ts) => ts % DAY_MILLIS,
  (ts) => ts + DAY_MILLIS,
];

/** Each principal has one kind of wrong clock; the first message and one in five carry it. */
export const wrongClock: Fault = function* (messages, chance) {
  let wrong: ((ts: number) => number) | undefined;
  for (const message of messages) {
    const hit = chance() < WRONG_CLOCK_SHARE || wrong === undefined;
    const clock = (wrong ??= WRONG_CLOCKS[Math.floor(chance() * WRONG_CLOCKS.length)] as (ts: number) => number);
    yield hit ? withElements(message, (element) => ({ ...element, ts: clock(Number(element.ts)) })) : message;
  }
};

function withElements(message: SimulatedMessage, change: (element: SimulatedElement) => SimulatedElement): SimulatedMessage {
  return { ...message, payload: message.payload.map(({ device, elements }) => ({ device, elements: elements.map(change) })) };
}

/** Payloads that no decoder may take: broken off, of wrong types, not JSON at all. */
export const GARBAGE: readonly string[] = [
  '{"ts": 1794700800000, "values": {"temperature": 21.',
  '{"ts": "yesterday", "values": {"temperature": 1}, "origin": "simulated"}',
  '{"ts": 1794700800000, "values": [1, 2, 3], "origin": "simulated"}',
  '{"ts": 1794700800000, "values": {"temperature": {"value": 1}}, "origin": "simulated"}',
  '{"ts": 1794700800000, "values": {"temperature": NaN}, "origin": "simulated"}',
  'temperature=21.5',
  '',
];

/** After the first message and after one in ten comes one that is garbage; the good ones are untouched. */
export const garbage: Fault = function* (messages, chance) {
  let first = true;
  for (const message of messages) {
    yield message;
    const which = Math.floor(chance() * GARBAGE.length);
    if (chance() < GARBAGE_SHARE || first) yield { ...message, payload: [], raw: GARBAGE[which] as string };
    first = false;
  }
};

/** One burst of single-element messages, a millisecond of source time apart, right after the first message. */
export const flood: Fault = function* (messages) {
  let first = true;
  for (const message of messages) {
    yield message;
    if (first) yield* burst(message);
    first = false;
  }
};

function* burst(message: SimulatedMessage): Generator<SimulatedMessage> {
  const last = message.payload.at(-1);
  const element = last?.elements.at(-1);
  if (last === undefined || element === undefined) return;
  for (let number = 1; number <= FLOOD_MESSAGES; number += 1) {
    const elements = [{ ...element, ts: Number(element.ts) + number }];
    yield { ...message, payload: [{ device: last.device, elements }] };
  }
}
