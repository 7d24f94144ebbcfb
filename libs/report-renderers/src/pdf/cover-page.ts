import type { Content } from './document.js';
import type { Statement } from '@yanshou/reports';
import type { PrintContext } from '../print-context.js';
import { PRINT_WORDS, restatesText, supersededText } from '../print-words.js';
import { statementFacts, verdictCounts } from '../statement-facts.js';
import { COLOURS } from './page-style.js';
import { pdfFacts } from './pdf-table.js';

/** Whose statement it is, of which period, what tells it apart from another, and what it is not. */
export function coverPage(statement: Statement, context: PrintContext): readonly Content[] {
  const { language, supersededBy } = context;
  return [
    { text: statement.title[language], style: 'title', margin: [0, 70, 0, 18] },
    ...statement.stamps.map((stamp) => framed(stamp, COLOURS.warning)),
    ...(supersededBy === null ? [] : [framed(supersededText(supersededBy, language), COLOURS.danger)]),
    ...(statement.supersedes === null ? [] : [framed(restatesText(statement.supersedes, language), COLOURS.accent)]),
    { stack: [pdfFacts(coverFacts(statement, context), 128)], margin: [0, 22, 0, 14] },
    { text: PRINT_WORDS.purpose[language], alignment: 'center', color: COLOURS.muted, fontSize: 9 },
  ];
}

function coverFacts(statement: Statement, { language, fingerprint, statementDigest }: PrintContext): readonly (readonly [string, string])[] {
  const word = (of: keyof typeof PRINT_WORDS): string => PRINT_WORDS[of][language];
  const [project, programme, ...others] = statementFacts(statement, language);
  return [
    ...[project, programme].filter((fact) => fact !== undefined), [word('contractNumber'), word('byHand')], ...others,
    [word('verdicts'), verdictCounts(statement, language)], [word('statementDigest'), statementDigest], [word('fingerprint'), fingerprint],
  ];
}

const framed = (text: string, color: string): Content => ({
  margin: [40, 0, 40, 8], layout: { hLineColor: () => color, vLineColor: () => color, hLineWidth: () => 1.5, vLineWidth: () => 1.5, paddingTop: () => 4, paddingBottom: () => 5 },
  table: { widths: ['*'], body: [[{ text, alignment: 'center', bold: true, color, fontSize: 11 }]] },
});
