import type { ProblemEntry } from '@yanshou/api-schema';
import type { WorkbookFault } from './workbook.js';

const TEXTS: Readonly<Record<WorkbookFault, readonly [code: string, zh: string, en: string]>> = {
  'no-zip': ['malformed-sheet', '不是 .xlsx 文件，请在 Excel 中另存为“Excel 工作簿（.xlsx）”', 'is no .xlsx file: save it as an Excel workbook (.xlsx)'],
  'old-excel': ['malformed-sheet', '是旧版 .xls 或加密的文件，请去掉密码并另存为 .xlsx', 'is an old .xls file, or has a password: save it as .xlsx without one'],
  'no-workbook': ['malformed-sheet', '压缩包内没有工作簿，请上传 Excel 保存的 .xlsx', 'holds no workbook: upload the .xlsx that Excel saved'],
  'too-large': ['too-large', '解开后过大，请只保留固定资产台账所在的工作表', 'is too large once unpacked: keep the sheet of the ledger only'],
  'damaged': ['malformed-sheet', '文件已损坏，请在 Excel 中打开并重新保存', 'is damaged: open it in Excel and save it again'],
};

/** What a person is told of a workbook that cannot be read. */
export function workbookProblem(fault: WorkbookFault): ProblemEntry {
  const [code, zh, en] = TEXTS[fault];
  return { code, field: 'file', detailZh: `字段 file：${zh}`, detailEn: `field file: ${en}` };
}
