import { PROPOSAL_RULE } from '@yanshou/reports';
import type { SelfAssessmentTable } from '@yanshou/reports';
import writeXlsxFile from 'write-excel-file/node';
import type { CellObject } from 'write-excel-file/node';
import type { ReportLanguage } from '../words.js';
import { factsOf } from './self-assessment-facts.js';
import { basisCellsOf, cellsOf } from './table-cells.js';
import { BASIS_COLUMNS, COLUMNS, TABLE_WORDS } from './words.js';

const WIDTHS = [14, 16, 26, 24, 44, 8, 8, 48];
const BASIS_WIDTHS = [26, 28, 26, 26, 12, 8, 12, 12, 20, 14, 14, 12, 70];

/** The table as .xlsx: the form of eight columns, and what its values rest on. Texts are texts and numbers numbers: no cell is a formula. */
export function selfAssessmentSheet(table: SelfAssessmentTable, digest: string | null, language: ReportLanguage): Promise<Uint8Array> {
  const { title, total, table: sheet, basis, whole, own, purpose } = TABLE_WORDS;
  const heading = (words: readonly { readonly zh: string; readonly en: string }[]): CellObject[] => words.map((word) => ({ ...cell(word[language]), fontWeight: 'bold' }));
  const form = [
    [{ ...cell(`${title[language]}${table.stamps.map((stamp) => ` [${stamp}]`).join('')}`), fontWeight: 'bold' as const }],
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

const widths = (of: readonly number[]): { width: number }[] => of.map((width) => ({ width }));

/** A text never becomes anything else, however it begins. */
function cell(content: string | number | null): CellObject {
  if (content === null || content === '') return {};
  return typeof content === 'number' ? { type: Number, value: content } : { type: String, value: writable(content), wrap: true, alignVertical: 'top' };
}

/** Characters that XML cannot hold are shown by their number; what a spreadsheet would take for one of its escapes is escaped. */
const writable = (text: string): string =>
  text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, (character) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
