import { LEG_NAMES, QUANTITIES, decimalFraction, withUnit } from '@yanshou/catalogue';
import type { BilingualText, EvidenceFigure, LegFigure, QuantityFigure } from '@yanshou/catalogue';
import { formatShare, formatValue, sourcesText } from '@yanshou/kpi';
import type { SourceShares } from '@yanshou/kpi';
import { html } from './html-text.js';
import type { Html } from './html-text.js';
import { SOURCE_WORDS, WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

/** Both sides of a gain: value, what it is made of, and how each came into the platform. */
export function legTable(legs: readonly LegFigure[] | undefined, language: ReportLanguage): Html | null {
  if (legs === undefined || legs.length === 0) return null;
  return html`<table><thead><tr><th>${WORDS.leg[language]}</th><th>${WORDS.value[language]}</th><th>${WORDS.quantities[language]}</th><th>${WORDS.source[language]}</th><th>${WORDS.coverage[language].replace(/（.*| \(.*/, '')}</th><th>${WORDS.readings[language]}</th></tr></thead><tbody>
${legs.map((leg) => html`<tr><td>${LEG_NAMES[leg.leg][language]}</td><td class="number">${withUnit(formatValue(decimalFraction(leg.value), LEG_PLACES), leg.unit, language)}</td><td>${leg.quantities.map((quantity) => html`<div>${quantityText(quantity, language)}</div>`)}</td><td>${SOURCE_WORDS[leg.sourceKind][language]}</td><td class="number">${formatShare(coverageOf(leg))}</td><td class="number">${leg.readings}</td></tr>`)}
</tbody></table>`;
}

/** How much of a gain is measured and how much declared, beside its legs. */
export const sourcesLine = (sources: SourceShares | undefined, legs: readonly LegFigure[] | undefined, language: ReportLanguage): Html | null =>
  sources === undefined || legs === undefined ? null : html`<p>${sourcesText(sources, legs, language)}</p>`;

/** As in the terminal's table: the value of a leg may be a small share. */
const LEG_PLACES = 4;

const coverageOf = ({ intervals }: LegFigure): number | null =>
  intervals === null || intervals.expected === 0 ? null : intervals.valid / intervals.expected;

const NAMES: Readonly<Record<string, BilingualText | undefined>> = QUANTITIES;

const quantityText = ({ quantity, amount, unit, sourceKind, declaredFigure }: QuantityFigure, language: ReportLanguage): string =>
  `${NAMES[quantity]?.[language] ?? quantity} = ${withUnit(formatValue(decimalFraction(amount), 2), unit, language)} · ${SOURCE_WORDS[sourceKind][language]}${declaredFigure === null ? '' : ` · ${declaredFigure}`}`;

/** What became of the items offered as evidence. */
export function evidenceTable(evidence: EvidenceFigure | undefined, language: ReportLanguage): Html | null {
  if (evidence === undefined) return null;
  const groups = (['counted', 'awaiting', 'outsideTerm', 'rejected', 'incomplete', 'notOwned', 'notOfClause'] as const).filter((group) => evidence[group].length > 0);
  return groups.length === 0 ? null : html`<h4>${WORDS.evidence[language]}</h4><table class="facts"><tbody>
${groups.map((group) => html`<tr><th>${WORDS[group][language]} (${evidence[group].length})</th><td>${evidence[group].join(language === 'zh' ? '、' : ', ')}</td></tr>`)}
</tbody></table>`;
}
