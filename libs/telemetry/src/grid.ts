/**
 * A value on its metric's resolution grid: the integer that enters exact sums. NaN where value ÷ resolution is not
 * a safe integer: such a reading is stored and valid, but in no sum, minimum or maximum.
 */
export function toGrid(value: number, resolution: number): number {
  const steps = Math.round(value / resolution);
  return Number.isSafeInteger(steps) ? steps : NaN;
}
