import { IMPORT_COLUMNS, describeIssues, deviceInput } from '@yanshou/api-schema';
import type { Device, ProblemEntry } from '@yanshou/api-schema';
import type { Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import { parse } from 'csv-parse/sync';

const MOST_DEVICES = 20_000;
/** Three times what the longest values need; a header of a million columns is not worth reading. */
const MOST_LINE_KILOBYTES = 64;
const MOST_FAULTS = 100;
/** Of what the file says, a fault repeats no more than this. */
const MOST_QUOTED = 200;
/** Stands where bytes were that are no UTF-8. */
const UNREADABLE = '\uFFFD';
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

/**
 * Devices of an inventory in CSV (RFC 4180, UTF-8). Every faulty line is named, by the line where it begins, up to a
 * hundred faults; of wrong columns nothing but the columns is told.
 */
export function readDevices(csv: string, known: KnownIds): Result<readonly Device[], readonly ProblemEntry[]> {
  const parsed = readLines(csv);
  if (!parsed.ok) return parsed;
  const ofLines: ProblemEntry[] = [];
  const devices: Device[] = [];
  for (const { line, cells, values } of parsed.value.lines) {
    if (ofLines.length >= MOST_FAULTS) break;
    // Its values may stand in wrong columns.
    if (cells !== parsed.value.columns.length) continue;
    const device = deviceOf(values);
    const read = deviceInput.safeParse(device);
    if (read.success) devices.push(read.data);
    else ofLines.push(...describeIssues(deviceInput, device).map((issue) => atLine(line, issue)));
    ofLines.push(...referenceFaults(line, values, known));
  }
  const faults = [...lengthFaults(parsed.value), ...duplicateFaults(parsed.value), ...ofLines];
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

interface CsvRecord {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

function readLines(csv: string): Result<Table, readonly ProblemEntry[]> {
  // One kind of line end: the parser expects those of the first line throughout, and counts a CRLF in quotes twice.
  const text = csv.replace(/\r\n?/g, '\n');
  const unreadable = text.indexOf(UNREADABLE);
  if (unreadable >= 0) return fail([entry('malformed-csv', '', newlines(text.slice(0, unreadable)) + 1, '含有不是 UTF-8 编码的字符，请另存为“CSV UTF-8”', 'has characters that are not UTF-8: save the file as CSV UTF-8')]);
  const read = readRecords(text);
  if (!read.ok) return read;
  const [header, ...rest] = read.value;
  if (header === undefined || rest.length === 0) return fail([entry('malformed-csv', '', 1, '没有任何设备：首行须为列名，其后每行一台', 'holds no device: the first line names the columns, each further line is a device')]);
  const faults = columnFaults(beginOf(header), header.record);
  if (faults.length > 0) return fail(faults);
  const beyond = rest[MOST_DEVICES];
  if (beyond !== undefined) return fail([entry('too-large', '', beginOf(beyond), `一次最多 ${MOST_DEVICES} 台`, `at most ${MOST_DEVICES} devices at a time`)]);
  const columns = header.record;
  return ok({ columns, lines: rest.map((row) => ({ line: beginOf(row), cells: row.record.length, values: Object.fromEntries(columns.map((name, index) => [name, row.record[index] ?? ''])) })) });
}

function readRecords(text: string): Result<readonly CsvRecord[], readonly ProblemEntry[]> {
  let lastLine = 0;
  const onRecord = (record: string[], { lines }: { readonly lines: number }): string[] => {
    lastLine = lines;
    return record;
  };
  const options = { bom: true, info: true, skipEmptyLines: true, relaxColumnCount: true, trim: true, to: MOST_DEVICES + 2, maxRecordSize: MOST_LINE_KILOBYTES * 1024, onRecord };
  try {
    return ok(parse(text, options) as unknown as CsvRecord[]);
  } catch (error) {
    const { lines = 0, code = '', message } = error as { readonly lines?: number; readonly code?: string; readonly message: string };
    // Of these two the parser tells the line where it gave up.
    if (['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'].includes(code)) {
      return fail([entry('malformed-csv', '', lastLine + 1, `起有未闭合的引号，或有一行超过 ${MOST_LINE_KILOBYTES} KB`, `or a later one opens a quote that is never closed, or is longer than ${MOST_LINE_KILOBYTES} KB`)]);
    }
    return fail([entry('malformed-csv', '', lines, `不是合法的 CSV（${quoted(message)}）`, `is not valid CSV (${quoted(message)})`)]);
  }
}

const quoted = (text: string): string => (text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text);

const newlines = (text: string): number => text.split('\n').length - 1;

/** The parser tells the line where a record ends; cells in quotes may hold line ends. */
const beginOf = ({ info, record }: CsvRecord): number => info.lines - record.reduce((sum, cell) => sum + newlines(cell), 0);

const columnFaults = (line: number, columns: readonly string[]): ProblemEntry[] =>
  columns.filter((name, index) => !(IMPORT_COLUMNS as readonly string[]).includes(name) || columns.indexOf(name) !== index).slice(0, MOST_FAULTS)
    .map((name) => entry('unknown-field', quoted(name), line, `未知或重复的列，可用列：${IMPORT_COLUMNS.join('、')}`, `is no column, or is there twice; columns are ${IMPORT_COLUMNS.join(', ')}`));

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
