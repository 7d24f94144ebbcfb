import type { CellObject } from 'write-excel-file/node';
import { VERDICTS, unitText } from '@yanshou/catalogue';
import { localTime } from '../moments.js';
import { cell, formattedCell } from '../spreadsheet-cell.js';
import { ORIGIN_WORDS, SIGNS, SOURCE_WORDS, WORDS } from '../words.js';
import type { ReportLanguage } from '../words.js';
import type { StatedIndicator, Statement } from '@yanshou/reports';
import { SHEET_WORDS } from './sheet-words.js';
import { shareCell, tableSheet } from './sheet.js';
import type { SheetColumn, WorkSheet } from './sheet.js';
import { statedFormat, valueFormat } from './value-format.js';

export const nameOfRow = ({ row }: StatedIndicator, language: ReportLanguage): string => (language === 'zh' ? row.nameZh : row.nameEn);

/** The acceptance table, a row for each indicator: numbers as numbers, none of them rounded. */
export const summarySheet = (statement: Statement, lines: readonly string[], language: ReportLanguage): WorkSheet => tableSheet({
  name: SHEET_WORDS.summary[language], lines, columns: columnsOf(language),
  rows: statement.indicators.map((indicator, index) => [cell(index + 1), ...rowOf(indicator, statement.period.zone, language)]),
});

function columnsOf(language: ReportLanguage): readonly SheetColumn[] {
  const sheet = (word: keyof typeof SHEET_WORDS, width: number): SheetColumn => ({ title: SHEET_WORDS[word][language], width });
  const word = (of: keyof typeof WORDS, width: number): SheetColumn => ({ title: WORDS[of][language], width });
  return [
    { title: '#', width: 5 }, word('indicator', 30), sheet('id', 26), word('clause', 28), sheet('comparator', 8), word('target', 12), word('computed', 14), sheet('unit', 10),
    word('numerator', 12), word('denominator', 12), word('deviceCoverage', 14), word('platformCoverage', 14), word('verdict', 24), sheet('uncertainty', 14), word('readings', 12),
    word('origin', 14), word('source', 16), word('version', 12), word('digest', 76), sheet('from', 18), sheet('to', 18), word('reasons', 60),
  ];
}

function rowOf({ row }: StatedIndicator, zone: string, language: ReportLanguage): CellObject[] {
  return [
    cell(language === 'zh' ? row.nameZh : row.nameEn), cell(row.indicator), cell(row.clause), cell(SIGNS[row.comparator]), formattedCell(row.target, statedFormat(row.target, row.unit, language)), formattedCell(row.value, valueFormat(row, language)), cell(unitText(row.unit, language)),
    cell(row.numerator), cell(row.denominator), shareCell(row.coverage), shareCell(row.platformCoverage), cell(VERDICTS[row.verdict][language]), cell(row.uncertainty), cell(row.readings),
    cell(row.origins.map((origin) => ORIGIN_WORDS[origin][language]).join(language === 'zh' ? '、' : ', ')), cell(SOURCE_WORDS[row.sourceKind][language]), cell(row.formulaVersion), cell(row.inputsDigest),
    cell(localTime(row.from, zone)), cell(localTime(row.to, zone)), cell(row.reasons.map((reason) => reason[language]).join('\n')),
  ];
}
