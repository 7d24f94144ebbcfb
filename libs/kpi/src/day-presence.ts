import { HOURS_OF_A_LIVE_DAY, findIndicator } from '@yanshou/catalogue';
import type { DeviceInput } from '@yanshou/catalogue';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import { downtimeOfDays, minutesWithin } from './day-downtime.js';
import type { EvaluationContext } from './evaluation-context.js';
import { legDays } from './leg-days.js';
import type { DaySpan } from './leg-days.js';
import type { Membership } from './membership.js';
import type { MergedMinutes } from './merged-minutes.js';
import type { MinuteRange } from './minute-range.js';
import { downtime } from './platform-silence.js';

/** On which local days of the window there is data. */
export interface DayPresence {
  /** Days expected of a device, those with a valid minute, and those on which it was live; and what of them the platform's downtime took. */
  readonly of: (device: string, membership: Membership) => Pick<DeviceInput, 'days' | 'validDays' | 'platformDays' | 'liveDays' | 'takenDays'>;
}

const NONE: DayPresence = { of: () => ({ days: 0, validDays: 0, platformDays: 0 }) };

/** From the masks of the window; nothing where no indicator of the contract reads days. */
export function dayPresence({ contract, platformSilence }: Pick<EvaluationContext, 'contract' | 'platformSilence'>, merged: MergedMinutes): DayPresence {
  if (!contract.targets.some(({ indicator }) => readsDays(indicator))) return NONE;
  const days = legDays(contract, 'reporting');
  const rows = new Map(merged.devices.map((device, row) => [device, row]));
  const taken = takenDays(days, downtime(platformSilence));
  return {
    of: (device, { from, until }) => {
      const { window } = contract;
      const expected = days.filter(({ midnight, end }) => (midnight >= from || from <= window.from) && (end <= until || until >= window.to));
      const row = rows.get(device);
      const hours = new Map(row === undefined ? [] : expected.map((day) => [day, hoursWithData(merged, row, day, HOURS_OF_A_LIVE_DAY)] as const));
      const of = (holds: (hours: number) => boolean): readonly DaySpan[] => expected.filter((day) => holds(hours.get(day) ?? 0));
      const isLive = (count: number): boolean => count >= HOURS_OF_A_LIVE_DAY;
      const lost = of((count) => count === 0).filter((day) => taken.has(day)).length;
      return {
        days: expected.length - lost, validDays: of((count) => count > 0).length, platformDays: lost,
        liveDays: of(isLive).map(({ day }) => day), takenDays: of((count) => !isLive(count)).filter((day) => taken.has(day)).map(({ day }) => day),
      };
    },
  };
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
    if ((low | high) !== 0 && hasMinute(low, high, [start - hour * MICROS_PER_HOUR, end - hour * MICROS_PER_HOUR])) count += 1;
  }
  return count;
}

/** A whole hour at once; one that a local midnight cuts, minute by minute. */
function hasMinute(low: number, high: number, part: readonly [Micros, Micros]): boolean {
  const [from, to] = part.map((micros) => Math.floor(micros / MICROS_PER_MINUTE)) as [number, number];
  if (from <= 0 && to >= 60) return true;
  for (let minute = Math.max(0, from); minute < Math.min(60, to); minute += 1) if (((minute < 30 ? low : high) >> (minute % 30)) & 1) return true;
  return false;
}
