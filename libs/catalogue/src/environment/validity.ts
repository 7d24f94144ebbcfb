/** Validity of averages: GB 3095-2012 and GB 3095-2026, table 4 (the same in both). */

/** Minutes of an hour with data, from which its mean is valid. */
export const MINUTES_OF_AN_HOUR_MEAN = 45;
/** Valid hours of eight. */
export const HOURS_OF_AN_8_HOUR_MEAN = 6;
/** Valid means of eight hours of a day's ozone (HJ 663, ending 08:00 … 24:00; not in the table of GB 3095). */
export const LEAST_8_HOUR_MEANS = 14;
/** Valid hours of a day. */
export const HOURS_OF_A_DAY_MEAN = 20;
/** Valid days of a year. */
export const DAYS_OF_A_YEAR_MEAN = 324;

/** Whether enough days of a year are valid; only of one that is asked for as a whole: a part of it has no yearly mean. */
export const yearSuffices = (year: string, valid: number, asked: number): boolean => asked < daysOfYear(Number(year)) || valid >= DAYS_OF_A_YEAR_MEAN;

const daysOfYear = (year: number): number => (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 366 : 365);

/** Valid days of a month `YYYY-MM`, from which its mean is valid: 27, in February 25. */
export const daysOfAMonthMean = (month: string): number => (month.endsWith('-02') ? 25 : 27);

/**
 * Whether enough days of a month are valid. A month of which only some days are asked for is judged by the share that the
 * rule demands of a whole one, 27 of 30: a definition of this platform.
 */
export function monthSuffices(month: string, valid: number, asked: number): boolean {
  return asked >= lengthOf(month) ? valid >= daysOfAMonthMean(month) : valid * 30 >= asked * 27;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function lengthOf(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const leap = number === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (LENGTHS[number - 1] ?? 0) + (leap ? 1 : 0);
}
