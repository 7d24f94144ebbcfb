import { PROPOSAL_RULE } from '@yanshou/reports';
import type { SelfAssessmentTable } from '@yanshou/reports';
import writeXlsxFile from 'write-excel-file/node';
import type { CellObject } from 'write-excel-file/node';
import { boldCell, cell, widths } from '../spreadsheet-cell.js';
import type { ReportLanguage } from '../words.js';
import { factsOf } from './self-assessment-facts.js';
import { basisCellsOf, cellsOf } from './table-cells.js';
import { BASIS_COLUMNS, COLUMNS, TABLE_WORDS } from './words.js';

const WIDTHS = [14, 16, 26, 24, 44, 8, 8, 48];
const BASIS_WIDTHS = [26, 28, 26, 26, 12, 8, 12, 12, 20, 14, 14, 12, 70];

/** The table as .xlsx: the form of eight columns, and what its values rest on. Texts are texts and numbers numbers: no cell is a formula. */
export function selfAssessmentSheet(table: SelfAssessmentTable, digest: string | null, language: ReportLanguage): Promise<Uint8Array> {
  const { title, total, table: sheet, basis, whole, own, purpose } = TABLE_WORDS;
  const heading = (words: readonly { readonly zh: string; readonly en: string }[]): CellObject[] => words.map((word) => boldCell(word[language]));
  const form = [
    [boldCell(`${title[language]}${table.stamps.map((stamp) => ` [${stamp}]`).join('')}`)],
    ...factsOf(table, digest, language).map(([label, text]) => [cell(label), cell(text)]),
    [], heading(COLUMNS),
    ...table.rows.map((row) => cellsOf(row, language).map(cell)),
    [total[language], null, null, null, null, table.totals.weight, table.totals.score, null].map(cell),
    [], ...[whole, own, PROPOSAL_RULE, purpose].map((note) => [cell(note[language])]),
  ];
  const values = [heading(BASIS_COLUMNS), ...table.rows.map((row) => basisCellsOf(row, language).map(cell))];
  return writeXlsxFile([
    { data: form, sheet: sheet[language], columns: widths(WIDTHS), orientation: 'landscape' }, { data: values, sheet: basis[language], columns: widths(BASIS_WIDTHS) },
  ]).toBuffer();
}
