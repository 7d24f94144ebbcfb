import type { DayAmount } from '../evaluation-context.js';

/** Fewer days tell nothing of their spread. */
const LEAST_DAYS = 8;
const MULTIPLE = 3n;

/** So many quarters of steps add up without rounding. */
const SAFE_STEPS = 2 ** 48;

/** Days above median + 3 × interquartile range, ascending; exact: everything is counted in quarters of a grid step. */
export function outlierDays(days: readonly DayAmount[]): readonly string[] {
  if (days.length < LEAST_DAYS) return [];
  const steps = Float64Array.from(days, (day) => Number(day.steps));
  if (!steps.every((one) => Math.abs(one) < SAFE_STEPS)) return outliersOfMany(days);
  const limit = limitOf(Float64Array.from(steps).sort());
  return days.filter((_, place) => (steps[place] as number) * 4 > limit).map(({ day }) => day);
}

function limitOf(sorted: Float64Array): number {
  const [first, median, third] = [1, 2, 3].map((quarter) => {
    const place = (sorted.length - 1) * quarter;
    const [low, rest] = [sorted[Math.floor(place / 4)] ?? 0, place % 4];
    return low * (4 - rest) + (sorted[Math.floor(place / 4) + 1] ?? low) * rest;
  }) as [number, number, number];
  return median + Number(MULTIPLE) * (third - first);
}

function outliersOfMany(days: readonly DayAmount[]): readonly string[] {
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
