import { FULL_HALF, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { InventoryDevice, Micros } from '@yanshou/telemetry';
import type { HourMask, JudgingSlots } from './judging-slots.js';
import { wholeOf } from './judging-slots.js';

/** A minute of the window: its hour and, inside that hour, the minutes from it on. */
export interface MinuteEdge {
  /** Minutes since the window's first hour; 0 for what lies before it. */
  readonly minute: number;
  readonly hour: number;
  readonly minutes: HourMask;
}

/** While a device is in service its intervals are expected: from the one edge until before the other; without one to the end. */
export interface ServiceSpan extends MinuteEdge {
  readonly until?: MinuteEdge;
}

type Dates = Pick<InventoryDevice, 'commissionedAt' | 'decommissionedAt'>;

const WHOLE_HOUR: HourMask = { low: FULL_HALF, high: FULL_HALF };
const NOTHING: HourMask = { low: 0, high: 0 };
const MINUTES_PER_HOUR = 60;
const MINUTES_PER_HALF = 30;

/** Expected intervals begin with the first whole minute at or after commissioning, and end with the last one before decommissioning. */
export function serviceSpan({ commissionedAt, decommissionedAt }: Dates, firstHour: number): ServiceSpan {
  const first = firstHour * (MICROS_PER_HOUR / MICROS_PER_MINUTE);
  const from = edgeAt(Math.ceil((commissionedAt ?? -Infinity) / MICROS_PER_MINUTE) - first);
  return decommissionedAt === undefined ? from : { ...from, until: edgeAt(Math.floor(decommissionedAt / MICROS_PER_MINUTE) - first) };
}

function edgeAt(minute: number): MinuteEdge {
  if (minute <= 0) return { minute: 0, hour: 0, minutes: WHOLE_HOUR };
  const inHour = minute % MINUTES_PER_HOUR;
  return {
    minute,
    hour: Math.floor(minute / MINUTES_PER_HOUR),
    minutes: {
      low: inHour >= MINUTES_PER_HALF ? 0 : FULL_HALF & ~((1 << inHour) - 1),
      high: inHour < MINUTES_PER_HALF ? FULL_HALF : FULL_HALF & ~((1 << (inHour - MINUTES_PER_HALF)) - 1),
    },
  };
}

/** The end of service at the beginning of the judging interval that it falls into: that interval is not expected any more. */
export const endOfIntervals = ({ minute }: MinuteEdge, minutes: number): MinuteEdge => edgeAt(minute - (minute % minutes));

/** Judging intervals of one hour that lie wholly in service. */
export function serviceSlots(slots: JudgingSlots, span: ServiceSpan, hour: number): HourMask {
  if (hour < span.hour || hour > (span.until?.hour ?? Infinity)) return NOTHING;
  return hour === span.hour || hour === span.until?.hour ? cutHour(slots, span, hour) : { low: slots.low[hour] ?? 0, high: slots.high[hour] ?? 0 };
}

function cutHour({ planned, minutes }: JudgingSlots, span: ServiceSpan, hour: number): HourMask {
  const begun = hour === span.hour ? span.minutes : WHOLE_HOUR;
  const ended = hour === span.until?.hour ? span.until.minutes : NOTHING;
  return wholeOf((planned.low[hour] ?? 0) & begun.low & ~ended.low, (planned.high[hour] ?? 0) & begun.high & ~ended.high, minutes);
}

/** Whether a device was in service at any time after `from`; what left before then is no device of a window that begins there. */
export const isInServiceFrom = ({ decommissionedAt }: Pick<InventoryDevice, 'decommissionedAt'>, from: Micros): boolean =>
  decommissionedAt === undefined || decommissionedAt > from;
