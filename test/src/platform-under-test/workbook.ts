import { strToU8, zipSync } from 'fflate';

const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** An .xlsx with one sheet of texts, `extra` entries beside. */
export function workbook(rows: readonly (readonly string[])[], extra: Readonly<Record<string, Uint8Array>> = {}): Uint8Array<ArrayBuffer> {
  const cell = (text: string, at: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const lines = rows.map((cells, row) => `<row r="${row + 1}">${cells.map((text, index) => cell(text, `${String.fromCharCode(65 + index)}${row + 1}`)).join('')}</row>`);
  return Uint8Array.from(zipSync({
    'xl/workbook.xml': strToU8(`<workbook xmlns="${SPREADSHEET}" xmlns:r="${RELATIONSHIPS}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${SPREADSHEET}"><sheetData>${lines.join('')}</sheetData></worksheet>`),
    ...extra,
  }));
}

/** As a browser uploads it. */
export function workbookForm(bytes: Uint8Array<ArrayBuffer>, fields: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([bytes]), '固定资产.xlsx');
  return form;
}

/** A fixed-asset ledger of these lines: number, name, category, state. */
export const ledgerForm = (...rows: readonly (readonly string[])[]): FormData => workbookForm(workbook([['资产编号', '资产名称', '资产类别', '使用状态'], ...rows]));
