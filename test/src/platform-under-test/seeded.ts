/** A number of [0, 1) after another, the same for the same seed (a 32-bit generator by Marsaglia's xorshift). */
export function seeded(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/** Seed of this run: `YANSHOU_TEST_SEED`, else the given one. It stands in the test's name, so that a failure shows it. */
export const testSeed = (otherwise: number): number => Number(process.env.YANSHOU_TEST_SEED ?? otherwise);
