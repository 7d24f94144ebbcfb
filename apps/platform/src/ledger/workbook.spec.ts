import { describe, expect, it } from '@jest/globals';
import type { ProblemEntry } from '@yanshou/api-schema';
import { strToU8, zipSync } from 'fflate';
import { MOST_ASSETS, readLedger } from './ledger-sheet.js';
import { HEADINGS, workbookOf } from './testing/workbook-of.js';
import type { CellText, SheetCells } from './testing/workbook-of.js';
import { readSheets } from './workbook.js';

async function read(bytes: Uint8Array<ArrayBuffer>, sheet?: string) {
  const sheets = await readSheets(bytes);
  return sheets.ok ? readLedger(sheets.value, sheet) : sheets;
}
const ledger = (rows: SheetCells, headings: readonly string[] = HEADINGS) => read(workbookOf({ '固定资产': [headings, ...rows] }));
const assetsOf = (answer: Awaited<ReturnType<typeof read>>) => (answer.ok ? answer.value.assets : answer.reason);
const faultsOf = (answer: Awaited<ReturnType<typeof read>>) => (answer.ok ? [] : (answer.reason as readonly ProblemEntry[]).map(({ code, field, line }) => [code, field, line]));
const LATHE = ['A-1', '数控车床', '机器设备', '在用'] as const;

describe('a ledger in Excel', () => {
  it('is read with its title above, whatever else stands on other sheets', async () => {
    const book = workbookOf({ '说明': [['填表说明']], '固定资产': [['某某公司固定资产台账'], [], HEADINGS, LATHE, [], ['B-2', '办公电脑', '电子设备', '闲置']] }, ['A1:D1']);
    expect(await read(book)).toEqual({ ok: true, value: { sheet: '固定资产', assets: [
      { assetNumber: 'A-1', name: '数控车床', category: '机器设备', kind: 'production', state: 'in-use', line: 4 },
      { assetNumber: 'B-2', name: '办公电脑', category: '电子设备', kind: 'computer', state: 'idle', line: 6 },
    ] } });
  });

  it.each([
    [['固定资产编码', '设备名称', '类别', '状态']], [['资产编号*', ' 资产 名称 ', '资产类别（大类）', '使用状态：']], [['資產編號', '資產名稱', '資產類別', '使用狀態']],
    [['Asset No.', 'Asset Name', 'Category', 'Status']], [['资产卡片编号', '名称', '资产分类', '现状']],
  ])('is read by the headings %j', async (headings) => {
    expect(assetsOf(await ledger([LATHE], headings))).toMatchObject([{ assetNumber: 'A-1', name: '数控车床', kind: 'production', state: 'in-use' }]);
  });

  it.each([['报废', 'scrapped'], ['已报废待处置', 'scrapped'], ['闲置', 'idle'], ['未使用', 'idle'], ['不在用', 'idle'], ['租入', 'leased-in'], ['融资租赁租入', 'leased-in'], ['出租', 'leased-out'], ['正常使用', 'in-use'], ['In use', 'in-use']])('understands %s as %s', async (state, expected) => {
    expect(assetsOf(await ledger([['A-1', '车床', '机器设备', state]]))).toMatchObject([{ state: expected }]);
  });

  it('takes numbers as they are written, and of a formula what Excel saved, never computing it', async () => {
    const rows: CellText[][] = [[10023, { formula: '"数控"&"车床"', value: '数控车床' }, '机器设备', '在用'], ['=cmd|calc', '加工中心', '机器设备', '在用']];
    expect(assetsOf(await ledger(rows))).toMatchObject([{ assetNumber: '10023', name: '数控车床' }, { assetNumber: '=cmd|calc', name: '加工中心' }]);
  });

  it.each<[string, readonly CellText[], readonly unknown[]]>([
    ['no number, as merged cells have below the first', [null, '车床', '机器设备', '在用'], ['missing-field', 'assetNumber', 2]], ['no state where there is a column of it', ['A', '车床', '机器设备', null], ['missing-field', 'state', 2]],
    ['an unknown state', ['A', '车床', '机器设备', '不知道'], ['invalid', 'state', 2]], ['an error of a formula', ['A', { formula: 'X1', value: '#REF!' }, '机器设备', '在用'], ['invalid', 'name', 2]],
    ['a formula never computed', ['A', { formula: 'X1' }, '机器设备', '在用'], ['missing-field', 'name', 2]], ['a number that Excel has rounded', [1.2345678901234568e24, '车床', '机器设备', '在用'], ['invalid', 'assetNumber', 2]],
    ['a number of dashes', ['——', '车床', '机器设备', '在用'], ['invalid', 'assetNumber', 2]], ['an endless name', ['A', 'x'.repeat(5_000), '机器设备', '在用'], ['invalid', 'name', 2]],
  ])('with %s is refused by its line', async (_, row, fault) => expect(faultsOf(await ledger([row]))).toEqual([fault]));

  it('names every faulty line up to a hundred, and a number that stands twice', async () => {
    expect(faultsOf(await ledger(Array.from({ length: 300 }, () => [null, '车床', '机器设备', '在用'])))).toHaveLength(100);
    expect(faultsOf(await ledger([LATHE, ['a 1', '另一台', '机器设备', '在用']]))).toEqual([['duplicate', 'assetNumber', 3]]);
  });

  it('of 100 000 lines is refused by the line where it is too much', async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => [`A${index}`, '车床', '机器设备', '在用']);
    expect(faultsOf(await ledger(rows))).toEqual([['too-large', '', MOST_ASSETS + 2]]);
  }, 120_000);

  it('without its headings, or the sheet asked for, is refused with the sheets that there are', async () => {
    const book = workbookOf({ '封面': [['x']], '工资表': [['姓名', '工资'], ['张三', 1]] });
    expect(await read(book)).toMatchObject({ ok: false, reason: [{ code: 'malformed-sheet', field: 'file', detailZh: expect.stringContaining('封面、工资表') }] });
    expect(await read(book, '资产')).toMatchObject({ ok: false, reason: [{ code: 'invalid', field: 'sheet', detailEn: expect.stringContaining('工资表') }] });
    expect(faultsOf(await ledger([]))).toEqual([['malformed-sheet', '', 1]]);
  });
});

describe('a file that is no workbook', () => {
  const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(strToU8(text));
  it.each<[string, () => Uint8Array<ArrayBuffer>, string]>([
    ['text', () => bytes('资产编号,资产名称'), 'no-zip'], ['nothing', () => new Uint8Array(0), 'no-zip'], ['old Excel', () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]), 'old-excel'],
    ['another archive', () => Uint8Array.from(zipSync({ 'a.txt': bytes('a') })), 'no-workbook'], ['half of one', () => workbookOf({ a: [LATHE] }).slice(0, 300), 'damaged'],
    ['a bomb', () => workbookOf({ a: [LATHE] }, [], { 'xl/media/zeros.xml': new Uint8Array(201 * 1024 * 1024) }), 'too-large'],
    ['an archive of a thousand parts', () => workbookOf({ a: [LATHE] }, [], Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`x/${index}`, bytes('x')]))), 'too-large'],
    ['no XML', () => workbookOf({ a: [LATHE] }, [], { 'xl/workbook.xml': bytes('<<<') }), 'damaged'],
  ])('%s: %#', async (_, file, reason) => expect(await readSheets(file())).toEqual({ ok: false, reason }), 60_000);

  it('that lies of its sizes is refused, not unpacked', async () => {
    const book = workbookOf({ a: [LATHE] }, [], { 'xl/lie.xml': new Uint8Array(50 * 1024 * 1024) });
    const view = new DataView(book.buffer);
    // The size unpacked, in the directory's entry of that part: made nothing.
    const at = Buffer.from(book).lastIndexOf('xl/lie.xml');
    view.setUint32(at - 46 + 24, 0, true);
    expect(await readSheets(book)).toEqual({ ok: false, reason: 'damaged' });
  }, 120_000);
});
