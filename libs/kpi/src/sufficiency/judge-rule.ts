import { compareFractions, decimalFraction, holds, ratioFraction } from '@yanshou/catalogue';
import type { SufficiencyRuleName } from '@yanshou/catalogue';
import { formatIsoMicros } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { SufficiencyDevice, SufficiencyRule, SufficiencyShare } from './sufficiency-figure.js';

const MOST_NAMED = 5;

/** A rule, and what every device of a leg is by it; shares without anything below the line are not judged. */
export interface RuleQuestion {
  readonly rule: SufficiencyRuleName;
  readonly comparator: '>=' | '<=';
  readonly limit: number;
  readonly shares: readonly SufficiencyDevice[];
  /** Expected intervals of a device. */
  readonly weight: (device: string) => number;
  /** The share of expected intervals that has to come from devices that hold the rule. */
  readonly minimum: number;
  /** When data counts at the latest, of the devices that fail. */
  readonly repairableUntil: (failing: readonly SufficiencyDevice[]) => Micros | null;
}

/** Pure and free of order; devices are held together by the weight that they have in the leg. */
export function judgeRule({ rule, comparator, limit, shares, weight, minimum, repairableUntil }: RuleQuestion): SufficiencyRule {
  const judged = shares.filter(({ denominator }) => denominator > 0).sort(worstFirst(comparator));
  const asked = decimalFraction(limit);
  const failing = judged.filter(({ numerator, denominator }) => !holds(ratioFraction(numerator, denominator), comparator, asked));
  const devices = [...new Set(judged.map(({ device }) => device))];
  const below = new Set(failing.map(({ device }) => device));
  const held = below.size === 0 || carries(devices, below, weight, minimum);
  const until = held ? null : repairableUntil(failing);
  return {
    rule, limit, measured: totalOf(judged), held, devices: devices.length, failing: below.size, worst: judged.slice(0, MOST_NAMED),
    repairableUntil: until === null ? null : formatIsoMicros(until),
  };
}

/** Whether the devices that hold a rule carry enough of what is expected; nothing carries nothing. */
function carries(devices: readonly string[], below: ReadonlySet<string>, weight: (device: string) => number, minimum: number): boolean {
  const sum = (of: readonly string[]): number => of.reduce((total, device) => total + weight(device), 0);
  const whole = sum(devices);
  return whole > 0 && holds(ratioFraction(sum(devices.filter((device) => !below.has(device))), whole), '>=', decimalFraction(minimum));
}

export function totalOf(shares: readonly SufficiencyShare[]): SufficiencyShare | null {
  const denominator = shares.reduce((sum, share) => sum + share.denominator, 0);
  return denominator === 0 ? null : { numerator: shares.reduce((sum, share) => sum + share.numerator, 0), denominator };
}

const worstFirst = (comparator: '>=' | '<=') => (left: SufficiencyDevice, right: SufficiencyDevice): number =>
  compareShares(left, right) * (comparator === '>=' ? 1 : -1) || compareKeys(keyOf(left), keyOf(right));

/** Cross-multiplied; in doubles while that is exact, because a leg may have thousands of devices. */
function compareShares(left: SufficiencyShare, right: SufficiencyShare): number {
  const [mine, theirs] = [left.numerator * right.denominator, right.numerator * left.denominator];
  if (Number.isSafeInteger(mine) && Number.isSafeInteger(theirs)) return mine - theirs;
  return compareFractions(ratioFraction(left.numerator, left.denominator), ratioFraction(right.numerator, right.denominator));
}

const keyOf = ({ device, metric = '' }: SufficiencyDevice): string => `${device}\n${metric}`;
const compareKeys = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
