import type { ProblemEntry } from '@yanshou/api-schema';
import { assetKey, fail, ok } from '@yanshou/telemetry';
import type { LedgerAsset, Result } from '@yanshou/telemetry';
import { fieldOf, kindOf, stateOf } from './ledger-words.js';
import type { LedgerField } from './ledger-words.js';

/** A sheet as it was read: texts by line, empty cells null. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface ReadLedger {
  readonly sheet: string;
  readonly assets: readonly LedgerAsset[];
}

export const MOST_ASSETS = 20_000;
const MOST_FAULTS = 100;
const MOST_TEXT = 200;
/** Titles, units and dates of the ledger stand above its headings. */
const LINES_ABOVE = 30;
const REQUIRED: readonly LedgerField[] = ['assetNumber', 'name'];
const NAMES: Readonly<Record<LedgerField, string>> = { assetNumber: '资产编号', name: '资产名称', model: '规格型号', serial: '出厂编号', category: '资产类别', state: '使用状态' };

interface Headings {
  readonly line: number;
  readonly columns: ReadonlyMap<LedgerField, number>;
}

/** The ledger on the sheet asked for, else on the first that has its headings. Every faulty line is named, up to a hundred. */
export function readLedger(sheets: readonly Sheet[], wanted?: string): Result<ReadLedger, readonly ProblemEntry[]> {
  const candidates = wanted === undefined ? sheets : sheets.filter(({ name }) => name.trim() === wanted.trim());
  for (const sheet of candidates) {
    const headings = headingsOf(sheet);
    if (headings !== undefined) return assetsOf(sheet, headings);
  }
  return fail([noHeadings(sheets, wanted)]);
}

function headingsOf({ rows }: Sheet): Headings | undefined {
  for (const [index, cells] of rows.slice(0, LINES_ABOVE).entries()) {
    const columns = new Map<LedgerField, number>();
    cells.forEach((cell, column) => {
      const field = fieldOf(cell ?? '');
      if (field !== undefined && !columns.has(field)) columns.set(field, column);
    });
    if (REQUIRED.every((field) => columns.has(field))) return { line: index + 1, columns };
  }
  return undefined;
}

function assetsOf({ name: sheet, rows }: Sheet, { line: above, columns }: Headings): Result<ReadLedger, readonly ProblemEntry[]> {
  const lines = rows.slice(above).map((cells, index) => ({ line: above + index + 1, cells })).filter(({ cells }) => cells.some((cell) => (cell ?? '').trim() !== ''));
  const beyond = lines[MOST_ASSETS];
  if (beyond !== undefined) return fail([entry(beyond.line, ['too-large', ''], `一次最多 ${MOST_ASSETS} 项资产，请只保留本项目车间的资产`, `at most ${MOST_ASSETS} assets at a time: keep those of this project's workshop`)]);
  if (lines.length === 0) return fail([entry(above, ['malformed-sheet', ''], '表头之下没有资产', 'no asset stands below the headings')]);
  const faults: ProblemEntry[] = [];
  const assets: LedgerAsset[] = [];
  for (const { line, cells } of lines) {
    const texts = Object.fromEntries([...columns].map(([field, column]) => [field, (cells[column] ?? '').trim()])) as Partial<Record<LedgerField, string>>;
    const found = faultsOf(line, texts);
    if (found.length === 0) assets.push(assetOf(line, texts));
    faults.push(...found);
    if (faults.length >= MOST_FAULTS) break;
  }
  const all = [...faults, ...duplicates(assets)].sort((left, right) => (left.line ?? 0) - (right.line ?? 0)).slice(0, MOST_FAULTS);
  return all.length === 0 ? ok({ sheet, assets }) : fail(all);
}

const ERROR_VALUE = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)/;
const ROUNDED = /^\d(?:\.\d+)?E\+?\d+$/i;

function faultsOf(line: number, texts: Partial<Record<LedgerField, string>>): ProblemEntry[] {
  const faults: ProblemEntry[] = [];
  for (const [field, text] of Object.entries(texts) as [LedgerField, string][]) {
    if (text === '' && (REQUIRED.includes(field) || field === 'state')) faults.push(entry(line, ['missing-field', field], '为空；合并的单元格请拆分后逐行填写', 'is empty: split merged cells and fill in every line'));
    else if (ERROR_VALUE.test(text)) faults.push(entry(line, ['invalid', field], `公式结果为错误值 ${text.slice(0, MOST_TEXT)}，请改为数值`, `holds a formula's error ${text.slice(0, MOST_TEXT)}: put the value in its place`));
    else if (text.length > MOST_TEXT) faults.push(entry(line, ['invalid', field], `超过 ${MOST_TEXT} 个字符`, `is longer than ${MOST_TEXT} characters`));
  }
  return [...faults, ...numberFaults(line, texts.assetNumber ?? ''), ...stateFaults(line, texts.state ?? '')];
}

function numberFaults(line: number, assetNumber: string): ProblemEntry[] {
  if (ROUNDED.test(assetNumber)) return [entry(line, ['invalid', 'assetNumber'], '长数字已被 Excel 取整，请把该列设为文本后重新填写', 'is a long number that Excel has rounded: make the column text and fill it in again')];
  return assetNumber !== '' && assetKey(assetNumber) === '' ? [entry(line, ['invalid', 'assetNumber'], '须含字母或数字', 'must hold a letter or digit')] : [];
}

const stateFaults = (line: number, state: string): ProblemEntry[] =>
  state === '' || stateOf(state) !== undefined ? [] : [entry(line, ['invalid', 'state'], '须为在用、闲置、报废、租入或租出', 'must be in use, idle, scrapped, leased in or leased out')];

function assetOf(line: number, { assetNumber = '', name = '', model = '', serial = '', category = '', state = '' }: Partial<Record<LedgerField, string>>): LedgerAsset {
  const kind = kindOf({ category, name });
  return {
    assetNumber, name, line, state: stateOf(state) ?? 'in-use', ...(model === '' ? {} : { model }), ...(serial === '' ? {} : { serial }), ...(category === '' ? {} : { category }),
    ...(kind === undefined ? {} : { kind }),
  };
}

function duplicates(assets: readonly LedgerAsset[]): ProblemEntry[] {
  const first = new Map<string, number>();
  return assets.flatMap(({ assetNumber, line }) => {
    const before = first.get(assetKey(assetNumber));
    if (before === undefined) first.set(assetKey(assetNumber), line);
    return before === undefined ? [] : [entry(line, ['duplicate', 'assetNumber'], `与第 ${before} 行相同`, `is that of line ${before} too`)];
  });
}

function noHeadings(sheets: readonly Sheet[], wanted: string | undefined): ProblemEntry {
  const names = sheets.slice(0, 20).map(({ name }) => name.slice(0, 50)).join('、');
  return wanted !== undefined && !sheets.some(({ name }) => name.trim() === wanted.trim())
    ? { code: 'invalid', field: 'sheet', detailZh: `没有该工作表，现有：${names}`, detailEn: `there is no such sheet; there are: ${names}` }
    : { code: 'malformed-sheet', field: 'file', detailZh: `未找到表头：须有“资产编号”和“资产名称”两列（工作表：${names}）`, detailEn: `no headings found: columns for the asset's number (资产编号) and name (资产名称) are needed (sheets: ${names})` };
}

const entry = (line: number, [code, field]: readonly [string, string], zh: string, en: string): ProblemEntry => {
  const [columnZh, columnEn] = field === '' ? ['', ''] : [`列 ${NAMES[field as LedgerField]}：`, ` column ${field}:`];
  return { code, field, line, detailZh: `第 ${line} 行 ${columnZh}${zh}`, detailEn: `line ${line},${columnEn} ${en}` };
};
