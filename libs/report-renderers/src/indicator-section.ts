import { VERDICTS } from '@yanshou/catalogue';
import type { IndicatorRow } from '@yanshou/kpi';
import type { StatedIndicator } from '@yanshou/reports';
import { deviceList, deviceTables } from './device-tables.js';
import { figureTables } from './figure-tables.js';
import { FOUR_COLUMNS, fourFigureLines } from './four-figures.js';
import { htmlTable } from './html-table.js';
import { html } from './html-text.js';
import type { Html } from './html-text.js';
import { indicatorFacts } from './indicator-facts.js';
import type { Fact } from './indicator-facts.js';
import { evidenceFacts, legTable, sourcesLine } from './leg-tables.js';
import { sufficiencyLine } from './sufficiency-line.js';
import { targetChart } from './target-chart.js';
import { traceSection } from './trace-section.js';
import { SOURCE_WORDS, WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

export interface SectionContext {
  readonly language: ReportLanguage;
  /** IANA zone in which times are written. */
  readonly zone: string;
  /** When the statement was made, ISO 8601. */
  readonly createdAt: string;
}

/** Everything of one indicator: four figures, chart, definition, coverage, devices, digest. */
export function indicatorSection(indicator: StatedIndicator, number: number, context: SectionContext): Html {
  const { row } = indicator;
  const { language } = context;
  const chart = targetChart(indicator, language);
  const legs = legTable(row.figures.legs, language);
  return html`<section class="indicator" id="${row.indicator}">
<h3><span>${number}. ${language === 'zh' ? row.nameZh : row.nameEn} <small>${row.indicator}</small></span><span class="verdict ${row.verdict}">${VERDICTS[row.verdict][language]}</span></h3>
${figureTable(indicator, context)}
${chart && html`<div class="chart">${chart}</div>`}
${factTable(indicatorFacts(indicator, language), language)}
${legs && htmlTable(legs)}${paragraph(sourcesLine(row.figures.sources, row.figures.legs, language))}${strongParagraph(sufficiencyLine(row.figures.sufficiency, context.createdAt, language))}${figureTables(row.figures.tables, language).map(htmlTable)}${evidenceTable(row, language)}${devicesOf(row, language)}
${traceSection(indicator.trace, context)}
</section>`;
}

const paragraph = (text: string | null): Html | null => (text === null ? null : html`<p>${text}</p>`);
const strongParagraph = (text: string | null): Html | null => (text === null ? null : html`<p><strong>${text}</strong></p>`);

/** Target, unit, platform and auditor side by side; who stated what and when, the differences and their explanation. */
function figureTable(indicator: StatedIndicator, { language, zone }: SectionContext): Html {
  const [values, ...lines] = fourFigureLines(indicator, language, zone);
  return html`<table class="four"><thead><tr><th></th>${FOUR_COLUMNS.map((word) => html`<th>${WORDS[word][language]}</th>`)}</tr></thead><tbody>
<tr><th>${values?.label}</th>${values?.cells.map((cell) => html`<td class="strong">${cell}</td>`)}</tr>
${lines.map(({ label, cells }) => html`<tr><th>${label}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table><p class="muted">${WORDS.weakest[language]}: ${SOURCE_WORDS[indicator.weakestSource][language]}</p>`;
}

const factTable = (facts: readonly Fact[], language: ReportLanguage): Html =>
  html`<table class="facts"><tbody>${facts.map(([word, text]) => html`<tr><th>${WORDS[word][language]}</th><td>${factCell(word, text)}</td></tr>`)}</tbody></table>`;

function factCell(word: keyof typeof WORDS, text: string | readonly string[]): Html | string {
  if (typeof text !== 'string') return html`<ul>${text.map((line) => html`<li>${line}</li>`)}</ul>`;
  return word === 'digest' ? html`<span class="digest">${text}</span>` : text;
}

function evidenceTable({ figures: { evidence } }: IndicatorRow, language: ReportLanguage): Html | null {
  const facts = evidenceFacts(evidence, language);
  return facts.length === 0 ? null : html`<h4>${WORDS.evidence[language]}</h4><table class="facts"><tbody>
${facts.map(([label, ids]) => html`<tr><th>${label}</th><td>${ids}</td></tr>`)}
</tbody></table>`;
}

function devicesOf(row: IndicatorRow, language: ReportLanguage): Html {
  const list = deviceList(row, language);
  return html`${list && html`<h4>${list.title}</h4><p>${list.ids}${list.more !== null && html`<p class="muted">${list.more}</p>`}</p>`}${deviceTables(row, language).map((table, index) => html`${index > 0 && '\n'}${htmlTable(table)}`)}`;
}
