import type { AssetGroup, Scenario, SimulatedClass } from './scenario.js';

/** One asset of a scenario, as the inventory and the generator both see it. */
export interface SimulatedAsset {
  readonly id: string;
  /** 1 for the first of its group. */
  readonly ordinal: number;
  readonly group: AssetGroup;
  readonly deviceClass: SimulatedClass;
}

/** All assets of a scenario; `devices` scales every group so that they are exactly that many. */
export function assetsOf(scenario: Scenario, devices?: number): readonly SimulatedAsset[] {
  const classes = new Map(scenario.classes.map((deviceClass) => [deviceClass.id, deviceClass]));
  const counts = scaledCounts(scenario.groups.map((group) => group.count), devices);
  return scenario.groups.flatMap((group, index) =>
    Array.from({ length: counts[index] ?? 0 }, (_, at) => ({
      id: `${group.prefix}-${String(at + 1).padStart(2, '0')}`,
      ordinal: at + 1,
      group,
      deviceClass: classes.get(group.classId) as SimulatedClass,
    })));
}

/** Largest remainders: the sum is `total` exactly, the shares are as near as whole assets allow. */
export function scaledCounts(counts: readonly number[], total?: number): readonly number[] {
  if (total === undefined) return counts;
  const sum = counts.reduce((left, right) => left + right, 0);
  const exact = counts.map((count) => (count * total) / sum);
  const whole = exact.map(Math.floor);
  const missing = total - whole.reduce((left, right) => left + right, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((left, right) => right.remainder - left.remainder || left.index - right.index);
  const topped = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return whole.map((count, index) => count + (topped.has(index) ? 1 : 0));
}
