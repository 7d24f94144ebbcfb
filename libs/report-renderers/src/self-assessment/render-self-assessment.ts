import { PROPOSAL_RULE } from '@yanshou/reports';
import type { SelfAssessmentRow, SelfAssessmentTable } from '@yanshou/reports';
import { Html, html } from '../html-text.js';
import { PRINT_STYLE } from '../print-style.js';
import type { ReportLanguage } from '../words.js';
import { factsOf } from './self-assessment-facts.js';
import { cellsOf, reachedLines } from './table-cells.js';
import { COLUMNS, TABLE_WORDS } from './words.js';

const LANDSCAPE = '@page { size: A4 landscape; } body { max-width: 277mm; } .self th:nth-child(1), .self th:nth-child(2) { width: 20mm; } .self .said { white-space: pre-wrap; }';

/** The table as one printable page (A4 landscape): no script, nothing fetched, every word of people escaped. Pure. */
export const renderSelfAssessment = (table: SelfAssessmentTable, digest: string | null, language: ReportLanguage): string => `<!doctype html>\n${html`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${TABLE_WORDS.title[language]} · ${language === 'zh' ? table.project.nameZh : table.project.nameEn} · ${table.year}</title>
<style>${new Html(PRINT_STYLE + LANDSCAPE)}</style>
</head>
<body>
<h1>${TABLE_WORDS.title[language]}</h1>
${table.stamps.map((stamp) => html`<div class="stamp">${stamp}</div>`)}
<table class="record"><tbody>${factsOf(table, digest, language).map(([label, text]) => html`<tr><th>${label}</th><td>${text}</td></tr>`)}</tbody></table>
<table class="self"><thead><tr>${COLUMNS.map((column) => html`<th>${column[language]}</th>`)}</tr></thead><tbody>
${table.rows.map((row) => tableRow(row, language))}
<tr><th colspan="5">${TABLE_WORDS.total[language]}</th><td class="number">${table.totals.weight}</td><td class="number">${table.totals.score ?? '—'}</td><td></td></tr>
</tbody></table>
${table.state !== 'issued' && table.faults.length > 0 && html`<h2>${TABLE_WORDS.faults[language]}</h2><ul>${table.faults.map((fault) => html`<li>${fault[language]}</li>`)}</ul>`}
<h2>${TABLE_WORDS.notes[language]}</h2>
<ul>${[TABLE_WORDS.whole, TABLE_WORDS.own, PROPOSAL_RULE, TABLE_WORDS.purpose].map((note) => html`<li>${note[language]}</li>`)}</ul>
</body>
</html>`.text}\n`;

function tableRow(row: SelfAssessmentRow, language: ReportLanguage): Html {
  const [area, level, name, planned, , weight, score, deviation] = cellsOf(row, language);
  const [value, verdict, ...basis] = reachedLines(row, language);
  return html`<tr><td>${area}</td><td>${level}</td><td>${name}</td><td>${planned}</td>
<td><strong>${value}</strong> <span class="${row.figure.verdict}">${verdict}</span>${basis.map((line) => html`<br><small>${line}</small>`)}</td>
<td class="number">${weight}</td><td class="number">${score ?? '—'}</td><td class="said">${deviation}</td></tr>`;
}
