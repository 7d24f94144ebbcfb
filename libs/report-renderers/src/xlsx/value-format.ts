import { unitText } from '@yanshou/catalogue';
import { exactValue, formatValue } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { ReportLanguage } from '../words.js';

/** Shows the value with as many places as on paper, and its unit; the cell keeps every digit of it. */
export function valueFormat(row: IndicatorRow, language: ReportLanguage): string {
  const value = exactValue(row);
  const isCount = row.scale === 1 && row.denominator === 1;
  const against = row.target === null ? undefined : { comparator: row.comparator, target: row.target };
  const shown = value === null ? '' : formatValue(value, isCount ? 0 : 2, against);
  return numberFormat((shown.split('.')[1] ?? '').length, row.unit, language);
}

/** A figure that somebody stated is shown as it was stated. */
export const statedFormat = (value: number | null, unit: string, language: ReportLanguage): string => numberFormat(value === null ? 0 : placesOf(value), unit, language);

const MOST_PLACES = 30;

function numberFormat(places: number, unit: string, language: ReportLanguage): string {
  const digits = places === 0 ? '0' : `0.${'0'.repeat(Math.min(places, MOST_PLACES))}`;
  const called = unitText(unit, language).replace(/["\\]/g, '');
  return called === '' ? digits : `${digits}" ${called}"`;
}

function placesOf(value: number): number {
  const [, digits = '', exponent = '0'] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return Math.max(0, digits.length - Number(exponent));
}
