/** 32 bits from a text and a number (FNV-1a, then an avalanche): the only source of chance of the simulator. */
export function hash(text: string, number = 0): number {
  let h = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) h = Math.imul(h ^ text.charCodeAt(index), 0x01000193);
  return mix(h ^ Math.imul(number | 0, 0x9e3779b1) ^ Math.floor(number / 0x1_0000_0000));
}

function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Evenly distributed in 0 ≤ x < 1; a pure function of its arguments. */
export const uniform = (key: string, number = 0): number => hash(key, number) / 0x1_0000_0000;

/**
 * Autocorrelated noise in −1…1 that can be read at any time without a history: random values on a grid of `period`,
 * joined by a smooth curve. Readings closer than `period` are alike, readings further apart are not.
 */
export function smoothNoise(key: string, at: number, period: number): number {
  const position = at / period;
  const cell = Math.floor(position);
  const fraction = position - cell;
  const weight = fraction * fraction * (3 - 2 * fraction);
  const left = uniform(key, cell);
  const right = uniform(key, cell + 1);
  return 2 * (left + (right - left) * weight) - 1;
}

/** A generator of evenly distributed numbers for decisions that are taken one after the other. */
export function sequence(key: string): () => number {
  let drawn = 0;
  return () => uniform(key, (drawn += 1));
}
