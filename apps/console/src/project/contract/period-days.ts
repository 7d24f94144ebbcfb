import { dayText, lastDay, startOfDay } from '../../format/time-text.js';

/** A period from ≤ t < to, as the platform has it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** First and last day of a period, as a form has them; none where there is no period. */
export const daysOf = (period: Period | undefined, zone: string): { readonly from?: string; readonly to?: string } =>
  period === undefined ? {} : { from: dayText(period.from, zone), to: lastDay(period.to, zone) };

/** The period of two days, the last included; undefined without either, and what is missing of one is left for the platform to refuse. */
export const periodOfDays = ({ from, to }: Period, zone: string): Period | undefined =>
  from === '' && to === '' ? undefined : { from: from === '' ? '' : startOfDay(from, zone), to: to === '' ? '' : startOfDay(to, zone, 1) };
