import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { SimulatedMessage } from '../message.js';
import type { Fault } from './fault.js';

const CUT_SHARE = 0.05;
const DUPLICATE_SHARE = 0.1;
const LATE_SHARE = 0.1;
const LATE_BY = 2 * MICROS_PER_HOUR;
const SHUFFLE_WIDTH = 4;

/** The socket is cut after a message was handed to it: the second one surely, then one in twenty. */
export const lostConnection: Fault = function* (messages, chance) {
  let number = 0;
  for (const message of messages) {
    number += 1;
    const cut = chance() < CUT_SHARE || number === 2;
    yield cut ? { ...message, cutAfter: true } : message;
  }
};

/** The first message and one in ten are sent a second time, as after a lost acknowledgement. */
export const duplicate: Fault = function* (messages, chance) {
  let first = true;
  for (const message of messages) {
    yield message;
    if (chance() < DUPLICATE_SHARE || first) yield message;
    first = false;
  }
};

/** Runs of four messages arrive backwards, and so do the elements inside each. */
export const outOfOrder: Fault = function* (messages) {
  let run: SimulatedMessage[] = [];
  for (const message of messages) {
    run.push(message);
    if (run.length < SHUFFLE_WIDTH) continue;
    yield* backwards(run);
    run = [];
  }
  yield* backwards(run);
};

function* backwards(run: readonly SimulatedMessage[]): Generator<SimulatedMessage> {
  const dueAt = Math.max(...run.map((message) => message.dueAt));
  for (const message of run.toReversed()) {
    yield { ...message, dueAt, payload: message.payload.map(({ device, elements }) => ({ device, elements: elements.toReversed() })) };
  }
}

/** The first message and one in ten are held back for two hours and overtaken by what came after. */
export const late: Fault = function* (messages, chance) {
  const held: SimulatedMessage[] = [];
  let first = true;
  for (const message of messages) {
    while (held[0] !== undefined && held[0].dueAt <= message.dueAt) yield held.shift() as SimulatedMessage;
    if (chance() < LATE_SHARE || first) held.push({ ...message, dueAt: message.dueAt + LATE_BY });
    else yield message;
    first = false;
  }
  yield* held;
};
