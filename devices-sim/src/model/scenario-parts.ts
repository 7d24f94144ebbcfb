import type { Shift } from '@yanshou/telemetry';
import type { Scale } from './metrics.js';

/** Where a simulated place says what its values should keep to. */
export const PROCEDURE = '操作规程（模拟）';

/** Measuring ranges that several scenarios share; an instrument's range, not what is healthy. */
export const AIR_TEMPERATURE: Scale = { unit: '°C', min: -40, max: 80, resolution: 0.1 };
export const WATER_TEMPERATURE: Scale = { unit: '°C', min: -5, max: 50, resolution: 0.01 };
export const HUMIDITY: Scale = { unit: '%RH', min: 0, max: 100, resolution: 0.1 };
export const PERCENT: Scale = { unit: '%', min: 0, max: 100, resolution: 0.1 };
export const PH: Scale = { unit: 'pH', min: 0, max: 14, resolution: 0.01 };
export const DISSOLVED_OXYGEN: Scale = { unit: 'mg/L', min: 0, max: 20, resolution: 0.01 };
export const AMMONIA_NITROGEN: Scale = { unit: 'mg/L', min: 0, max: 50, resolution: 0.001 };
export const SALINITY: Scale = { unit: 'PSU', min: 0, max: 42, resolution: 0.01 };
export const LONGITUDE: Scale = { unit: '°', min: -180, max: 180, resolution: 0.00001 };
export const LATITUDE: Scale = { unit: '°', min: -90, max: 90, resolution: 0.00001 };

export const ROUND_THE_CLOCK: readonly Shift[] = [];
const WORKDAYS = [1, 2, 3, 4, 5] as const;
export const TWO_SHIFTS: readonly Shift[] = [
  { start: '08:00', end: '16:00', weekdays: WORKDAYS },
  { start: '16:00', end: '24:00', weekdays: WORKDAYS },
];
