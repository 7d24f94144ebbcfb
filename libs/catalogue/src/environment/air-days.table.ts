import type { AirRole } from '@yanshou/telemetry';
import type { FigureCell, FigureTable } from '../figure-table.js';
import { fractionToNumber } from '../fraction.js';
import { roundedHalfEven } from '../rounding.js';
import type { AirItem } from './air-breakpoints.js';
import type { ItemIndex } from './air-quality.js';
import { AIR_NAMES } from './parameter-names.js';

const ITEMS: readonly (readonly [item: AirItem, name: string])[] = [
  ['pm2.5-24h', 'PM2.5'], ['pm10-24h', 'PM10'], ['so2-24h', 'SO₂'], ['no2-24h', 'NO₂'], ['co-24h', 'CO mg/m³'], ['o3-8h', 'O₃ 8 h'], ['o3-1h', 'O₃ 1 h'],
];

/** Title and columns of the table of days; the last columns are concentration (µg/m³, CO mg/m³) and individual index of each item. */
export const AIR_DAYS: Pick<FigureTable, 'title' | 'columns'> & { readonly items: readonly AirItem[] } = {
  title: { zh: '逐日空气质量指数（浓度 µg/m³→分指数）', en: 'air quality index by day (concentration in µg/m³→individual index)' },
  columns: [
    { zh: '站点', en: 'station' }, { zh: '日期', en: 'day' }, { zh: '依据', en: 'text' }, { zh: 'AQI', en: 'AQI' },
    { zh: '首要污染物', en: 'primary pollutant' }, { zh: '无效参数', en: 'not valid' }, ...ITEMS.map(([, name]) => ({ zh: name, en: name })),
  ],
  items: ITEMS.map(([item]) => item),
};

/** The pollutants whose day is not valid, and whose fault it is where it is the platform's. */
export function missingText(missing: readonly AirRole[], lost: boolean): FigureCell {
  const names = missing.map((role) => AIR_NAMES[role]).join(' ');
  return lost ? { zh: `${names}（平台停机）`, en: `${names} (platform down)` } : names;
}

/** `75→114`: concentration, shown to three digits, and individual index. */
export const itemText = (found: ItemIndex | undefined): string | null => (found === undefined ? null : `${fractionToNumber(roundedHalfEven(found.concentration, 3))}→${found.iaqi}`);
