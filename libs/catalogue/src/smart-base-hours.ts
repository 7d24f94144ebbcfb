import type { BaseParameter } from '@yanshou/telemetry';
import { hoursPerReading, windowsByDay } from './environment/station-series.js';
import { hoursLost } from './lost-hours.js';
import { isDayOf } from './series-window.js';
import type { LegDay, SeriesInput } from './series-window.js';

/** How many of a base's planned hours one parameter delivered, by all of its series together. */
export interface ParameterHours {
  readonly parameter: BaseParameter;
  readonly have: number;
  readonly due: number;
  /** Planned hours that are not due because the platform was down. */
  readonly lost: number;
  /** The series that delivered most of them; null where the base has none. */
  readonly series: SeriesInput | null;
}

/**
 * Due is every planned hour of the window, whenever a sensor was installed or left: a base is smart by what it was all that
 * time. A reading stands for its interval, over midnight too; hours that two series fill count once. Not due is what no
 * series filled and one of them would have, but for the platform.
 */
export function parameterHours(parameter: BaseParameter, series: readonly SeriesInput[], days: readonly LegDay[]): ParameterHours {
  const planned = plannedHours(days);
  const own = series.filter(({ role }) => role === parameter).map((one) => ({ series: one, hours: standingFor(one, days, planned, hoursRead(one)), taken: standingFor(one, days, planned, hoursTaken(one, days)) }));
  const all = new Set(own.flatMap(({ hours }) => [...hours]));
  const lost = new Set(own.flatMap(({ taken }) => [...taken]).filter((hour) => !all.has(hour)));
  const best = own.reduce<(typeof own)[number] | undefined>((most, one) => (most === undefined || one.hours.size > most.hours.size ? one : most), undefined);
  return { parameter, have: all.size, due: planned.size - lost.size, lost: lost.size, series: best?.series ?? null };
}

interface Place {
  readonly day: string;
  readonly hour: number;
}

const place = ({ day, hour }: Place): string => `${day} ${hour}`;

function plannedHours(days: readonly LegDay[]): ReadonlySet<string> {
  return new Set(days.flatMap(({ day, planned }) => Array.from({ length: 32 }, (_, hour) => hour).filter((hour) => ((planned >>> hour) & 1) === 1).map((hour) => place({ day, hour }))));
}

const hoursRead = ({ windows }: SeriesInput): readonly Place[] => windows.filter(({ readings }) => readings > 0).map(({ day, hour }) => ({ day, hour: hour ?? 0 }));

/** Hours without a reading that the platform was down for. */
function hoursTaken(series: SeriesInput, days: readonly LegDay[]): readonly Place[] {
  const down = days.filter(({ platformDown }) => platformDown !== undefined);
  if (down.length === 0) return [];
  const windows = windowsByDay(series);
  return down.flatMap(({ day, platformDown = [] }) => hoursLost({ down: platformDown, windows: windows.get(day) ?? [], isHad: ({ readings }) => readings > 0 }).map((hour) => ({ day, hour })));
}

/** Planned hours that a value of one of those hours stands for, or would have stood for, while the device is the project's. */
function standingFor(series: SeriesInput, days: readonly LegDay[], planned: ReadonlySet<string>, from: readonly Place[]): ReadonlySet<string> {
  const lengths = new Map(days.map(({ day, hours }) => [day, hours]));
  const per = hoursPerReading(series);
  const filled = new Set<string>();
  for (const first of from) {
    if (!isDayOf(series, first.day)) continue;
    let at = first;
    for (let count = 0; count < per && isDayOf(series, at.day); count += 1) {
      if (planned.has(place(at))) filled.add(place(at));
      at = at.hour + 1 < (lengths.get(at.day) ?? 0) ? { day: at.day, hour: at.hour + 1 } : { day: dayAfter(at.day), hour: 0 };
    }
  }
  return filled;
}

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
