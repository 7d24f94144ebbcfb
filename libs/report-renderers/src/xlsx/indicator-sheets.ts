import type { CellObject } from 'write-excel-file/node';
import type { DeviceFigure, FigureTable } from '@yanshou/catalogue';
import { formatShare, valueText } from '@yanshou/kpi';
import type { StatedIndicator } from '@yanshou/reports';
import { boldCell, cell } from '../spreadsheet-cell.js';
import { WORDS } from '../words.js';
import type { ReportLanguage } from '../words.js';
import { SHEET_WORDS } from './sheet-words.js';
import { shareCell, tableSheet } from './sheet.js';
import type { SheetColumn, WorkSheet } from './sheet.js';
import { nameOfRow } from './summary-sheet.js';

/** Every device behind a value, and the tables that were computed on the way; nothing for an indicator that has neither. */
export const indicatorSheets = (indicator: StatedIndicator, number: number, lines: readonly string[], language: ReportLanguage): readonly WorkSheet[] => {
  const above = [...lines, valueLine(indicator, language)];
  const named = (word: 'devices' | 'steps'): string => `${SHEET_WORDS[word][language]}${language === 'zh' ? '' : ' '}${number} ${nameOfRow(indicator, language)}`;
  return [...deviceSheet(indicator, named('devices'), above, language), ...stepsSheet(indicator, named('steps'), above, language)];
};

/** The value that the rows below explain, never without what it rests on. */
function valueLine(indicator: StatedIndicator, language: ReportLanguage): string {
  const { row } = indicator;
  return [
    nameOfRow(indicator, language), row.clause, `${WORDS.computed[language]} ${valueText(row, language)}`,
    `${WORDS.coverage[language]} ${formatShare(row.coverage)} / ${formatShare(row.platformCoverage)}`, `${WORDS.digest[language]} ${row.inputsDigest}`,
  ].join(' · ');
}

function deviceSheet({ row }: StatedIndicator, name: string, lines: readonly string[], language: ReportLanguage): readonly WorkSheet[] {
  const counted = new Set(row.devices);
  const devices = row.figures.perDevice;
  const yes = (is: boolean): CellObject => cell(SHEET_WORDS[is ? 'yes' : 'no'][language]);
  const rows = devices?.map((device) => [cell(device.id), yes(counted.has(device.id)), ...deviceCells(device, counted.has(device.id), language)]) ?? row.devices.map((id) => [cell(id), yes(true)]);
  if (rows.length === 0) return [];
  const columns = ([['valid', 12], ['expected', 12], ['share', 10], ['valid24h', 14], ['expected24h', 14], ['platformFault', 14], ['overdue', 14]] as const).map(([word, width]): SheetColumn => ({ title: SHEET_WORDS[word][language], width }));
  const id: readonly SheetColumn[] = [{ title: WORDS.device[language], width: 26 }, { title: SHEET_WORDS.counted[language], width: 8 }];
  return [tableSheet({ name, lines, columns: devices === undefined ? id : [...id, ...columns, { title: WORDS.reason[language], width: 50 }], rows })];
}

const deviceCells = (device: DeviceFigure, isCounted: boolean, language: ReportLanguage): CellObject[] => [
  cell(device.valid), cell(device.expected), shareCell(device.expected === 0 ? null : device.valid / device.expected), cell(device.calendarValid), cell(device.calendarExpected),
  cell(device.platformFault ?? 0), cell(device.overdue ?? 0), cell(isCounted ? null : (device.reason ?? WORDS.belowThreshold)[language]),
];

const STEP_WIDTH = 26;

/** One table below the other, each with its title and heads. */
function stepsSheet({ row }: StatedIndicator, name: string, lines: readonly string[], language: ReportLanguage): readonly WorkSheet[] {
  const tables = (row.figures.tables ?? []).filter(({ rows }) => rows.length > 0);
  if (tables.length === 0) return [];
  const columns = Math.max(...tables.map((table) => table.columns.length));
  const sheet = tableSheet({ name, lines, columns: Array.from({ length: columns }, () => ({ title: '', width: STEP_WIDTH })), rows: tables.flatMap((table) => tableRows(table, language)) });
  return [sheet];
}

const tableRows = ({ title, columns, rows }: FigureTable, language: ReportLanguage): CellObject[][] => [
  [boldCell(title[language])], columns.map((column) => boldCell(column[language])),
  ...rows.map((row) => row.map((figure) => cell(typeof figure === 'object' && figure !== null ? figure[language] : figure))), [],
];
