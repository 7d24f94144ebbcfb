import { VERDICTS, performanceLevelOf, withUnit } from '@yanshou/catalogue';
import type { BilingualText } from '@yanshou/catalogue';
import { completionOf, loweredText, valueText } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { JudgedFigure, SelfAssessmentLine } from './self-assessment.js';

/** The row of an indicator of the contract; its value is the platform's, its target the year's where the contract states one. */
export const indicatorLine = (row: IndicatorRow): SelfAssessmentLine => ({
  row: row.indicator,
  level: performanceLevelOf(row.indicator) ?? 'quality',
  figure: figureOf(row),
  planned: { zh: plannedText(row, 'zh'), en: plannedText(row, 'en') },
  actual: { zh: actualText(row, 'zh'), en: actualText(row, 'en') },
  counted: completionOf(row).counted,
});

function figureOf(row: IndicatorRow): JudgedFigure {
  const {
    indicator, nameZh, nameEn, clause, from, to, value, unit, numerator, denominator, scale, comparator, target, loweredFrom, loweredApproval, verdict, coverage,
    platformCoverage, origin, origins, sourceKind, formulaVersion, inputsDigest, reasons,
  } = row;
  return {
    indicator, nameZh, nameEn, clause, from, to, value, unit, numerator, denominator, scale, comparator, target, loweredFrom, verdict, coverage, platformCoverage, origin, origins,
    sourceKind, formulaVersion, inputsDigest, reasons, ...(loweredApproval === undefined ? {} : { loweredApproval }),
  };
}

const SIGNS: Readonly<Record<IndicatorRow['comparator'], string>> = { '>=': '≥', '<=': '≤', '=': '=', '>': '>', '<': '<' };
const NO_TARGET: BilingualText = { zh: '未载明目标值', en: 'no target stated' };

function plannedText(row: IndicatorRow, language: 'zh' | 'en'): string {
  if (row.target === null) return NO_TARGET[language];
  const said = (value: number): string => `${SIGNS[row.comparator]} ${withUnit(String(value), row.unit, language)}`;
  const { termTarget: ofTerm = null } = row;
  const whole = ofTerm === null ? WHOLE_TERM[language] : language === 'zh' ? `本年度目标；全执行期 ${said(ofTerm)}` : `of the year; ${said(ofTerm)} of the whole term`;
  const lowered = loweredText(row, language);
  const notes = [whole, ...(lowered === null ? [] : [lowered])];
  return language === 'zh' ? `${said(row.target)}（${notes.join('；')}）` : `${said(row.target)} (${notes.join('; ')})`;
}

const WHOLE_TERM: BilingualText = { zh: '全执行期目标，任务书未列年度目标', en: 'of the whole term: the contract states none for the year' };

/** A value that its coverage does not carry is shown with what is said of it. */
const actualText = (row: IndicatorRow, language: 'zh' | 'en'): string => (row.value === null ? VERDICTS[row.verdict][language] : valueText(row, language));
