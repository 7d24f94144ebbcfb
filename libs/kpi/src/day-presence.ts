import { HOURS_OF_A_LIVE_DAY, findIndicator } from '@yanshou/catalogue';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Micros, ProjectContract } from '@yanshou/telemetry';
import { legDays } from './leg-days.js';
import type { DaySpan } from './leg-days.js';
import type { MergedMinutes } from './merged-minutes.js';

/** On which local days of the window there is data. */
export interface DayPresence {
  /** Days expected of a device, and those with a valid minute. */
  readonly of: (device: string, commissionedAt: Micros | undefined) => { readonly days: number; readonly validDays: number; readonly liveDays?: readonly string[] };
}

const NONE: DayPresence = { of: () => ({ days: 0, validDays: 0 }) };

/** From the masks of the window; nothing where no indicator of the contract reads days. */
export function dayPresence(contract: ProjectContract, merged: MergedMinutes): DayPresence {
  if (!contract.targets.some(({ indicator }) => readsDays(indicator))) return NONE;
  const days = legDays(contract, 'reporting');
  const rows = new Map(merged.devices.map((device, row) => [device, row]));
  return {
    of: (device, commissionedAt = -Infinity) => {
      const expected = days.filter(({ midnight }) => midnight >= commissionedAt || commissionedAt <= contract.window.from);
      const row = rows.get(device);
      const hours = row === undefined ? [] : expected.map((day) => ({ day: day.day, hours: hoursWithData(merged, row, day, HOURS_OF_A_LIVE_DAY) })).filter((day) => day.hours > 0);
      return { days: expected.length, validDays: hours.length, liveDays: hours.filter((day) => day.hours >= HOURS_OF_A_LIVE_DAY).map(({ day }) => day) };
    },
  };
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
