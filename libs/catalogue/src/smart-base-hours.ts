import type { BaseParameter } from '@yanshou/telemetry';
import { hoursPerReading } from './environment/station-series.js';
import type { LegDay, SeriesInput } from './series-window.js';

/** How many of a base's planned hours one parameter delivered, by all of its series together. */
export interface ParameterHours {
  readonly parameter: BaseParameter;
  readonly have: number;
  readonly due: number;
  /** The series that delivered most of them; null where the base has none. */
  readonly series: SeriesInput | null;
}

/**
 * Due is every planned hour of the window, whenever a sensor was installed: a base is smart by what it was all that time.
 * A reading stands for its interval, over midnight too; hours that two series fill count once.
 */
export function parameterHours(parameter: BaseParameter, series: readonly SeriesInput[], days: readonly LegDay[]): ParameterHours {
  const planned = plannedHours(days);
  const own = series.filter(({ role }) => role === parameter).map((one) => ({ series: one, hours: hoursOf(one, days, planned) }));
  const all = new Set(own.flatMap(({ hours }) => [...hours]));
  const best = own.reduce<(typeof own)[number] | undefined>((most, one) => (most === undefined || one.hours.size > most.hours.size ? one : most), undefined);
  return { parameter, have: all.size, due: planned.size, series: best?.series ?? null };
}

const place = (day: string, hour: number): string => `${day} ${hour}`;

function plannedHours(days: readonly LegDay[]): ReadonlySet<string> {
  return new Set(days.flatMap(({ day, planned }) => Array.from({ length: 32 }, (_, hour) => hour).filter((hour) => ((planned >>> hour) & 1) === 1).map((hour) => place(day, hour))));
}

/** Planned hours that a series has a value for. */
function hoursOf(series: SeriesInput, days: readonly LegDay[], planned: ReadonlySet<string>): ReadonlySet<string> {
  const lengths = new Map(days.map(({ day, hours }) => [day, hours]));
  const per = hoursPerReading(series);
  const filled = new Set<string>();
  for (const { day, hour, readings } of series.windows) {
    if (readings === 0 || day < series.since) continue;
    let at = { day, hour: hour ?? 0 };
    for (let count = 0; count < per; count += 1) {
      if (planned.has(place(at.day, at.hour))) filled.add(place(at.day, at.hour));
      at = at.hour + 1 < (lengths.get(at.day) ?? 0) ? { day: at.day, hour: at.hour + 1 } : { day: dayAfter(at.day), hour: 0 };
    }
  }
  return filled;
}

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
