import { unitText } from '@yanshou/catalogue';
import { formatShare } from '@yanshou/kpi';
import type { StatedIndicator } from '@yanshou/reports';
import { KIND_WORDS, ORIGIN_WORDS, WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

/** Under which word, and what: a text, or one for each of several things. */
export type Fact = readonly [keyof typeof WORDS, string | readonly string[]];
type MaybeFact = readonly [keyof typeof WORDS, string | readonly string[] | null];

/** How an indicator is defined and what was measured; what there is nothing to say of is left out. */
export const indicatorFacts = (indicator: StatedIndicator, language: ReportLanguage): readonly Fact[] =>
  [...definitionFacts(indicator, language), ...measurementFacts(indicator, language)].filter((fact): fact is Fact => fact[1] !== null && fact[1].length > 0);

const definitionFacts = ({ row, definition }: StatedIndicator, language: ReportLanguage): readonly MaybeFact[] => [
  ['clause', row.clause],
  ['quote', definition.clause.quoteZh],
  ['formula', definition.formula[language]],
  ['version', `${row.formulaVersion} · ${KIND_WORDS[row.kind][language]}`],
  ['ownDefinition', definition.ownDefinition?.[language] ?? null],
];

function measurementFacts({ row }: StatedIndicator, language: ReportLanguage): readonly MaybeFact[] {
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
    ['reasons', row.reasons.map((reason) => reason[language])],
    ['digest', row.inputsDigest],
  ];
}

function equipmentText({ equipment, intelligentEquipment, pendingIntelligent }: StatedIndicator['row']['figures'], language: ReportLanguage): string | null {
  if (equipment === undefined || intelligentEquipment === undefined) return null;
  return `${equipment} / ${intelligentEquipment}${pendingIntelligent === undefined ? '' : ` (+${pendingIntelligent} ${WORDS.awaiting[language]})`}`;
}

/** A count has no denominator. */
const ratioText = (numerator: number, denominator: number | null, scale: number): string =>
  scale === 1 && denominator === 1 ? String(numerator) : `${numerator} / ${denominator}`;

/** What a difference is counted in: of percentages it is points. */
export const differenceUnit = (unit: string, language: ReportLanguage): string => (unit === '%' ? WORDS.points[language] : unitText(unit, language));
