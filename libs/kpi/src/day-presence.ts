import { findIndicator } from '@yanshou/catalogue';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { InventoryDevice, ProjectContract } from '@yanshou/telemetry';
import { legDays } from './leg-days.js';
import type { DaySpan } from './leg-days.js';
import type { MergedMinutes } from './merged-minutes.js';

/** On which local days of the window there is data. */
export interface DayPresence {
  readonly dataDays: readonly string[];
  /** Days expected of a device, and those with a valid minute. */
  readonly of: (device: Pick<InventoryDevice, 'id' | 'commissionedAt' | 'decommissionedAt'>) => { readonly days: number; readonly validDays: number };
}

const NONE: DayPresence = { dataDays: [], of: () => ({ days: 0, validDays: 0 }) };

/** From the masks of the window; nothing where no indicator of the contract reads days. */
export function dayPresence(contract: ProjectContract, merged: MergedMinutes): DayPresence {
  if (!contract.targets.some(({ indicator }) => readsDays(indicator))) return NONE;
  const days = legDays(contract, 'reporting');
  const rows = new Map(merged.devices.map((device, row) => [device, row]));
  return {
    dataDays: days.filter((day) => merged.devices.some((_, row) => hasMinute(merged, row, day))).map(({ day }) => day),
    of: ({ id, commissionedAt = -Infinity, decommissionedAt = Infinity }) => {
      const expected = days.filter(({ midnight, end }) => (midnight >= commissionedAt || commissionedAt <= contract.window.from) && end <= decommissionedAt);
      const row = rows.get(id);
      return { days: expected.length, validDays: row === undefined ? 0 : expected.filter((day) => hasMinute(merged, row, day)).length };
    },
  };
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
