import type { DayAmount } from '../evaluation-context.js';

/** Fewer days tell nothing of their spread. */
const LEAST_DAYS = 8;
const MULTIPLE = 3n;

/** Days above median + 3 × interquartile range, ascending; exact: everything is counted in quarters of a grid step. */
export function outlierDays(days: readonly DayAmount[]): readonly string[] {
  if (days.length < LEAST_DAYS) return [];
  const sorted = days.map(({ steps }) => BigInt(steps)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [first, median, third] = [1, 2, 3].map((quarter) => quartile(sorted, quarter)) as [bigint, bigint, bigint];
  const limit = median + MULTIPLE * (third - first);
  return days.filter(({ steps }) => BigInt(steps) * 4n > limit).map(({ day }) => day);
}

/** Four times the quartile, interpolated between its neighbours at place (n − 1) × quarter ÷ 4. */
function quartile(sorted: readonly bigint[], quarter: number): bigint {
  const place = (sorted.length - 1) * quarter;
  const [below, rest] = [Math.floor(place / 4), BigInt(place % 4)];
  const low = sorted[below] ?? 0n;
  return low * (4n - rest) + (sorted[below + 1] ?? low) * rest;
}
