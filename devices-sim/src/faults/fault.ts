import type { SimulatedMessage } from '../message.js';

/** Distorts the messages of one principal; `chance` draws the same numbers for the same seed and principal. */
export type Fault = (messages: Iterable<SimulatedMessage>, chance: () => number) => Iterable<SimulatedMessage>;
