import { VERDICTS, performanceLevelOf, withUnit } from '@yanshou/catalogue';
import type { BilingualText } from '@yanshou/catalogue';
import { completionOf, loweredText, valueText } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { JudgedFigure, SelfAssessmentLine } from './self-assessment.js';

/** The row of an indicator of the contract; its value is the platform's. */
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
  const target = `${SIGNS[row.comparator]} ${withUnit(String(row.target), row.unit, language)}`;
  const lowered = loweredText(row, language);
  if (lowered === null) return target;
  return language === 'zh' ? `${target}（${lowered}）` : `${target} (${lowered})`;
}

/** A value that its coverage does not carry is shown with what is said of it. */
const actualText = (row: IndicatorRow, language: 'zh' | 'en'): string => (row.value === null ? VERDICTS[row.verdict][language] : valueText(row, language));
