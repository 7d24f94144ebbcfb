import { IMPORT_COLUMNS, describeIssues, deviceInput } from '@yanshou/api-schema';
import type { Device, ProblemEntry } from '@yanshou/api-schema';
import type { Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import { parse } from 'csv-parse/sync';

const MOST_DEVICES = 20_000;
const MOST_FAULTS = 100;
const TRUE = ['true', '1', 'yes', '是'];
const FALSE = ['false', '0', 'no', '否', ''];
const BOOLEANS: readonly string[] = ['intelligent', 'verifiedOnSite'];

interface Line {
  readonly line: number;
  readonly cells: number;
  readonly values: Readonly<Record<string, string>>;
}

/** What the project has already: ids that are taken, and those that a line may name. */
export interface KnownIds {
  readonly devices: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  readonly sites: ReadonlySet<string>;
}

/** Devices of an inventory in CSV (RFC 4180, UTF-8). Every faulty line is named, up to a hundred faults. */
export function readDevices(csv: string, known: KnownIds): Result<readonly Device[], readonly ProblemEntry[]> {
  const parsed = readLines(csv);
  if (!parsed.ok) return parsed;
  const faults = [...columnFaults(parsed.value), ...lengthFaults(parsed.value), ...duplicateFaults(parsed.value)];
  const devices: Device[] = [];
  for (const { line, values } of parsed.value.lines) {
    const device = deviceOf(values);
    const issues = describeIssues(deviceInput, device);
    if (issues.length === 0) devices.push(device as Device);
    faults.push(...issues.map((issue) => atLine(line, issue)), ...referenceFaults(line, values, known));
  }
  return faults.length === 0 ? ok(devices) : fail(faults.sort((left, right) => (left.line ?? 0) - (right.line ?? 0)).slice(0, MOST_FAULTS));
}

function referenceFaults(line: number, { id = '', classId = '', siteId = '' }: Line['values'], known: KnownIds): ProblemEntry[] {
  const faults: ProblemEntry[] = [];
  if (known.devices.has(id)) faults.push(entry('duplicate', 'id', line, '台账中已有该编号的设备', 'is in the inventory already'));
  if (classId !== '' && !known.classes.has(classId)) faults.push(entry('unknown-reference', 'classId', line, '设备类别不存在', 'is no class of this project'));
  if (siteId !== '' && !known.sites.has(siteId)) faults.push(entry('unknown-reference', 'siteId', line, '地点不存在', 'is no site of this project'));
  return faults;
}

interface Table {
  readonly columns: readonly string[];
  readonly lines: readonly Line[];
}

function readLines(csv: string): Result<Table, readonly ProblemEntry[]> {
  try {
    const records = parse(csv, { bom: true, info: true, skipEmptyLines: true, relaxColumnCount: true, trim: true, toLine: MOST_DEVICES + 2 }) as unknown as { info: { lines: number }; record: string[] }[];
    const [header, ...rest] = records;
    const columns = header?.record ?? [];
    if (rest.length === 0) return fail([entry('malformed-csv', '', 1, '没有任何设备：首行须为列名，其后每行一台', 'holds no device: the first line names the columns, each further line is a device')]);
    if (rest.length > MOST_DEVICES) return fail([entry('too-large', '', MOST_DEVICES + 1, `一次最多 ${MOST_DEVICES} 台`, `at most ${MOST_DEVICES} devices at a time`)]);
    return ok({ columns, lines: rest.map(({ info, record }) => ({ line: info.lines, cells: record.length, values: Object.fromEntries(columns.map((name, index) => [name, record[index] ?? ''])) })) });
  } catch (error) {
    const { lines = 0, message } = error as { readonly lines?: number; readonly message: string };
    return fail([entry('malformed-csv', '', lines, `不是合法的 CSV（${message}）`, `is not valid CSV (${message})`)]);
  }
}

const columnFaults = ({ columns }: Table): ProblemEntry[] =>
  columns.filter((name, index) => !(IMPORT_COLUMNS as readonly string[]).includes(name) || columns.indexOf(name) !== index)
    .map((name) => entry('unknown-field', name, 1, `未知或重复的列，可用列：${IMPORT_COLUMNS.join('、')}`, `is no column, or is there twice; columns are ${IMPORT_COLUMNS.join(', ')}`));

const lengthFaults = ({ columns, lines }: Table): ProblemEntry[] =>
  lines.filter(({ cells }) => cells !== columns.length)
    .map(({ line, cells }) => entry('malformed-csv', '', line, `应有 ${columns.length} 列，实有 ${cells} 列`, `has ${cells} cells, not ${columns.length}`));

function duplicateFaults({ lines }: Table): ProblemEntry[] {
  const first = new Map<string, number>();
  return lines.flatMap(({ line, values: { id = '' } }) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, line);
    return before === undefined || id === '' ? [] : [entry('duplicate', 'id', line, `与第 ${before} 行的编号相同`, `is the id of line ${before} too`)];
  });
}

/** A line's values by the types of the fields; empty cells are absent. What cannot be read stays as it is, for the schema to refuse. */
function deviceOf(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const device: Record<string, unknown> = { assetNumber: '', intelligent: false };
  for (const [name, text] of Object.entries(values)) {
    if (text === '' || !(IMPORT_COLUMNS as readonly string[]).includes(name)) continue;
    device[name] = BOOLEANS.includes(name) ? booleanOf(text) : text;
  }
  return device;
}

function booleanOf(text: string): boolean | string {
  if (TRUE.includes(text.toLowerCase())) return true;
  return FALSE.includes(text.toLowerCase()) ? false : text;
}

const atLine = (line: number, { detailZh, detailEn, ...rest }: ProblemEntry): ProblemEntry =>
  ({ ...rest, line, detailZh: `第 ${line} 行 ${detailZh}`, detailEn: `line ${line}, ${detailEn}` });

const entry = (code: string, field: string, line: number, zh: string, en: string): ProblemEntry =>
  atLine(line, { code, field, detailZh: field === '' ? zh : `列 ${field}：${zh}`, detailEn: field === '' ? en : `column ${field}: ${en}` });
