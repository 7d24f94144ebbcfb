import { findIndicator } from '@yanshou/catalogue';
import type { DayCounts, DeviceInput } from '@yanshou/catalogue';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, plannedHours } from '@yanshou/telemetry';
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
  readonly dataDays: readonly string[];
  /** Days without data of anybody that the platform's downtime took. */
  readonly platformDays: readonly string[];
  /** Days expected of a device, those with a valid minute, and those that are not expected because the platform was down. */
  readonly of: (device: string, membership: Membership) => Pick<DeviceInput, 'days' | 'validDays' | 'platformDays' | 'planned'>;
}

const NONE: DayPresence = { dataDays: [], platformDays: [], of: () => ({ days: 0, validDays: 0, platformDays: 0 }) };

/** From the masks of the window; nothing where no indicator of the contract reads days. */
export function dayPresence({ contract, platformSilence }: Pick<EvaluationContext, 'contract' | 'platformSilence'>, merged: MergedMinutes): DayPresence {
  if (!contract.targets.some(({ indicator }) => readsDays(indicator))) return NONE;
  const days = legDays(contract, 'reporting');
  const rows = new Map(merged.devices.map((device, row) => [device, row]));
  const taken = takenDays(days, downtime(platformSilence));
  const planned = plannedDays(contract, days);
  const isHeld = (day: DaySpan): boolean => merged.devices.some((_, row) => hasMinute(merged, row, day));
  return {
    dataDays: days.filter(isHeld).map(({ day }) => day),
    platformDays: days.filter((day) => taken.has(day) && !isHeld(day)).map(({ day }) => day),
    of: (device, { from, until }) => {
      const { window } = contract;
      const expected = days.filter(({ midnight, end }) => (midnight >= from || from <= window.from) && (end <= until || until >= window.to));
      const row = rows.get(device);
      const valid = new Set(row === undefined ? [] : expected.filter((day) => hasMinute(merged, row, day)));
      const counts = (asked: readonly DaySpan[]): DayCounts => {
        const lost = asked.filter((day) => taken.has(day) && !valid.has(day)).length;
        return { days: asked.length - lost, validDays: asked.filter((day) => valid.has(day)).length, platformDays: lost };
      };
      return { ...counts(expected), ...(planned.size < days.length && { planned: counts(expected.filter((day) => planned.has(day))) }) };
    },
  };
}

/** Days with a planned minute: a day off that somebody wears a device on, or does not, says nothing of the promise. */
function plannedDays({ plannedTime }: EvaluationContext['contract'], days: readonly DaySpan[]): ReadonlySet<DaySpan> {
  return new Set(days.filter(({ start, end }) => {
    const { low, high } = plannedHours(plannedTime, start, end);
    return low.some((mask) => mask !== 0) || high.some((mask) => mask !== 0);
  }));
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

/** Whole hours at once; an hour that a local midnight cuts, minute by minute. */
function hasMinute({ halves, hours, firstHour }: MergedMinutes, row: number, { start, end }: DaySpan): boolean {
  for (let hour = Math.floor(start / MICROS_PER_HOUR); hour * MICROS_PER_HOUR < end; hour += 1) {
    const index = 2 * (row * hours + hour - firstHour);
    const [low, high] = [halves[index] ?? 0, halves[index + 1] ?? 0];
    if ((low | high) === 0) continue;
    const [from, to] = [start - hour * MICROS_PER_HOUR, end - hour * MICROS_PER_HOUR].map((micros) => Math.floor(micros / MICROS_PER_MINUTE)) as [number, number];
    if (from <= 0 && to >= 60) return true;
    for (let minute = Math.max(0, from); minute < Math.min(60, to); minute += 1) if (((minute < 30 ? low : high) >> (minute % 30)) & 1) return true;
  }
  return false;
}
