import { strToU8, zipSync } from 'fflate';

export type CellText = string | number | null | { readonly formula: string; readonly value?: string };
export type SheetCells = readonly (readonly CellText[])[];

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const column = (index: number): string => (index >= 26 ? column(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

function cellXml(cell: CellText, at: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c r="${at}" t="str"><f>${escaped(cell.formula)}</f>${cell.value === undefined ? '' : `<v>${escaped(cell.value)}</v>`}</c>`;
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

const sheetXml = (rows: SheetCells, merged: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${
    rows.map((cells, row) => `<row r="${row + 1}">${cells.map((cell, index) => cellXml(cell, `${column(index)}${row + 1}`)).join('')}</row>`).join('')
  }</sheetData>${merged.length === 0 ? '' : `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`}</worksheet>`;

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** An .xlsx as Excel lays it out, of the cells given; `extra` entries beside. */
export function workbookOf(sheets: Readonly<Record<string, SheetCells>>, merged: readonly string[] = [], extra: Readonly<Record<string, Uint8Array>> = {}): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets);
  const entries: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': strToU8(`<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${TYPES}"><sheets>${names.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${TYPES}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`),
    ...extra,
  };
  names.forEach((name, index) => { entries[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(sheetXml(sheets[name] ?? [], merged)); });
  return Uint8Array.from(zipSync(entries));
}

export const HEADINGS = ['资产编号', '资产名称', '资产类别', '使用状况'] as const;
