import { LEG_NAMES, unitText } from '@yanshou/catalogue';
import type { IndicatorTrace, TracedSeries, TracedSource, TracedStep } from '@yanshou/kpi';
import { cellText } from './figure-tables.js';
import { localTime } from './moments.js';
import { firstRows } from './text-table.js';
import type { TextTable } from './text-table.js';
import { TRACE_WORDS } from './trace-words.js';
import type { ReportLanguage } from './words.js';

/** A page is to be read: every line is in the statement. */
export const MOST_SHOWN = 200;

/** Exact, and rounded where that differs. */
export function resultText({ result: { exact, rounded, unit } }: TracedStep, language: ReportLanguage): string {
  return `${exact}${exact === rounded ? '' : ` ≈ ${rounded}`} ${unitText(unit, language, exact === '1')}`.trimEnd();
}

/** Formula, the numbers put in, and what comes out. */
export const stepLines = (step: TracedStep, language: ReportLanguage): readonly string[] =>
  [`${step.symbol} = ${step.formula[language]}`, ...(step.put === null ? [] : [`= ${step.put}`]), `= ${resultText(step, language)}`];

/** What was put in, line by line, with where it was read; null where a step has no such table. */
export function stepTable({ table }: TracedStep, language: ReportLanguage): TextTable | null {
  if (table === null || table.rows.length === 0) return null;
  const { rows, more } = firstRows(table.rows, MOST_SHOWN, TRACE_WORDS.more[language]);
  return {
    title: null, more, columns: [...table.columns.map((column) => column[language]), TRACE_WORDS.source[language]],
    rows: rows.map(({ cells, source }) => [...cells.map((cell) => (typeof cell === 'number' ? { number: cellText(cell, language) } : cellText(cell, language))), sourceText(source)]),
  };
}

/** Whose planned time counted when. */
export function calendarLines({ calendars = [] }: IndicatorTrace, zone: string, language: ReportLanguage): readonly string[] {
  const time = (iso: string | null): string => (iso === null ? '' : localTime(iso, zone));
  return calendars.map(({ scope, from, to, text }) => `${scope} ${from === null && to === null ? '' : `${time(from)} – ${time(to)} `}${text[language]}`);
}

/** Series that were read by windows; null where there was none. */
export function seriesTable(series: readonly TracedSeries[], language: ReportLanguage): TextTable | null {
  if (series.length === 0) return null;
  const { rows, more } = firstRows(series, MOST_SHOWN, TRACE_WORDS.more[language]);
  return {
    title: TRACE_WORDS.series[language], more,
    columns: (['leg', 'device', 'metric', 'windows', 'readings', 'source'] as const).map((word) => TRACE_WORDS[word][language]),
    rows: rows.map(({ leg, device, metric, windows, window, readings, query }) =>
      [LEG_NAMES[leg][language], device, metric, `${windows} ${TRACE_WORDS[window][language]}`, { number: String(readings) }, `GET ${query}`]),
  };
}

/** What returns it again, and the digest of a file. */
export const sourceParts = (source: TracedSource): readonly string[] =>
  [...(source.query === null ? [] : [`GET ${source.query}`]), ...(source.sha256 === null ? [] : [`sha256:${source.sha256}`])];

const sourceText = (source: TracedSource | null): string =>
  source === null ? '—' : [...(source.id === null ? [] : [source.id]), sourceParts(source).join(' · ')].join(' ');
