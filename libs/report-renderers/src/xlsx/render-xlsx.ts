import { unzipSync, zipSync } from 'fflate';
import type { Statement } from '@yanshou/reports';
import writeXlsxFile from 'write-excel-file/node';
import type { PrintContext } from '../print-context.js';
import { restatesText, supersededText } from '../print-words.js';
import { nameOf } from '../statement-facts.js';
import type { WorkSheet } from './sheet.js';
import { figuresSheet } from './figures-sheet.js';
import { indicatorSheets } from './indicator-sheets.js';
import { aboutSheet, balanceSheet, definitionsSheet, gapsSheet, restatementSheets } from './statement-sheets.js';
import { summarySheet } from './summary-sheet.js';

/**
 * The statement as .xlsx: the acceptance table, the four figures, the devices of each indicator, gaps, balance and
 * definitions. Texts are texts and numbers unrounded numbers: no cell is a formula. The same statement and context give
 * the same bytes.
 */
export async function renderXlsx(statement: Statement, context: PrintContext): Promise<Uint8Array> {
  return withoutTime(await writeXlsxFile([...sheetsOf(statement, context)]).toBuffer());
}

function sheetsOf(statement: Statement, context: PrintContext): readonly WorkSheet[] {
  const { language } = context;
  const lines = titleLines(statement, context);
  return [
    summarySheet(statement, lines, language), figuresSheet(statement, lines, language), ...restatementSheets(statement, lines, language),
    ...statement.indicators.flatMap((indicator, index) => indicatorSheets(indicator, index + 1, lines, language)),
    gapsSheet(statement, lines, language), balanceSheet(statement, lines, language), definitionsSheet(statement, lines, language), aboutSheet(statement, lines, context),
  ];
}

/** Above every table: a sheet may be torn from its workbook. */
const titleLines = (statement: Statement, { language, statementDigest, supersededBy }: PrintContext): readonly string[] => [[
  `${statement.title[language]} · ${nameOf(statement, language)} · ${statement.assessment} · ${statementDigest}`, ...statement.stamps.map((stamp) => `[${stamp}]`),
  ...(supersededBy === null ? [] : [`[${supersededText(supersededBy, language)}]`]), ...(statement.supersedes === null ? [] : [`[${restatesText(statement.supersedes, language)}]`]),
].join(' ')];

/** Local time, as a zip has it: the same wherever it is made. */
const NO_TIME = new Date(2000, 0, 1);
const FIRST = '[Content_Types].xml';

/** The library writes when it wrote each part. */
function withoutTime(workbook: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(workbook)).sort(([one], [other]) => Number(other === FIRST) - Number(one === FIRST) || (one < other ? -1 : 1));
  return zipSync(Object.fromEntries(parts), { mtime: NO_TIME });
}
