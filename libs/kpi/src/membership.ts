import { FULL_HALF, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { InventoryDevice, Micros, ProjectInventory } from '@yanshou/telemetry';
import { wholeOf } from './judging-slots.js';
import type { HourMask, JudgingSlots } from './judging-slots.js';

/** When a device belongs to a project: from ≤ t < until. What it delivers before and after is not the project's. */
export interface Membership {
  readonly from: Micros;
  readonly until: Micros;
}

/** Of a device without dates. */
const ALWAYS: Membership = { from: -Infinity, until: Infinity };

/** Of a device that moved to another project the end here is the beginning there, so that no moment counts in both. */
export const membershipOf = ({ commissionedAt = -Infinity, decommissionedAt = Infinity }: Pick<InventoryDevice, 'commissionedAt' | 'decommissionedAt'>): Membership => ({ from: commissionedAt, until: decommissionedAt });

export const memberOf = (dated: ReadonlyMap<string, Membership>, device: string): Membership => dated.get(device) ?? ALWAYS;

export const isMemberAt = ({ from, until }: Membership, at: Micros): boolean => at >= from && at < until;

/** The devices of an inventory that have an end or a beginning; the others belong to it always. */
export const datedMembers = ({ devices }: Pick<ProjectInventory, 'devices'>): ReadonlyMap<string, Membership> =>
  new Map(devices.map((device) => [device.id, membershipOf(device)] as const).filter(([, { from, until }]) => from !== -Infinity || until !== Infinity));

/**
 * A membership on the hours of a leg: from `hour` on, of which only `minutes` belong to it, up to `end`, of which only
 * `endMinutes` do; whole hours between. Only whole minutes belong to it, so the minute of a move belongs to nobody.
 */
export interface MemberHours {
  readonly hour: number;
  readonly minutes: HourMask;
  readonly end: number;
  readonly endMinutes: HourMask;
}

const ALL: HourMask = { low: FULL_HALF, high: FULL_HALF };
const NOTHING: HourMask = { low: 0, high: 0 };
const MINUTES_PER_HOUR = 60;
const MINUTES_PER_HALF = 30;

export function memberHours({ from, until }: Membership, firstHour: number): MemberHours {
  const first = Math.max(0, Math.ceil(from / MICROS_PER_MINUTE) - firstHour * MINUTES_PER_HOUR);
  const end = Math.max(0, Math.floor(until / MICROS_PER_MINUTE) - firstHour * MINUTES_PER_HOUR);
  const before = minutesBefore(first % MINUTES_PER_HOUR);
  return {
    hour: Math.floor(first / MINUTES_PER_HOUR), minutes: { low: FULL_HALF & ~before.low, high: FULL_HALF & ~before.high },
    end: Math.floor(end / MINUTES_PER_HOUR), endMinutes: Number.isFinite(end) ? minutesBefore(end % MINUTES_PER_HOUR) : NOTHING,
  };
}

const bits = (length: number): number => (length <= 0 ? 0 : length >= MINUTES_PER_HALF ? FULL_HALF : (1 << length) - 1);
const minutesBefore = (minute: number): HourMask => ({ low: bits(minute), high: bits(minute - MINUTES_PER_HALF) });

/** The minutes of an hour that belong to it. */
export function memberMinutes({ hour: first, minutes, end, endMinutes }: MemberHours, hour: number): HourMask {
  if (hour < first || hour > end) return NOTHING;
  const [from, until] = [hour === first ? minutes : ALL, hour === end ? endMinutes : ALL];
  return { low: from.low & until.low, high: from.high & until.high };
}

/** The judging intervals of an hour that lie wholly in it. */
export function memberSlots({ planned, minutes, low, high }: JudgingSlots, member: MemberHours, hour: number): HourMask {
  if (hour > member.hour && hour < member.end) return { low: low[hour] ?? 0, high: high[hour] ?? 0 };
  const own = memberMinutes(member, hour);
  return wholeOf((planned.low[hour] ?? 0) & own.low, (planned.high[hour] ?? 0) & own.high, minutes);
}
