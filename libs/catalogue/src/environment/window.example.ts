import type { MetricRole } from '@yanshou/telemetry';
import { NO_WINDOWS, exampleInputs } from '../example-inputs.js';
import type { IndicatorInputs } from '../indicator.js';
import type { LegDay, SeriesInput, SeriesWindow } from '../series-window.js';

/** Every hour of a day is planned. */
export const ALL_DAY = 2 ** 24 - 1;
const HOUR = 3_600_000_000;

/** An hour with one reading that stands for all of it. */
export const exampleHour = (day: string, hour: number, steps: number, facts: Partial<SeriesWindow> = {}): SeriesWindow =>
  ({ day, hour, steps: String(steps), readings: 1, held: 60, least: steps, most: steps, known: HOUR, above: 0, stopped: 0, bridged: 0, ...facts });

/** The hours 0 … count−1 of a day with one value. */
export const hoursOf = (day: string, steps: number, count = 24, facts: Partial<SeriesWindow> = {}): readonly SeriesWindow[] =>
  Array.from({ length: count }, (_, hour) => exampleHour(day, hour, steps, facts));

/** An hourly series in whole units. */
export const exampleSeries = (device: string, role: MetricRole, unit: string, windows: readonly SeriesWindow[], facts: Partial<SeriesInput> = {}): SeriesInput =>
  ({ device, metric: role, role, resolution: 1, unit, origins: ['live'], windows, intervalMinutes: 60, since: '', ...facts });

export const wholeDay = (day: string): LegDay => ({ day, hours: 24, planned: ALL_DAY });

export const windowExample = (days: readonly LegDay[], series: readonly SeriesInput[], facts: Partial<IndicatorInputs> = {}): IndicatorInputs =>
  exampleInputs([], { windows: { baseline: NO_WINDOWS, reporting: { days, series } }, ...facts });
