import type { Micros } from '@yanshou/telemetry';

/** Spans apart and ascending, by where they end. */
export type EndOf<T> = (span: T) => Micros;

/**
 * Place of the first span, from `hint` on, that ends after `at`; their number where none does. One look where the hint holds,
 * else the logarithm of how far it is away: a series may begin anywhere in years of single days.
 */
export function firstEndingAfter<T>(spans: readonly T[], endOf: EndOf<T>, at: Micros, hint = 0): number {
  const isBehind = (place: number): boolean => place < spans.length && endOf(spans[place] as T) <= at;
  if (!isBehind(hint)) return Math.min(hint, spans.length);
  let [low, step] = [hint + 1, 1];
  while (isBehind(low + step - 1)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step - 1, spans.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBehind(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const endOfPair = (span: readonly [Micros, Micros]): Micros => span[1];
export const endOfDay = (day: { readonly end: Micros }): Micros => day.end;
