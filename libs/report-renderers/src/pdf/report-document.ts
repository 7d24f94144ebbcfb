import type { Content, DocumentDefinition } from './document.js';
import type { Statement } from '@yanshou/reports';
import type { PrintContext } from '../print-context.js';
import { pageText, supersededText } from '../print-words.js';
import { nameOf } from '../statement-facts.js';
import { closingPages } from './closing-pages.js';
import { coverPage } from './cover-page.js';
import { indicatorPages } from './indicator-pages.js';
import { COLOURS, FONT, PAGE, STYLES } from './page-style.js';
import { printableContent } from './printable.js';
import { summaryPage } from './summary-page.js';

/** The statement as the definition of a document: cover, acceptance table, a section for each indicator, balance, how to verify, signatures. Pure. */
export function reportDocument(statement: Statement, context: PrintContext): DocumentDefinition {
  const { language } = context;
  const section = { language, zone: statement.period.zone, createdAt: statement.createdAt };
  const title = printableContent(`${statement.title[language]} · ${nameOf(statement, language)}`);
  return {
    pageSize: 'A4', pageMargins: PAGE.margins, language: language === 'zh' ? 'zh-CN' : 'en', displayTitle: true,
    // Nothing of the moment of printing: the same statement is the same file.
    info: { title, subject: statement.assessment, creator: `Yanshou ${statement.platformVersion}`, producer: 'pdfmake', creationDate: new Date(statement.createdAt) },
    defaultStyle: { font: FONT, fontSize: 9, color: COLOURS.ink }, styles: STYLES,
    header: (page) => (page === 1 ? null : printableContent(pageHead(statement, context))),
    footer: (page, pages) => printableContent(pageFoot(statement, context, pageText(page, pages, language))),
    content: printableContent<Content[]>([
      ...coverPage(statement, context), ...summaryPage(statement, language),
      ...statement.indicators.flatMap((indicator, index) => indicatorPages(indicator, index + 1, section)),
      ...closingPages(statement, context),
    ]),
  };
}

/** Whose page it is and, on every page, what it must not be taken for. */
const pageHead = (statement: Statement, { language, supersededBy }: PrintContext): Content => ({
  margin: [40, 22, 40, 0], fontSize: 7.5, color: COLOURS.muted,
  columns: [
    { width: '*', text: `${nameOf(statement, language)} · ${statement.assessment}` },
    { width: 'auto', alignment: 'right', bold: true, color: COLOURS.warning, text: [...statement.stamps, ...(supersededBy === null ? [] : [supersededText(supersededBy, language)])].join(' · ') },
  ],
  columnGap: 8,
});

const pageFoot = (statement: Statement, { statementDigest }: PrintContext, page: string): Content => ({
  margin: [40, 14, 40, 0], fontSize: 6.5, color: COLOURS.muted,
  columns: [{ width: '*', text: `${statement.project.id} · ${statement.assessment} · ${statementDigest}` }, { width: 'auto', alignment: 'right', fontSize: 7.5, text: page }], columnGap: 8,
});
