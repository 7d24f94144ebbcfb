import type { CellObject } from 'write-excel-file/node';
import type { StatedFigure, StatedIndicator, Statement } from '@yanshou/reports';
import { localTime } from '../moments.js';
import { cell, formattedCell } from '../spreadsheet-cell.js';
import { SIGNS, SOURCE_WORDS, STATUS_WORDS, WORDS } from '../words.js';
import type { ReportLanguage } from '../words.js';
import { differenceUnit } from '../indicator-facts.js';
import { SHEET_WORDS } from './sheet-words.js';
import { shareCell, tableSheet } from './sheet.js';
import type { SheetColumn, WorkSheet } from './sheet.js';
import { nameOfRow } from './summary-sheet.js';
import { statedFormat, valueFormat } from './value-format.js';

/** Target, the unit's own figure, the platform's and the auditor's, with who stated them and how they differ. */
export const figuresSheet = (statement: Statement, lines: readonly string[], language: ReportLanguage): WorkSheet => tableSheet({
  name: SHEET_WORDS.figures[language], lines, columns: columnsOf(language), rows: statement.indicators.map((indicator) => rowOf(indicator, statement.period.zone, language)),
});

const STATED = ['stated', 'status', 'source', 'explanation'] as const satisfies readonly (keyof typeof WORDS)[];

function columnsOf(language: ReportLanguage): readonly SheetColumn[] {
  const word = (of: keyof typeof WORDS, width: number): SheetColumn => ({ title: WORDS[of][language], width });
  const about = (figure: 'own' | 'audited'): readonly SheetColumn[] => [word(figure, 16), ...STATED.map((of) => ({ title: `${WORDS[figure][language]} · ${WORDS[of][language]}`, width: of === 'explanation' ? 44 : 26 }))];
  return [
    word('indicator', 30), word('clause', 28), { title: SHEET_WORDS.comparator[language], width: 8 }, word('target', 14), ...about('own'), word('computed', 16), word('deviceCoverage', 14), word('platformCoverage', 14), word('digest', 76),
    ...about('audited'), word('platformMinusOwn', 18), word('auditedMinusPlatform', 18), { title: SHEET_WORDS.unit[language], width: 14 }, word('weakest', 18),
  ];
}

function rowOf(indicator: StatedIndicator, zone: string, language: ReportLanguage): CellObject[] {
  const { row, figures, weakestSource } = indicator;
  const about = (figure: StatedFigure | null): CellObject[] => statedCells(figure, zone, language);
  const { target, own, audited } = figures;
  return [
    cell(nameOfRow(indicator, language)), cell(row.clause), cell(SIGNS[target.comparator]), formattedCell(target.value, statedFormat(target.value, target.unit, language)),
    ...about(own), formattedCell(row.value, valueFormat(row, language)), shareCell(row.coverage), shareCell(row.platformCoverage), cell(row.inputsDigest),
    ...about(audited), cell(figures.platformMinusOwn), cell(figures.auditedMinusPlatform), cell(differenceUnit(row.unit, language)), cell(SOURCE_WORDS[weakestSource][language]),
  ];
}

function statedCells(figure: StatedFigure | null, zone: string, language: ReportLanguage): CellObject[] {
  if (figure === null) return [{}, ...STATED.map(() => ({}))];
  const { value, unit, statedBy, statedAt, status, decidedBy, sourceKind, explanation } = figure;
  return [
    formattedCell(value, statedFormat(value, unit, language)), cell(`${statedBy} · ${localTime(statedAt, zone)}`), cell(`${STATUS_WORDS[status][language]}${decidedBy === null ? '' : ` (${decidedBy})`}`),
    cell(SOURCE_WORDS[sourceKind][language]), cell(explanation),
  ];
}
