/** Where a bar begins and ends and where its target stands, in per cent of the track. */
export interface BarGeometry {
  readonly start: number;
  readonly length: number;
  readonly target: number | null;
}

/** Room beyond the larger of value and target. */
const HEADROOM = 1.2;

/**
 * A value against its target on one scale from zero, which lies inside the track when one of them is negative. Shares
 * of a whole keep the scale 0…100, so that bars of one list can be compared.
 */
export function barGeometry(value: number | null, target: number | null, unit: string): BarGeometry {
  const [low, high] = scaleOf([value ?? 0, target ?? 0], unit);
  const place = (at: number): number => round(((at - low) / (high - low)) * 100);
  const [zero, end] = [place(0), place(value ?? 0)];
  return { start: Math.min(zero, end), length: round(Math.abs(end - zero)), target: target === null ? null : place(target) };
}

function scaleOf(values: readonly number[], unit: string): readonly [low: number, high: number] {
  const low = Math.min(0, ...values) * HEADROOM;
  const high = Math.max(0, ...values) * HEADROOM;
  if (unit === '%' && low === 0 && high <= 100 * HEADROOM) return [0, Math.max(100, ...values)];
  return low === high ? [0, 1] : [low, high];
}

const round = (part: number): number => Math.round(part * 100) / 100;
