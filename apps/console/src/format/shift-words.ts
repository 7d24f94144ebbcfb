import type { Language } from '../i18n/language.js';

interface Shift {
  readonly start: string;
  readonly end: string;
  /** ISO 8601: 1 is Monday; every day when absent. */
  readonly weekdays?: readonly number[];
}

const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const;
const BETWEEN = { zh: { range: '至', list: '、', shifts: '；' }, en: { range: '–', list: ', ', shifts: '; ' } } as const;

/** Shifts as people read them: `08:00–16:00 周一至周五`. */
export const shiftWords = (shifts: readonly Shift[], language: Language): string =>
  shifts.map(({ start, end, weekdays = [] }) => [`${start}–${end}`, daysIn(weekdays, language)].filter((part) => part !== '').join(' ')).join(BETWEEN[language].shifts);

function daysIn(weekdays: readonly number[], language: Language): string {
  const runs: number[][] = [];
  for (const day of [...weekdays].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const { range, list } = BETWEEN[language];
  return runs.flatMap((run) => (run.length > 2 ? [`${nameOf(run[0], language)}${range}${nameOf(run.at(-1), language)}`] : run.map((day) => nameOf(day, language)))).join(list);
}

/** The 4th of January 2021 was a Monday. */
const nameOf = (day = 1, language: Language): string => new Intl.DateTimeFormat(LOCALES[language], { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2021, 0, 3 + day));
