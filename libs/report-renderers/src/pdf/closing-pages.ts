import type { Content } from './document.js';
import type { Statement } from '@yanshou/reports';
import type { PrintContext } from '../print-context.js';
import { PRINT_WORDS } from '../print-words.js';
import { balanceLines, evenText, gapLines, limitLines, lossLines, otherReadings } from '../statement-facts.js';
import { DIGEST_COMMAND, bundleName, verifyCommand } from '../verify-lines.js';
import { WORDS } from '../words.js';
import type { ReportLanguage } from '../words.js';
import { COLOURS, GRID } from './page-style.js';
import { pdfFacts, widthsOf } from './pdf-table.js';

/** What was received and what became of it, what the statement is not, how anybody verifies it, and who signs. */
export const closingPages = (statement: Statement, context: PrintContext): readonly Content[] => [
  { text: WORDS.data[context.language], style: 'section', outline: true, pageBreak: 'before' },
  pdfFacts(balanceFacts(statement, context.language)),
  { text: WORDS.limits[context.language], style: 'section', outline: true },
  { ul: limitLines(statement, context.language).map((text) => ({ text })) },
  ...howToVerify(statement, context),
  signatures(context.language),
];

const balanceFacts = (statement: Statement, language: ReportLanguage): readonly (readonly [string, string | readonly string[]])[] => {
  const gaps = gapLines(statement, language);
  const losses = lossLines(statement);
  return [
    ...balanceLines(statement, language).map(({ label, sum, meaning, isEven }) => [label, [`${sum}  ${evenText(isEven, language)}`, meaning]] as const),
    ['', otherReadings(statement, language)],
    [WORDS.gaps[language], gaps.length === 0 ? WORDS.noGaps[language] : gaps],
    ...(losses.length === 0 ? [] : [[WORDS.lostSessions[language], [...losses, WORDS.lostSessionsLine[language]]] as const]),
    ...(statement.promise === undefined ? [] : [[WORDS.promise[language], statement.promise[language]] as const]),
  ];
};

function howToVerify(statement: Statement, context: PrintContext): readonly Content[] {
  const { language, statementDigest, fingerprint } = context;
  const words = (of: keyof typeof PRINT_WORDS): string => PRINT_WORDS[of][language];
  const command = (text: string): Content => ({ text, style: 'command' });
  return [
    { text: words('howToVerify'), style: 'section', outline: true },
    { text: words('verifyWhy'), margin: [0, 0, 0, 3] },
    { text: [words('verifyAsk'), { text: bundleName(statement), bold: true }] },
    { text: words('verifyRun') }, command(verifyCommand(statement, context)),
    { text: words('verifyKey') }, command(`${words('fingerprint')}  ${fingerprint}`),
    { text: words('verifyDigest') }, command(DIGEST_COMMAND), command(statementDigest),
  ];
}

const SIGNERS = ['unit', 'officer', 'auditor', 'experts'] as const;
const SIGNING_ROOM = 34;

/** Kept together on a page: nobody signs a half of it. */
function signatures(language: ReportLanguage): Content {
  const head = (['role', 'name', 'opinion', 'date'] as const).map((word) => ({ text: PRINT_WORDS[word][language], bold: true, fillColor: COLOURS.head }));
  return {
    unbreakable: true,
    stack: [
      { text: PRINT_WORDS.signatures[language], style: 'section', outline: true },
      { text: PRINT_WORDS.signaturesMean[language], margin: [0, 0, 0, 3] },
      { layout: GRID, fontSize: 9, table: { heights: (row: number) => (row === 0 ? 'auto' : SIGNING_ROOM), widths: widthsOf([95, 150, 180, 80]), body: [head, ...SIGNERS.map((signer) => [PRINT_WORDS[signer][language], '', '', ''])] } },
    ],
  };
}
