/** Where interval, value and target stand on a line from 0 to 100; the line holds all of them with a margin. */
export interface ForecastGeometry {
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly target: number;
}

const MARGIN = 0.08;

export function forecastGeometry({ low, high, value, target }: ForecastGeometry): ForecastGeometry {
  const [least, most] = [Math.min(low, target), Math.max(high, target)];
  const span = most - least || Math.abs(most) || 1;
  const [from, width] = [least - MARGIN * span, span * (1 + 2 * MARGIN)];
  const place = (one: number): number => (100 * (one - from)) / width;
  return { low: place(low), high: place(high), value: place(value), target: place(target) };
}
