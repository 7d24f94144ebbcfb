import type { CellObject, Sheet } from 'write-excel-file/node';
import { boldCell, formattedCell, widths } from '../spreadsheet-cell.js';

/** A sheet as the library takes it; none of ours has pictures. */
export type WorkSheet = Sheet<never>;

export interface SheetColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
}

export interface TableSheet {
  readonly name: string;
  /** Whose numbers these are and what they rest on: above the heads, where it stays in view. */
  readonly lines: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly CellObject[][];
}

const HEAD = '#EEF2F6';
const LONGEST_NAME = 31;

/** A sheet of one table whose heads stay in view. */
export const tableSheet = ({ name, lines, columns, rows }: TableSheet): WorkSheet => ({
  sheet: sheetName(name), columns: widths(columns.map(({ width }) => width)), stickyRowsCount: lines.length + 1,
  data: [
    ...lines.map((line) => [{ ...boldCell(line), wrap: false }]),
    columns.map(({ title }) => ({ ...boldCell(title), backgroundColor: HEAD })),
    ...rows.map((row) => [...row]),
  ],
});

/** A spreadsheet takes 31 characters, none of []:*?/\ and no apostrophe at an end. */
export const sheetName = (name: string): string =>
  name.replace(/[[\]:*?/\\\u0000-\u001f]/g, ' ').slice(0, LONGEST_NAME).replace(/[\ud800-\udbff]$/, '').replace(/^[\s']+|[\s']+$/g, '') || '-';

/** Shares are kept as 0…1 and read as per cent. */
export const SHARE_FORMAT = '0.00%';
export const shareCell = (share: number | null): CellObject => formattedCell(share, SHARE_FORMAT);
