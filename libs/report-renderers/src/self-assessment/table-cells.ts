import { VERDICTS, unitText } from '@yanshou/catalogue';
import { formatShare } from '@yanshou/kpi';
import type { SelfAssessmentRow } from '@yanshou/reports';
import type { ReportLanguage } from '../words.js';
import { TABLE_WORDS } from './words.js';

/** The cells of a row in the order of COLUMNS; null where nothing is given. */
export function cellsOf(row: SelfAssessmentRow, language: ReportLanguage): readonly (string | number | null)[] {
  const { area, levelName, figure, planned, weight, score, deviation } = row;
  return [area[language], levelName[language], language === 'zh' ? figure.nameZh : figure.nameEn, planned[language], reachedLines(row, language).join('\n'), weight, score, deviation];
}

/** The value is never without its verdict, its coverage, its clause and its inputs' digest. */
export function reachedLines({ actual, figure }: SelfAssessmentRow, language: ReportLanguage): readonly string[] {
  const { coverage, devices, platform } = TABLE_WORDS;
  return [
    actual[language],
    VERDICTS[figure.verdict][language],
    `${coverage[language]}: ${devices[language]} ${formatShare(figure.coverage)} / ${platform[language]} ${formatShare(figure.platformCoverage)}`,
    figure.clause,
    `v${figure.formulaVersion} · ${figure.inputsDigest}`,
  ];
}

/** The cells of a row in the order of BASIS_COLUMNS. */
export const basisCellsOf = ({ figure }: SelfAssessmentRow, language: ReportLanguage): readonly (string | number | null)[] => [
  language === 'zh' ? figure.nameZh : figure.nameEn, figure.clause, figure.from, figure.to, figure.value, unitText(figure.unit, language), figure.numerator, figure.denominator, VERDICTS[figure.verdict][language],
  figure.coverage, figure.platformCoverage, figure.formulaVersion, figure.inputsDigest,
];
