import { MICROS_PER_HOUR, legPeriod, localDay, plannedSpans, windowOf } from '@yanshou/telemetry';
import type { Leg, Micros, ProjectContract } from '@yanshou/telemetry';

/** A local day of a leg; `start` and `end` are its part that lies in the leg. */
export interface DaySpan {
  readonly day: string;
  readonly midnight: Micros;
  readonly start: Micros;
  readonly end: Micros;
}

/** The stretches of a leg without interruption: a window of single days is as many, and nothing that happened between them is in it. */
export function legSpans(contract: ProjectContract, leg: Leg): readonly (readonly [from: Micros, to: Micros])[] {
  const period = legPeriod(contract, leg);
  if (!period) return [];
  const calendar = { zone: contract.plannedTime.zone, shifts: [], ...(period.days && { days: period.days }) };
  return plannedSpans(calendar, period.from, period.to);
}

/** The local days of a leg, ascending, cut to it; in the zone of the contract's planned time. */
export function legDays(contract: ProjectContract, leg: Leg): readonly DaySpan[] {
  return legSpans(contract, leg).flatMap(([from, to]) => {
    const days: DaySpan[] = [];
    for (let day = windowOf(from, 'day', contract.plannedTime.zone); day.from < to; day = windowOf(day.to, 'day', contract.plannedTime.zone)) {
      days.push({ day: localDay(day.from, day.zone), midnight: day.from, start: Math.max(day.from, from), end: Math.min(day.to, to) });
    }
    return days;
  });
}

/** Hours of the day that lie wholly in the leg. */
export const wholeHours = ({ midnight, start, end }: DaySpan): number =>
  Math.max(0, Math.floor((end - midnight) / MICROS_PER_HOUR) - Math.ceil((start - midnight) / MICROS_PER_HOUR));
