import { unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/universal';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import type { Sheet } from './ledger-sheet.js';

export type WorkbookFault = 'no-zip' | 'old-excel' | 'no-workbook' | 'too-large' | 'damaged';

const MOST_ENTRIES = 1_000;
const MOST_UNPACKED_BYTES = 200 * 1024 * 1024;
const MOST_ROWS = 200_000;
/** Nothing that unpacks to nothing needs more. */
const EMPTY_ENTRY_BYTES = 16;
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];

/** The sheets of an .xlsx file as texts; formulas are not computed, what Excel last saved of them is read. */
export async function readSheets(bytes: Uint8Array<ArrayBuffer>): Promise<Result<readonly Sheet[], WorkbookFault>> {
  const fault = faultOf(bytes);
  if (fault !== undefined) return fail(fault);
  try {
    const sheets = await readWorkbook<string>(bytes.buffer, { parseNumber: (text: string) => text });
    const rows = sheets.reduce((sum, { data }) => sum + data.length, 0);
    if (rows > MOST_ROWS) return fail('too-large');
    return ok(sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((cells) => cells.map(textOf)) })));
  } catch {
    return fail('damaged');
  }
}

/** Looks at the directory of the archive alone: what it declares bounds what unpacking will ever allocate. */
function faultOf(bytes: Uint8Array): WorkbookFault | undefined {
  if (OLD_EXCEL.every((byte, index) => bytes[index] === byte)) return 'old-excel';
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return 'no-zip';
  const entries: { readonly name: string; readonly size: number; readonly originalSize: number }[] = [];
  try {
    unzipSync(bytes, { filter: (file) => { entries.push(file); return false; } });
  } catch {
    return 'damaged';
  }
  if (entries.length > MOST_ENTRIES || entries.reduce((sum, { originalSize }) => sum + originalSize, 0) > MOST_UNPACKED_BYTES) return 'too-large';
  if (entries.some(({ size, originalSize }) => originalSize === 0 && size > EMPTY_ENTRY_BYTES)) return 'damaged';
  return entries.some(({ name }) => name === 'xl/workbook.xml') ? undefined : 'no-workbook';
}

function textOf(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
