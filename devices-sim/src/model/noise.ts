/** 32 bits from a text (FNV-1a, then an avalanche). Keys and streams are made once, so that drawing handles numbers only. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) h = Math.imul(h ^ text.charCodeAt(index), 0x01000193);
  return avalanche(h);
}

function avalanche(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Evenly distributed in 0 ≤ x < 1; a pure function of who draws (`key`), for what (`stream`) and the whole number
 * `index` of the draw. The only source of chance of the simulator.
 */
export function draw(key: number, stream: number, index = 0): number {
  const high = Math.floor(index / 0x1_0000_0000);
  const word = avalanche(key ^ Math.imul(stream, 0x9e3779b1)) ^ Math.imul(index | 0, 0x85ebca77) ^ Math.imul(high, 0x27d4eb2f);
  return avalanche(word) / 0x1_0000_0000;
}

/**
 * Autocorrelated noise in −1…1 that can be read at any time without a history: random values on a grid of `period`,
 * joined by a smooth curve. Readings closer than `period` are alike, readings further apart are not.
 */
export function smoothNoise(key: number, stream: number, at: number, period: number): number {
  const position = at / period;
  const cell = Math.floor(position);
  const fraction = position - cell;
  const weight = fraction * fraction * (3 - 2 * fraction);
  const left = draw(key, stream, cell);
  const right = draw(key, stream, cell + 1);
  return 2 * (left + (right - left) * weight) - 1;
}

/** A generator of evenly distributed numbers for decisions that are taken one after the other. */
export function sequence(key: string): () => number {
  const own = hash(key);
  let drawn = 0;
  return () => draw(own, 0, (drawn += 1));
}
