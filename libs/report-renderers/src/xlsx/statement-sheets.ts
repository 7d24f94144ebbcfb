import type { CellObject } from 'write-excel-file/node';
import { GAP_CAUSE_NAMES, countsAgainst } from '@yanshou/catalogue';
import type { Statement } from '@yanshou/reports';
import type { PrintContext } from '../print-context.js';
import { PRINT_WORDS } from '../print-words.js';
import { restatementTable } from '../restatement-table.js';
import { cell } from '../spreadsheet-cell.js';
import { balanceLines, evenText, gapLines, limitLines, lossLines, otherReadings, statementFacts, verdictCounts } from '../statement-facts.js';
import type { TextCell } from '../text-table.js';
import { verifyCommand } from '../verify-lines.js';
import { KIND_WORDS, WORDS } from '../words.js';
import type { ReportLanguage } from '../words.js';
import { SHEET_WORDS } from './sheet-words.js';
import { shareCell, tableSheet } from './sheet.js';
import type { WorkSheet } from './sheet.js';
import { nameOfRow } from './summary-sheet.js';

/** What each indicator means, where it is demanded, and the digest of what it was computed from. */
export const definitionsSheet = ({ indicators }: Statement, lines: readonly string[], language: ReportLanguage): WorkSheet => tableSheet({
  name: SHEET_WORDS.definitions[language], lines,
  columns: [
    { title: WORDS.indicator[language], width: 30 }, { title: SHEET_WORDS.id[language], width: 26 }, { title: WORDS.clause[language], width: 28 }, { title: SHEET_WORDS.document[language], width: 14 }, { title: SHEET_WORDS.place[language], width: 24 },
    { title: WORDS.quote[language], width: 50 }, { title: WORDS.formula[language], width: 60 }, { title: WORDS.ownDefinition[language], width: 50 }, { title: WORDS.version[language], width: 12 }, { title: WORDS.kind[language], width: 12 }, { title: WORDS.digest[language], width: 76 },
  ],
  rows: indicators.map((indicator) => {
    const { row, definition: { clause, formula, ownDefinition } } = indicator;
    return [nameOfRow(indicator, language), row.indicator, row.clause, clause.document, clause.place, clause.quoteZh, formula[language], ownDefinition?.[language] ?? null, row.formulaVersion, KIND_WORDS[row.kind][language], row.inputsDigest].map((text) => cell(text));
  }),
});

/** Why the devices of each indicator miss intervals. */
export const gapsSheet = ({ indicators }: Statement, lines: readonly string[], language: ReportLanguage): WorkSheet => tableSheet({
  name: SHEET_WORDS.gaps[language], lines,
  columns: [
    { title: WORDS.indicator[language], width: 30 }, { title: WORDS.clause[language], width: 28 },
    ...(['cause', 'events', 'deviceCount', 'missing', 'ofMissing', 'countsAgainst'] as const).map((word) => ({ title: SHEET_WORDS[word][language], width: word === 'cause' ? 34 : 14 })),
    { title: WORDS.deviceCoverage[language], width: 14 }, { title: WORDS.platformCoverage[language], width: 14 }, { title: WORDS.digest[language], width: 76 },
  ],
  rows: indicators.flatMap((indicator) => {
    const { row } = indicator;
    const { missing = 0, totals = [] } = row.figures.gaps ?? {};
    return totals.filter(({ intervals }) => intervals > 0).map(({ cause, events, devices, intervals }): CellObject[] => [
      cell(nameOfRow(indicator, language)), cell(row.clause), cell(GAP_CAUSE_NAMES[cause][language]), cell(events), cell(devices), cell(intervals), shareCell(intervals / missing),
      cell(SHEET_WORDS[countsAgainst(cause) ? 'yes' : 'no'][language]), shareCell(row.coverage), shareCell(row.platformCoverage), cell(row.inputsDigest),
    ]);
  }),
});

/** What was received and what became of it, and what of the journal is missing. */
export const balanceSheet = (statement: Statement, lines: readonly string[], language: ReportLanguage): WorkSheet => tableSheet({
  name: SHEET_WORDS.balance[language], lines, columns: [{ title: '', width: 24 }, { title: '', width: 60 }, { title: '', width: 44 }, { title: '', width: 16 }],
  rows: [
    ...balanceLines(statement, language).map(({ label, sum, meaning, isEven }) => [label, sum, meaning, evenText(isEven, language)]), ['', otherReadings(statement, language)],
    ...(statement.gaps.length === 0 ? [WORDS.noGaps[language]] : gapLines(statement, language)).map((gap) => [WORDS.gaps[language], gap]),
    ...lossLines(statement).map((loss) => [WORDS.lostSessions[language], loss, WORDS.lostSessionsLine[language]]),
    ...(statement.promise === undefined ? [] : [[WORDS.promise[language], statement.promise[language]]]),
  ].map((texts) => texts.map((text) => cell(text))),
});

/** What the statement corrects; none where it corrects nothing. */
export function restatementSheets({ restatement }: Statement, lines: readonly string[], language: ReportLanguage): readonly WorkSheet[] {
  if (restatement === undefined) return [];
  const { columns, rows } = restatementTable(restatement, language);
  const corrected = `${WORDS.supersedes[language]}: ${restatement.assessment} · ${restatement.statementDigest}`;
  return [tableSheet({
    name: SHEET_WORDS.restatement[language], lines: [...lines, corrected], columns: columns.map((title, index) => ({ title, width: index === 0 ? 36 : 30 })),
    rows: rows.length === 0 ? [[cell(WORDS.nothingChanged[language])]] : rows.map((row) => row.map(restatedCell)),
  })];
}

/** A digest or a verdict stands among the numbers: it stays a text. */
function restatedCell(shown: TextCell): CellObject {
  const text = typeof shown === 'string' ? shown : 'number' in shown ? shown.number : shown.lines.join('\n');
  return typeof shown !== 'string' && text !== '' && Number.isFinite(Number(text)) ? cell(Number(text)) : cell(text);
}

/** Whose statement it is, how it is told from another, how it is verified, and what it is not. */
export const aboutSheet = (statement: Statement, lines: readonly string[], context: PrintContext): WorkSheet => {
  const { language, fingerprint, statementDigest } = context;
  const facts: readonly (readonly [string, string])[] = [
    ...statementFacts(statement, language), [PRINT_WORDS.verdicts[language], verdictCounts(statement, language)], [PRINT_WORDS.statementDigest[language], statementDigest],
    [PRINT_WORDS.fingerprint[language], fingerprint], [SHEET_WORDS.command[language], verifyCommand(statement, context)], ['', PRINT_WORDS.verifyWhy[language]], ['', PRINT_WORDS.verifyKey[language]],
    ...limitLines(statement, language).map((line) => ['', line] as const),
  ];
  return tableSheet({ name: SHEET_WORDS.about[language], lines, columns: [{ title: '', width: 34 }, { title: '', width: 110 }], rows: facts.map(([label, text]) => [cell(label), cell(text)]) });
};
