import type { AirRole, AirStandard } from '@yanshou/telemetry';
import { compareFractions, ratioFraction } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import { ceilingOf, roundedHalfEven } from '../rounding.js';
import { BREAKPOINTS, IAQI_STEPS } from './air-breakpoints.js';
import type { AirItem } from './air-breakpoints.js';

/** Concentrations of one day or hour by item, in µg/m³, of CO in mg/m³; an item that is not valid is absent. */
export type AirConcentrations = Readonly<Partial<Record<AirItem, Fraction>>>;

/** An individual index with the concentration that it was read from (rounded where the text rounds first). */
export interface ItemIndex {
  readonly item: AirItem;
  readonly concentration: Fraction;
  readonly iaqi: number;
}

/** An air quality index with what made it. */
export interface AirQuality {
  readonly standard: AirStandard;
  /** The greatest individual index. */
  readonly aqi: number;
  readonly items: readonly ItemIndex[];
  /** Pollutants with the greatest index, where it is above 50 (首要污染物). */
  readonly primary: readonly AirRole[];
  /** Pollutants with an index above 100 (超标污染物; a term of the 2012 text). */
  readonly exceeding: readonly AirRole[];
}

const HIGHEST = 500;

/**
 * Individual index of an item (HJ 633, linear between breakpoints, rounded up); undefined where the text computes none:
 * under the 2012 text SO2 of an hour and O3 of eight hours above 800 µg/m³. A negative concentration, which instruments
 * show near zero, reads as zero.
 */
export function individualIndex(item: AirItem, concentration: Fraction, standard: AirStandard): number | undefined {
  const value = notNegative(concentration);
  const table = BREAKPOINTS[standard][item];
  const top = table.at(-1) ?? 0;
  if (compareFractions(value, ratioFraction(top, 1)) > 0) return beyond(item, standard);
  const step = Math.max(1, table.findIndex((limit) => compareFractions(value, ratioFraction(limit, 1)) <= 0));
  const [low, high] = [table[step - 1] ?? 0, table[step] ?? 0];
  const [from, to] = [IAQI_STEPS[step - 1] ?? 0, IAQI_STEPS[step] ?? 0];
  const numerator = BigInt(to - from) * (value.numerator - BigInt(low) * value.denominator);
  const denominator = BigInt(high - low) * value.denominator;
  return from + Number(ceilingOf({ numerator, denominator }));
}

/** What lies above the last breakpoint: 500, or the table's own end for those items that another item takes over. */
function beyond(item: AirItem, standard: AirStandard): number | undefined {
  if (item !== 'so2-1h' && item !== 'o3-8h') return HIGHEST;
  if (standard === 'HJ 633-2012') return undefined;
  return item === 'so2-1h' ? 200 : 300;
}

const notNegative = (value: Fraction): Fraction => (value.numerator < 0n ? { numerator: 0n, denominator: 1n } : value);

/** HJ 633-2026 rounds a concentration first (GB/T 8170): to µg/m³, CO to 0.1 mg/m³; the 2012 text does not. */
export function concentrationFor(item: AirItem, value: Fraction, standard: AirStandard): Fraction {
  if (standard === 'HJ 633-2012') return value;
  return roundedHalfEven(value, item.startsWith('co-') ? 1 : 0);
}

/** The index of some concentrations; undefined where none of them has an individual index. */
export function airQualityIndex(concentrations: AirConcentrations, standard: AirStandard): AirQuality | undefined {
  const items = (Object.keys(BREAKPOINTS[standard]) as AirItem[]).flatMap((item): ItemIndex[] => {
    const value = concentrations[item];
    if (value === undefined) return [];
    const concentration = concentrationFor(item, value, standard);
    const iaqi = individualIndex(item, concentration, standard);
    return iaqi === undefined ? [] : [{ item, concentration, iaqi }];
  });
  if (items.length === 0) return undefined;
  const aqi = Math.max(standard === 'HJ 633-2026' ? 1 : 0, ...items.map(({ iaqi }) => iaqi));
  return {
    standard, aqi, items,
    primary: aqi > 50 ? pollutants(items.filter(({ iaqi }) => iaqi === aqi)) : [],
    exceeding: pollutants(items.filter(({ iaqi }) => iaqi > 100)),
  };
}

export const pollutantOf = (item: AirItem): AirRole => item.slice(0, item.lastIndexOf('-')) as AirRole;
const pollutants = (items: readonly ItemIndex[]): readonly AirRole[] => [...new Set(items.map(({ item }) => pollutantOf(item)))];

const FIRST_DAY_OF_2026_TEXT = '2026-03-01';

/** The text in force on a local day `YYYY-MM-DD`. */
export const airStandardOn = (day: string): AirStandard => (day >= FIRST_DAY_OF_2026_TEXT ? 'HJ 633-2026' : 'HJ 633-2012');
