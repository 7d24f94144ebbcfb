import type { AirStandard } from '@yanshou/telemetry';

/** A pollutant with the time over which it is averaged. */
export const AIR_ITEMS = [
  'so2-24h', 'so2-1h', 'no2-24h', 'no2-1h', 'pm10-24h', 'pm2.5-24h', 'co-24h', 'co-1h', 'o3-1h', 'o3-8h',
] as const;
export type AirItem = (typeof AIR_ITEMS)[number];

/** Individual index at each breakpoint; a shorter row of breakpoints ends earlier. */
export const IAQI_STEPS: readonly number[] = [0, 50, 100, 150, 200, 300, 400, 500];

/** HJ 633-2012, table 1: µg/m³, of CO mg/m³. */
const TEXT_2012: Readonly<Record<AirItem, readonly number[]>> = {
  'so2-24h': [0, 50, 150, 475, 800, 1_600, 2_100, 2_620],
  'so2-1h': [0, 150, 500, 650, 800],
  'no2-24h': [0, 40, 80, 180, 280, 565, 750, 940],
  'no2-1h': [0, 100, 200, 700, 1_200, 2_340, 3_090, 3_840],
  'pm10-24h': [0, 50, 150, 250, 350, 420, 500, 600],
  'pm2.5-24h': [0, 35, 75, 115, 150, 250, 350, 500],
  'co-24h': [0, 2, 4, 14, 24, 36, 48, 60],
  'co-1h': [0, 5, 10, 35, 60, 90, 120, 150],
  'o3-1h': [0, 160, 200, 300, 400, 800, 1_000, 1_200],
  'o3-8h': [0, 100, 160, 215, 265, 800],
};

/** HJ 633-2026 moves the second breakpoint of both particulates, and nothing else of the table. */
export const BREAKPOINTS: Readonly<Record<AirStandard, Readonly<Record<AirItem, readonly number[]>>>> = {
  'HJ 633-2012': TEXT_2012,
  'HJ 633-2026': {
    ...TEXT_2012,
    'pm10-24h': [0, 50, 120, 250, 350, 420, 500, 600],
    'pm2.5-24h': [0, 35, 60, 115, 150, 250, 350, 500],
  },
};
