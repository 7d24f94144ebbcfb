import { VERDICTS } from '@yanshou/catalogue';
import { formatShare, valueText } from '@yanshou/kpi';
import type { Statement } from '@yanshou/reports';
import { Html, html } from './html-text.js';
import { statedText, targetText } from './four-figures.js';
import { htmlCells } from './html-table.js';
import { indicatorSection } from './indicator-section.js';
import { PRINT_STYLE } from './print-style.js';
import { restatementTable } from './restatement-table.js';
import { balanceLines, evenText, gapLines, limitLines, lossLines, nameOf, otherReadings, statementFacts, verdictCounts } from './statement-facts.js';
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
${restated(statement, language)}
<h2>${WORDS.details[language]}</h2>
${statement.indicators.map((indicator, index) => indicatorSection(indicator, index + 1, { language, zone: statement.period.zone, createdAt: statement.createdAt }))}
<h2>${WORDS.data[language]}</h2>
${balanceTable(statement, language)}
<h2>${WORDS.limits[language]}</h2>
<ul>${[...limitLines(statement, language), WORDS.verify[language]].map((line) => html`<li>${line}</li>`)}</ul>
</body>
</html>`.text}\n`;

const recordTable = (statement: Statement, language: ReportLanguage): Html =>
  html`<table class="record"><tbody>${statementFacts(statement, language).map(([label, text]) => html`<tr><th>${label}</th><td>${text}</td></tr>`)}</tbody></table>`;

function summaryTable(statement: Statement, language: ReportLanguage): Html {
  return html`<p>${verdictCounts(statement, language)}</p>
<table class="summary"><thead><tr><th>#</th><th>${WORDS.indicator[language]}</th><th>${WORDS.clause[language]}</th><th>${WORDS.target[language]}</th><th>${WORDS.own[language]}</th><th>${WORDS.computed[language]}</th><th>${WORDS.audited[language]}</th><th>${WORDS.coverage[language]}</th><th>${WORDS.verdict[language]}</th></tr></thead><tbody>
${statement.indicators.map(({ row, figures }, index) => html`<tr><td>${index + 1}</td><td>${language === 'zh' ? row.nameZh : row.nameEn}</td><td>${row.clause}</td><td class="number">${targetText(figures, language)}</td><td class="number">${statedText(figures.own, language)}</td><td class="strong">${nowrapValue(valueText(row, language))}</td><td class="number">${statedText(figures.audited, language)}</td><td><span class="number">${formatShare(row.coverage)} /</span> <span class="number">${formatShare(row.platformCoverage)}</span></td><td class="${row.verdict}">${VERDICTS[row.verdict][language]}</td></tr>`)}
</tbody></table>`;
}

/** A value keeps its unit on one line; its ratio may go on the next. */
function nowrapValue(text: string): Html {
  const [value = '', ratio] = text.split(' (');
  return html`<span class="number">${value}</span>${ratio !== undefined && html` (${ratio}`}`;
}

function balanceTable(statement: Statement, language: ReportLanguage): Html {
  const { promise } = statement;
  const gaps = gapLines(statement, language);
  const losses = lossLines(statement);
  return html`<table class="facts"><tbody>
${balanceLines(statement, language).map(({ label, sum, meaning, isEven }) => html`<tr><th>${label}</th><td>${sum}<br><span class="muted">${meaning}</span></td><td><strong>${evenText(isEven, language)}</strong></td></tr>
`)}<tr><th></th><td colspan="2">${otherReadings(statement, language)}</td></tr>
<tr><th>${WORDS.gaps[language]}</th><td colspan="2">${gaps.length === 0 ? WORDS.noGaps[language] : gaps.map((gap) => html`<div>${gap}</div>`)}</td></tr>
${losses.length > 0 && html`<tr><th>${WORDS.lostSessions[language]}</th><td colspan="2">${losses.map((loss) => html`<div>${loss}</div>`)}<span class="muted">${WORDS.lostSessionsLine[language]}</span></td></tr>`}
${promise !== undefined && html`<tr><th>${WORDS.promise[language]}</th><td colspan="2">${promise[language]}</td></tr>`}
</tbody></table>`;
}

function restated({ restatement }: Statement, language: ReportLanguage): Html | null {
  if (restatement === undefined) return null;
  const { columns, rows } = restatementTable(restatement, language);
  return html`<h2>${WORDS.restatement[language]}</h2>
<p>${WORDS.supersedes[language]}: ${restatement.assessment} · <span class="muted">${restatement.statementDigest}</span></p>
${rows.length === 0 ? html`<p>${WORDS.nothingChanged[language]}</p>` : html`<table class="summary"><thead><tr>${columns.map((column) => html`<th>${column}</th>`)}</tr></thead><tbody>
${rows.map(htmlCells)}</tbody></table>`}`;
}
