import { VERDICTS } from '@yanshou/catalogue';
import { formatShare, valueText } from '@yanshou/kpi';
import type { Statement } from '@yanshou/reports';
import { Html, html } from './html-text.js';
import { indicatorSection, statedText, targetText } from './indicator-section.js';
import { localTime } from './moments.js';
import { PRINT_STYLE } from './print-style.js';
import { restatementTable } from './restatement-table.js';
import { WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

/**
 * The statement as one printable page (A4): no script, nothing fetched, every word of the statement escaped. Pure: the same
 * statement gives the same text.
 */
export const renderHtml = (statement: Statement, language: ReportLanguage): string => `<!doctype html>\n${html`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${statement.title[language]} · ${nameOf(statement, language)}</title>
<style>${new Html(PRINT_STYLE)}</style>
</head>
<body>
<h1>${statement.title[language]}</h1>
${statement.stamps.map((stamp) => html`<div class="stamp">${stamp}</div>`)}
${recordTable(statement, language)}
<h2>${WORDS.summary[language]}</h2>
${summaryTable(statement, language)}
${restatementTable(statement.restatement, language)}
<h2>${WORDS.details[language]}</h2>
${statement.indicators.map((indicator, index) => indicatorSection(indicator, index + 1, { language, zone: statement.period.zone, createdAt: statement.createdAt }))}
<h2>${WORDS.data[language]}</h2>
${balanceTable(statement, language)}
<h2>${WORDS.limits[language]}</h2>
<ul>${statement.limits.map((limit) => html`<li>${limit[language]}</li>`)}<li>${WORDS.relative[language]}</li><li>${WORDS.verify[language]}</li></ul>
</body>
</html>`.text}\n`;

const nameOf = ({ project }: Statement, language: ReportLanguage): string => (language === 'zh' ? project.nameZh : project.nameEn);

function recordTable(statement: Statement, language: ReportLanguage): Html {
  const { project, period, baseline, reportingPeriod, scope } = statement;
  const span = ({ from, to }: { readonly from: string; readonly to: string }): string => `${localTime(from, period.zone)} – ${localTime(to, period.zone)} (${period.zone})`;
  const facts: readonly (readonly [keyof typeof WORDS, string | null])[] = [
    ['project', `${nameOf(statement, language)} (${project.id})`],
    ['programme', `${project.programme} · ${project.direction}`],
    [reportingPeriod === undefined ? 'period' : 'assessedPeriod', span(period)],
    ['reportingPeriod', reportingPeriod === undefined ? null : span(reportingPeriod)],
    ['scope', scope === undefined ? null : WORDS[scope][language]],
    ['days', period.days === null ? null : period.days.join(', ')],
    ['baselinePeriod', baseline === null ? null : span(baseline)],
    ['assessment', statement.assessment],
    ['supersedes', statement.supersedes],
    ['createdAt', `${localTime(statement.createdAt, period.zone)} (${period.zone})`],
    ['platform', statement.platformVersion],
    ['note', statement.note],
  ];
  return html`<table class="record"><tbody>${facts.filter(([, value]) => value !== null).map(([word, value]) => html`<tr><th>${WORDS[word][language]}</th><td>${value}</td></tr>`)}</tbody></table>`;
}

function summaryTable({ indicators, verdicts }: Statement, language: ReportLanguage): Html {
  const counts = (Object.keys(VERDICTS) as (keyof typeof VERDICTS)[]).filter((verdict) => verdicts[verdict] > 0).map((verdict) => `${VERDICTS[verdict][language]} ${verdicts[verdict]}`);
  return html`<p>${counts.join(language === 'zh' ? '；' : '; ')}</p>
<table class="summary"><thead><tr><th>#</th><th>${WORDS.indicator[language]}</th><th>${WORDS.clause[language]}</th><th>${WORDS.target[language]}</th><th>${WORDS.own[language]}</th><th>${WORDS.computed[language]}</th><th>${WORDS.audited[language]}</th><th>${WORDS.coverage[language]}</th><th>${WORDS.verdict[language]}</th></tr></thead><tbody>
${indicators.map(({ row, figures }, index) => html`<tr><td>${index + 1}</td><td>${language === 'zh' ? row.nameZh : row.nameEn}</td><td>${row.clause}</td><td class="number">${targetText(figures, language)}</td><td class="number">${statedText(figures.own, language)}</td><td class="strong">${nowrapValue(valueText(row, language))}</td><td class="number">${statedText(figures.audited, language)}</td><td><span class="number">${formatShare(row.coverage)} /</span> <span class="number">${formatShare(row.platformCoverage)}</span></td><td class="${row.verdict}">${VERDICTS[row.verdict][language]}</td></tr>`)}
</tbody></table>`;
}

/** A value keeps its unit on one line; its ratio may go on the next. */
function nowrapValue(text: string): Html {
  const [value = '', ratio] = text.split(' (');
  return html`<span class="number">${value}</span>${ratio !== undefined && html` (${ratio}`}`;
}

function balanceTable({ totals: { messages, readings }, balance, gaps, lostSessions = [], period, promise }: Statement, language: ReportLanguage): Html {
  const state = (even: boolean): Html => html`<strong>${(even ? WORDS.balanced : WORDS.unbalanced)[language]}</strong>`;
  return html`<table class="facts"><tbody>
<tr><th>${WORDS.messages[language]}</th><td>${messages.acknowledged} = ${messages.projected} + ${messages.quarantined} + ${messages.pending}<br><span class="muted">${WORDS.messagesLine[language]}</span></td><td>${state(balance.messages)}</td></tr>
<tr><th>${WORDS.readingsTotal[language]}</th><td>${readings.received} = ${readings.stored} + ${readings.duplicates} + ${readings.conflicts} + ${readings.rejected}<br><span class="muted">${WORDS.readingsLine[language]}</span></td><td>${state(balance.readings)}</td></tr>
<tr><th></th><td colspan="2">${WORDS.otherReadings[language]}: ${readings.gaps} / ${readings.late} / ${readings.serverStamped}</td></tr>
<tr><th>${WORDS.gaps[language]}</th><td colspan="2">${gaps.length === 0 ? WORDS.noGaps[language] : gaps.map((gap) => html`<div>${WORDS.sequences[language]} ${gap.fromSequence}–${gap.toSequence} · ${localTime(gap.declaredAt, period.zone)} · ${gap.cause} · ${gap.reason}</div>`)}</td></tr>
${lostSessions.length > 0 && html`<tr><th>${WORDS.lostSessions[language]}</th><td colspan="2">${lostSessions.map(({ from, to }) => html`<div>${localTime(from, period.zone)} – ${localTime(to, period.zone)}</div>`)}<span class="muted">${WORDS.lostSessionsLine[language]}</span></td></tr>`}
${promise !== undefined && html`<tr><th>${WORDS.promise[language]}</th><td colspan="2">${promise[language]}</td></tr>`}
</tbody></table>`;
}
