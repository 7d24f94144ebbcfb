import type { Comparator } from '@yanshou/telemetry';
import { decimalFraction, holds } from '../fraction.js';
import type { Demand } from './programme.js';

/** Whatever lets a value pass that `demand` refuses is lower: the target itself, or `>` where it says `>=`. Null for what is as demanding. */
export function loweredFrom({ comparator, target }: Pick<Demand, 'comparator' | 'target'>, own: Comparator, value: number): number | null {
  if (target === null) return null;
  const [mine, programme] = [decimalFraction(value), decimalFraction(target)];
  // What has to be above a value is never less than what has to reach it.
  const bound = own === '>' ? '>=' : own === '<' ? '<=' : comparator;
  const asDemanding = sameDirection(comparator, own) && holds(mine, bound, programme);
  return asDemanding ? null : target;
}

const sameDirection = (left: Comparator, right: Comparator): boolean => right === '=' || left.charAt(0) === right.charAt(0);
