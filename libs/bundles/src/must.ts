/** Throws RangeError with what is wrong instead. */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new RangeError(otherwise);
}
