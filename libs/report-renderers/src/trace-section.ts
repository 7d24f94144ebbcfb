import { LEG_NAMES } from '@yanshou/catalogue';
import type { IndicatorTrace, TracedSeries, TracedSource, TracedStep } from '@yanshou/kpi';
import { cellText } from './figure-tables.js';
import { html } from './html-text.js';
import type { Html } from './html-text.js';
import { localTime } from './moments.js';
import { MOST_SHOWN, resultText, sourceParts } from './trace-lines.js';
import { TRACE_WORDS } from './trace-words.js';
import type { ReportLanguage } from './words.js';

interface TraceContext {
  readonly language: ReportLanguage;
  /** IANA zone in which times are written. */
  readonly zone: string;
}

/** How the value came about: folded on a screen, open on paper. Nothing for a statement of an earlier version, or a value that is none. */
export function traceSection(trace: IndicatorTrace | undefined, { language, zone }: TraceContext): Html | null {
  if (trace === undefined || trace.steps.length === 0) return null;
  const periods = trace.periods.map(({ leg, from, to }) => `${LEG_NAMES[leg][language]} ${localTime(from, zone)} – ${localTime(to, zone)}`);
  return html`<details class="trace"><summary>${TRACE_WORDS.title[language]}</summary>
<p class="muted">${periods.join(language === 'zh' ? '；' : '; ')} (${zone}). ${TRACE_WORDS.how[language]}</p>
${calendarList(trace, { language, zone })}<ol>${trace.steps.map((step) => stepItem(step, language))}</ol>
<p>${trace.verdict[language]}</p>
<h4>${TRACE_WORDS.coverage[language]}</h4><ol>${trace.coverage.map((step) => stepItem(step, language))}</ol>
${seriesTable(trace.series, language)}
</details>`;
}

/** Whose planned time counted when. */
function calendarList({ calendars = [] }: IndicatorTrace, { language, zone }: TraceContext): Html | null {
  const time = (iso: string | null): string => (iso === null ? '' : localTime(iso, zone));
  return calendars.length === 0 ? null : html`<ul>${calendars.map(({ scope, from, to, text }) => html`<li><code>${scope}</code> ${from === null && to === null ? '' : `${time(from)} – ${time(to)} `}${text[language]}</li>`)}</ul>`;
}

const stepItem = (step: TracedStep, language: ReportLanguage): Html => html`<li><strong>${step.title[language]}</strong>
<div class="formula">${step.symbol} = ${step.formula[language]}${step.put === null ? null : html`<br>= ${step.put}`}<br>= ${resultText(step, language)}</div>${tableOf(step, language)}</li>`;

function tableOf({ table }: TracedStep, language: ReportLanguage): Html | null {
  if (table === null || table.rows.length === 0) return null;
  const { columns, rows } = table;
  return html`<table><thead><tr>${columns.map((column) => html`<th>${column[language]}</th>`)}<th>${TRACE_WORDS.source[language]}</th></tr></thead><tbody>
${rows.slice(0, MOST_SHOWN).map(({ cells, source }) => html`<tr>${cells.map((cell) => html`<td>${cellText(cell, language)}</td>`)}<td>${sourceText(source)}</td></tr>`)}
</tbody></table>${rows.length <= MOST_SHOWN ? null : html`<p class="muted">… ${TRACE_WORDS.more[language]} ${rows.length}</p>`}`;
}

/** What returns it again, and the digest of a file. */
function sourceText(source: TracedSource | null): Html | string {
  if (source === null) return '—';
  return html`${source.id === null ? null : `${source.id} `}<span class="query">${sourceParts(source).join(' · ')}</span>`;
}

function seriesTable(series: readonly TracedSeries[], language: ReportLanguage): Html | null {
  if (series.length === 0) return null;
  const words = (['leg', 'device', 'metric', 'windows', 'readings', 'source'] as const).map((word) => html`<th>${TRACE_WORDS[word][language]}</th>`);
  return html`<h4>${TRACE_WORDS.series[language]}</h4><table><thead><tr>${words}</tr></thead><tbody>
${series.slice(0, MOST_SHOWN).map(({ leg, device, metric, windows, window, readings, query }) => html`<tr><td>${LEG_NAMES[leg][language]}</td><td>${device}</td><td>${metric}</td><td>${windows} ${TRACE_WORDS[window][language]}</td><td>${readings}</td><td><span class="query">GET ${query}</span></td></tr>`)}
</tbody></table>`;
}
