import { LEG_NAMES, QUANTITIES, decimalFraction, withUnit } from '@yanshou/catalogue';
import type { BilingualText, EvidenceFigure, LegFigure, QuantityFigure } from '@yanshou/catalogue';
import { formatShare, formatValue, sourcesText } from '@yanshou/kpi';
import type { SourceShares } from '@yanshou/kpi';
import type { TextTable } from './text-table.js';
import { SOURCE_WORDS, WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

/** Both sides of a gain: value, what it is made of, and how each came into the platform. */
export function legTable(legs: readonly LegFigure[] | undefined, language: ReportLanguage): TextTable | null {
  if (legs === undefined || legs.length === 0) return null;
  return {
    title: null, more: null,
    columns: [WORDS.leg[language], WORDS.value[language], WORDS.quantities[language], WORDS.source[language], WORDS.coverage[language].replace(/（.*| \(.*/, ''), WORDS.readings[language]],
    rows: legs.map((leg) => [
      LEG_NAMES[leg.leg][language], { number: withUnit(formatValue(decimalFraction(leg.value), LEG_PLACES), leg.unit, language) },
      { lines: leg.quantities.map((quantity) => quantityText(quantity, language)) }, SOURCE_WORDS[leg.sourceKind][language], { number: formatShare(coverageOf(leg)) }, { number: String(leg.readings) },
    ]),
  };
}

/** How much of a gain is measured and how much declared, beside its legs. */
export const sourcesLine = (sources: SourceShares | undefined, legs: readonly LegFigure[] | undefined, language: ReportLanguage): string | null =>
  sources === undefined || legs === undefined ? null : sourcesText(sources, legs, language);

/** As in the terminal's table: the value of a leg may be a small share. */
const LEG_PLACES = 4;

const coverageOf = ({ intervals }: LegFigure): number | null =>
  intervals === null || intervals.expected === 0 ? null : intervals.valid / intervals.expected;

const NAMES: Readonly<Record<string, BilingualText | undefined>> = QUANTITIES;

const quantityText = ({ quantity, amount, unit, sourceKind, declaredFigure }: QuantityFigure, language: ReportLanguage): string =>
  `${NAMES[quantity]?.[language] ?? quantity} = ${withUnit(formatValue(decimalFraction(amount), 2), unit, language)} · ${SOURCE_WORDS[sourceKind][language]}${declaredFigure === null ? '' : ` · ${declaredFigure}`}`;

/** What became of the items offered as evidence: label and ids; none where none was offered. */
export const evidenceFacts = (evidence: EvidenceFigure | undefined, language: ReportLanguage): readonly (readonly [string, string])[] =>
  evidence === undefined ? [] : (['counted', 'awaiting', 'outsideTerm', 'rejected', 'incomplete', 'notOwned', 'notOfClause'] as const)
    .filter((group) => evidence[group].length > 0)
    .map((group) => [`${WORDS[group][language]} (${evidence[group].length})`, evidence[group].join(language === 'zh' ? '、' : ', ')] as const);
