import { decimalFraction, withUnit } from '@yanshou/catalogue';
import { formatValue, loweredText, valueText } from '@yanshou/kpi';
import type { FourFigures, StatedFigure, StatedIndicator } from '@yanshou/reports';
import { differenceUnit } from './indicator-facts.js';
import { localTime } from './moments.js';
import { SIGNS, SOURCE_WORDS, STATUS_WORDS, WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

export function targetText({ target }: FourFigures, language: ReportLanguage): string {
  const lowered = loweredText(target, language);
  if (target.value === null) return '—';
  return `${SIGNS[target.comparator]} ${withUnit(String(target.value), target.unit, language)}${lowered === null ? '' : language === 'zh' ? `（${lowered}）` : ` (${lowered})`}`;
}

export const statedText = (figure: StatedFigure | null, language: ReportLanguage): string => (figure === null ? '—' : withUnit(String(figure.value), figure.unit, language));

/** A line under a label: target, unit, platform and auditor side by side. */
export interface FourFigureLine {
  readonly label: string;
  readonly cells: readonly [string, string, string, string];
}

export const FOUR_COLUMNS = ['target', 'own', 'computed', 'audited'] as const satisfies readonly (keyof typeof WORDS)[];

/** The values first; then who stated what and when, the differences and their explanation. */
export function fourFigureLines({ row, figures }: StatedIndicator, language: ReportLanguage, zone: string): readonly FourFigureLine[] {
  const { own, audited } = figures;
  const who = (figure: StatedFigure | null): string => (figure === null ? WORDS.none[language] : `${figure.statedBy} · ${localTime(figure.statedAt, zone)}`);
  const status = (figure: StatedFigure | null): string => (figure === null ? '—' : `${STATUS_WORDS[figure.status][language]}${figure.decidedBy === null ? '' : ` (${figure.decidedBy})`}`);
  const source = (figure: StatedFigure | null): string => (figure === null ? '—' : SOURCE_WORDS[figure.sourceKind][language]);
  const difference = (of: 'platformMinusOwn' | 'auditedMinusPlatform'): string => differenceText(WORDS[of][language], figures[of], differenceUnit(row.unit, language));
  const explained = (figure: StatedFigure | null): string => (figure === null ? '—' : (figure.explanation ?? WORDS.noExplanation[language]));
  const line = (word: keyof typeof WORDS, ...cells: FourFigureLine['cells']): FourFigureLine => ({ label: WORDS[word][language], cells });
  return [
    line('value', targetText(figures, language), statedText(own, language), valueText(row, language), statedText(audited, language)),
    line('source', row.clause, source(own), SOURCE_WORDS[row.sourceKind][language], source(audited)),
    line('stated', '—', who(own), '—', who(audited)),
    line('status', '—', status(own), '—', status(audited)),
    line('difference', '—', difference('platformMinusOwn'), '—', difference('auditedMinusPlatform')),
    line('explanation', '—', explained(own), '—', explained(audited)),
  ];
}

/** Two decimals, and more where they would make nothing of a difference. */
const differenceText = (label: string, value: number | null, unit: string): string =>
  value === null ? '—' : `${label}: ${value > 0 ? '+' : ''}${formatValue(decimalFraction(value), 2, { comparator: '=', target: 0 })} ${unit}`.trimEnd();
