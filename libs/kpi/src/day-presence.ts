import { HOURS_OF_A_LIVE_DAY, findIndicator } from '@yanshou/catalogue';
import type { DayCounts, DeviceInput } from '@yanshou/catalogue';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, plannedCalendars } from '@yanshou/telemetry';
import type { InventoryDevice, Micros, PlannedCalendar, PlannedHours } from '@yanshou/telemetry';
import { downtimeOfDays, minutesWithin } from './day-downtime.js';
import type { EvaluationContext } from './evaluation-context.js';
import type { HourMask } from './judging-slots.js';
import { legDays } from './leg-days.js';
import type { DaySpan } from './leg-days.js';
import type { Membership } from './membership.js';
import type { MergedMinutes } from './merged-minutes.js';
import type { MinuteRange } from './minute-range.js';
import { downtime } from './platform-silence.js';

/** On which local days of the window there is data. */
export interface DayPresence {
  /** Days expected of a device, those with a valid minute, and those on which it was live; and what of them the platform's downtime took. */
  readonly of: (device: InventoryDevice, membership: Membership) => Pick<DeviceInput, 'days' | 'validDays' | 'platformDays' | 'planned' | 'liveDays' | 'takenDays'>;
}

const NONE: DayPresence = { of: () => ({ days: 0, validDays: 0, platformDays: 0 }) };

/** From the masks of the window; nothing where no indicator of the contract reads days. */
export function dayPresence({ contract, platformSilence }: Pick<EvaluationContext, 'contract' | 'platformSilence'>, merged: MergedMinutes): DayPresence {
  if (!contract.targets.some(({ indicator }) => readsDays(indicator))) return NONE;
  const days = legDays(contract, 'reporting');
  const rows = new Map(merged.devices.map((device, row) => [device, row]));
  const taken = takenDays(days, downtime(platformSilence));
  const plannedOf = plannedDays(contract, days);
  return {
    of: (device, { from, until }) => {
      const { window } = contract;
      const expected = days.filter(({ midnight, end }) => (midnight >= from || from <= window.from) && (end <= until || until >= window.to));
      const row = rows.get(device.id);
      const planned = plannedOf(device);
      const hours = new Map(row === undefined ? [] : expected.map((day) => [day, hoursWithData(merged, row, day, HOURS_OF_A_LIVE_DAY)] as const));
      const hoursOf = (day: DaySpan): number => hours.get(day) ?? 0;
      const counts = (asked: readonly DaySpan[]): DayCounts => {
        const lost = asked.filter((day) => taken.has(day) && hoursOf(day) === 0).length;
        return { days: asked.length - lost, validDays: asked.filter((day) => hoursOf(day) > 0).length, platformDays: lost };
      };
      const isLive = (day: DaySpan): boolean => hoursOf(day) >= HOURS_OF_A_LIVE_DAY;
      return {
        ...counts(expected), ...(planned.size < days.length && { planned: counts(expected.filter((day) => planned.has(day))) }),
        liveDays: expected.filter(isLive).map(({ day }) => day), takenDays: expected.filter((day) => !isLive(day) && taken.has(day)).map(({ day }) => day),
      };
    },
  };
}

/** Days with a planned minute of the device: a day off that somebody wears a device on, or does not, says nothing of the promise. */
function plannedDays(contract: EvaluationContext['contract'], days: readonly DaySpan[]): (device: InventoryDevice) => ReadonlySet<DaySpan> {
  const calendars = plannedCalendars(contract);
  const known = new Map<PlannedCalendar, ReadonlySet<DaySpan>>();
  const daysOf = (calendar: PlannedCalendar): ReadonlySet<DaySpan> => {
    const planned = calendars.hours(calendar, days[0]?.start ?? 0, days.at(-1)?.end ?? 0);
    return new Set(days.filter((day) => hasPlannedMinute(planned, day)));
  };
  return (device) => {
    const calendar = calendars.of(device);
    const found = known.get(calendar) ?? daysOf(calendar);
    known.set(calendar, found);
    return found;
  };
}

function hasPlannedMinute({ firstHour, low, high }: PlannedHours, day: DaySpan): boolean {
  for (let hour = Math.floor(day.start / MICROS_PER_HOUR); hour * MICROS_PER_HOUR < day.end; hour += 1) {
    if (hasMinuteOf({ low: low[hour - firstHour] ?? 0, high: high[hour - firstHour] ?? 0 }, hour, day)) return true;
  }
  return false;
}

/** Days of whose time in the window the platform was down for half or more. */
function takenDays(days: readonly DaySpan[], down: readonly MinuteRange[]): ReadonlySet<DaySpan> {
  const touched = downtimeOfDays(days, down);
  return new Set(days.filter(({ start, end }, place) => {
    const minutes = (touched.get(place) ?? []).reduce((sum, range) => sum + minutesWithin(range, start, end), 0);
    return 2 * minutes * MICROS_PER_MINUTE >= end - start;
  }));
}

function readsDays(indicator: string): boolean {
  const definition = findIndicator(indicator);
  return definition?.computed === true && definition.readsDays === true;
}

/** UTC hours of the day with a valid minute, so many at most. */
function hoursWithData({ halves, hours, firstHour }: MergedMinutes, row: number, { start, end }: DaySpan, most: number): number {
  let count = 0;
  for (let hour = Math.floor(start / MICROS_PER_HOUR); hour * MICROS_PER_HOUR < end && count < most; hour += 1) {
    const index = 2 * (row * hours + hour - firstHour);
    const [low, high] = [halves[index] ?? 0, halves[index + 1] ?? 0];
    if (hasMinuteOf({ low, high }, hour, { start, end })) count += 1;
  }
  return count;
}

/** Whether a mask of a UTC hour has a minute that lies in the day. */
const hasMinuteOf = ({ low, high }: HourMask, hour: number, { start, end }: Pick<DaySpan, 'start' | 'end'>): boolean =>
  (low | high) !== 0 && hasMinute(low, high, [start - hour * MICROS_PER_HOUR, end - hour * MICROS_PER_HOUR]);

/** A whole hour at once; one that a local midnight cuts, minute by minute. */
function hasMinute(low: number, high: number, part: readonly [Micros, Micros]): boolean {
  const [from, to] = part.map((micros) => Math.floor(micros / MICROS_PER_MINUTE)) as [number, number];
  if (from <= 0 && to >= 60) return true;
  for (let minute = Math.max(0, from); minute < Math.min(60, to); minute += 1) if (((minute < 30 ? low : high) >> (minute % 30)) & 1) return true;
  return false;
}
