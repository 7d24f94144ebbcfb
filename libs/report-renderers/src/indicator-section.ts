import { VERDICTS, decimalFraction, unitText, withUnit } from '@yanshou/catalogue';
import { formatShare, formatValue, loweredText, valueText } from '@yanshou/kpi';
import type { FourFigures, StatedFigure, StatedIndicator } from '@yanshou/reports';
import { deviceTables } from './device-tables.js';
import { figureTables } from './figure-tables.js';
import { evidenceTable, legTable, sourcesLine } from './leg-tables.js';
import { html } from './html-text.js';
import type { Html } from './html-text.js';
import { localTime } from './moments.js';
import { sufficiencyLine } from './sufficiency-line.js';
import { targetChart } from './target-chart.js';
import { traceSection } from './trace-section.js';
import { KIND_WORDS, ORIGIN_WORDS, SIGNS, SOURCE_WORDS, STATUS_WORDS, WORDS } from './words.js';
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
  const { row, figures } = indicator;
  const { language } = context;
  const chart = targetChart(indicator, language);
  return html`<section class="indicator" id="${row.indicator}">
<h3><span>${number}. ${language === 'zh' ? row.nameZh : row.nameEn} <small>${row.indicator}</small></span><span class="verdict ${row.verdict}">${VERDICTS[row.verdict][language]}</span></h3>
${figureTable(figures, indicator, context)}
${chart && html`<div class="chart">${chart}</div>`}
${factTable(indicator, language)}
${legTable(row.figures.legs, language)}${sourcesLine(row.figures.sources, row.figures.legs, language)}${sufficiencyLine(row.figures.sufficiency, context.createdAt, language)}${figureTables(row.figures.tables, language)}${evidenceTable(row.figures.evidence, language)}${deviceTables(row, language)}
${traceSection(indicator.trace, context)}
</section>`;
}

export function targetText({ target }: FourFigures, language: ReportLanguage): string {
  const lowered = loweredText(target, language);
  if (target.value === null) return '—';
  return `${SIGNS[target.comparator]} ${withUnit(String(target.value), target.unit, language)}${lowered === null ? '' : language === 'zh' ? `（${lowered}）` : ` (${lowered})`}`;
}

export const statedText = (figure: StatedFigure | null, language: ReportLanguage): string => (figure === null ? '—' : withUnit(String(figure.value), figure.unit, language));

/** Target, unit, platform and auditor side by side; who stated what and when, the differences and their explanation. */
function figureTable(figures: FourFigures, { row, weakestSource }: StatedIndicator, { language, zone }: SectionContext): Html {
  const { own, audited } = figures;
  const who = (figure: StatedFigure | null): string => (figure === null ? WORDS.none[language] : `${figure.statedBy} · ${localTime(figure.statedAt, zone)}`);
  const status = (figure: StatedFigure | null): string => (figure === null ? '—' : `${STATUS_WORDS[figure.status][language]}${figure.decidedBy === null ? '' : ` (${figure.decidedBy})`}`);
  const source = (figure: StatedFigure | null): string => (figure === null ? '—' : SOURCE_WORDS[figure.sourceKind][language]);
  const difference = (of: 'platformMinusOwn' | 'auditedMinusPlatform'): string => differenceText(WORDS[of][language], figures[of], row.unit === '%' ? WORDS.points[language] : unitText(row.unit, language));
  const explained = (figure: StatedFigure | null): string => (figure === null ? '—' : (figure.explanation ?? WORDS.noExplanation[language]));
  return html`<table class="four"><thead><tr><th></th><th>${WORDS.target[language]}</th><th>${WORDS.own[language]}</th><th>${WORDS.computed[language]}</th><th>${WORDS.audited[language]}</th></tr></thead><tbody>
<tr><th>${WORDS.value[language]}</th><td class="strong">${targetText(figures, language)}</td><td class="strong">${statedText(own, language)}</td><td class="strong">${valueText(row, language)}</td><td class="strong">${statedText(audited, language)}</td></tr>
<tr><th>${WORDS.source[language]}</th><td>${row.clause}</td><td>${source(own)}</td><td>${SOURCE_WORDS[row.sourceKind][language]}</td><td>${source(audited)}</td></tr>
<tr><th>${WORDS.stated[language]}</th><td>—</td><td>${who(own)}</td><td>—</td><td>${who(audited)}</td></tr>
<tr><th>${WORDS.status[language]}</th><td>—</td><td>${status(own)}</td><td>—</td><td>${status(audited)}</td></tr>
<tr><th>${WORDS.difference[language]}</th><td>—</td><td>${difference('platformMinusOwn')}</td><td>—</td><td>${difference('auditedMinusPlatform')}</td></tr>
<tr><th>${WORDS.explanation[language]}</th><td>—</td><td>${explained(own)}</td><td>—</td><td>${explained(audited)}</td></tr>
</tbody></table><p class="muted">${WORDS.weakest[language]}: ${SOURCE_WORDS[weakestSource][language]}</p>`;
}

/** Two decimals, and more where they would make nothing of a difference. */
const differenceText = (label: string, value: number | null, unit: string): string =>
  value === null ? '—' : `${label}: ${value > 0 ? '+' : ''}${formatValue(decimalFraction(value), 2, { comparator: '=', target: 0 })} ${unit}`.trimEnd();

function factTable(indicator: StatedIndicator, language: ReportLanguage): Html {
  const facts = [...definitionFacts(indicator, language), ...measurementFacts(indicator, language)];
  return html`<table class="facts"><tbody>${facts.filter(([, value]) => value !== null && value !== '').map(([word, value]) => html`<tr><th>${WORDS[word][language]}</th><td>${value}</td></tr>`)}</tbody></table>`;
}

type Facts = readonly (readonly [keyof typeof WORDS, string | Html | null])[];

const definitionFacts = ({ row, definition }: StatedIndicator, language: ReportLanguage): Facts => [
  ['clause', row.clause],
  ['quote', definition.clause.quoteZh],
  ['formula', definition.formula[language]],
  ['version', `${row.formulaVersion} · ${KIND_WORDS[row.kind][language]}`],
  ['ownDefinition', definition.ownDefinition?.[language] ?? null],
];

function equipmentText({ equipment, intelligentEquipment, pendingIntelligent }: StatedIndicator['row']['figures'], language: ReportLanguage): string | null {
  if (equipment === undefined || intelligentEquipment === undefined) return null;
  return `${equipment} / ${intelligentEquipment}${pendingIntelligent === undefined ? '' : ` (+${pendingIntelligent} ${WORDS.awaiting[language]})`}`;
}

function measurementFacts({ row }: StatedIndicator, language: ReportLanguage): Facts {
  const { byCalendar24h, everConnected, validInWindow = 0, verifiedOnSite = 0, exemptShare } = row.figures;
  return [
    ['ratio', row.numerator === null ? null : ratioText(row.numerator, row.denominator, row.scale)],
    ['coverage', `${formatShare(row.coverage)} / ${formatShare(row.platformCoverage)}`],
    ['byCalendar', byCalendar24h === undefined ? null : ratioText(byCalendar24h.numerator, byCalendar24h.denominator, row.scale)],
    ['exempt', byCalendar24h === undefined ? null : formatShare(exemptShare)],
    ['equipment', equipmentText(row.figures, language)],
    ['counts', everConnected === undefined ? null : `${everConnected} / ${validInWindow} / ${verifiedOnSite}`],
    ['readings', String(row.readings)],
    ['origin', row.origins.map((origin) => ORIGIN_WORDS[origin][language]).join(language === 'zh' ? '、' : ', ') || '—'],
    ['reasons', row.reasons.length === 0 ? null : html`<ul>${row.reasons.map((reason) => html`<li>${reason[language]}</li>`)}</ul>`],
    ['digest', html`<span class="digest">${row.inputsDigest}</span>`],
  ];
}

/** A count has no denominator. */
const ratioText = (numerator: number, denominator: number | null, scale: number): string =>
  scale === 1 && denominator === 1 ? String(numerator) : `${numerator} / ${denominator}`;
