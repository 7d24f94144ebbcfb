import type { Content, TableCell } from './document.js';
import { VERDICTS } from '@yanshou/catalogue';
import { formatShare, valueText } from '@yanshou/kpi';
import type { StatedIndicator, Statement } from '@yanshou/reports';
import { statedText, targetText } from '../four-figures.js';
import { PRINT_WORDS } from '../print-words.js';
import { restatementTable } from '../restatement-table.js';
import { verdictCounts } from '../statement-facts.js';
import { WORDS } from '../words.js';
import type { ReportLanguage } from '../words.js';
import { COLOURS, GRID, VERDICT_COLOURS } from './page-style.js';
import { pdfTable, widthsOf } from './pdf-table.js';

/** Number, indicator, clause, four figures, coverage, verdict, page: shares of the page's width. */
const SHARES = [14, 84, 72, 48, 46, 62, 46, 48, 46, 27];
/** Of a digest beside a name: enough to tell two apart, the whole one is in the section. */
const DIGEST_SHOWN = 'sha256:'.length + 12;

/** By the place in the statement, which is always another. */
export const sectionId = (number: number): string => `indicator-${number}`;

/** The acceptance table, a line for each indicator with its clause, coverage and the digest of its inputs. */
export function summaryPage(statement: Statement, language: ReportLanguage): readonly Content[] {
  const columns = ['', ...(['indicator', 'clause', 'target', 'own', 'computed', 'audited', 'coverage', 'verdict'] as const).map((word) => WORDS[word][language]), PRINT_WORDS.page[language]];
  return [
    { text: WORDS.summary[language], style: 'section', outline: true, pageBreak: 'before' },
    { text: verdictCounts(statement, language), margin: [0, 0, 0, 3] },
    {
      layout: GRID, fontSize: 7.5,
      table: {
        headerRows: 1, dontBreakRows: true, widths: widthsOf(SHARES),
        body: [columns.map((text) => ({ text, bold: true, fillColor: COLOURS.head })), ...statement.indicators.map((indicator, index) => summaryRow(indicator, index + 1, language))],
      },
    },
    ...restated(statement, language),
  ];
}

function summaryRow({ row, figures }: StatedIndicator, number: number, language: ReportLanguage): TableCell[] {
  const name: Content = [{ text: language === 'zh' ? row.nameZh : row.nameEn, linkToDestination: sectionId(number) }, { text: `${PRINT_WORDS.digest[language]} ${row.inputsDigest.slice(0, DIGEST_SHOWN)}…`, fontSize: 6, color: COLOURS.muted }];
  return [
    { text: String(number) }, { stack: name }, { text: row.clause }, { text: targetText(figures, language) }, { text: statedText(figures.own, language) },
    { text: valueText(row, language), bold: true }, { text: statedText(figures.audited, language) }, { text: `${formatShare(row.coverage)} / ${formatShare(row.platformCoverage)}` },
    { text: VERDICTS[row.verdict][language], bold: true, color: VERDICT_COLOURS[row.verdict] }, { pageReference: sectionId(number), alignment: 'right' },
  ];
}

/** What the statement corrects, indicator by indicator. */
function restated({ restatement }: Statement, language: ReportLanguage): readonly Content[] {
  if (restatement === undefined) return [];
  const table = restatementTable(restatement, language);
  return [
    { text: WORDS.restatement[language], style: 'section', outline: true },
    { text: [`${WORDS.supersedes[language]}: ${restatement.assessment} · `, { text: restatement.statementDigest, style: 'muted' }], margin: [0, 0, 0, 3] },
    ...(table.rows.length === 0 ? [{ text: WORDS.nothingChanged[language] }] : pdfTable(table, widthsOf([100, 62, 132, 132, 72]))),
  ];
}
