import { VERDICTS } from '@yanshou/catalogue';
import type { Statement } from '@yanshou/reports';
import { localTime } from './moments.js';
import { WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

export const nameOf = ({ project }: Statement, language: ReportLanguage): string => (language === 'zh' ? project.nameZh : project.nameEn);

/** Whose statement it is, of which period, and when it was made: label and text. */
export function statementFacts(statement: Statement, language: ReportLanguage): readonly (readonly [string, string])[] {
  const { project, period, baseline, reportingPeriod, scope } = statement;
  const span = ({ from, to }: { readonly from: string; readonly to: string }): string => `${localTime(from, period.zone)} – ${localTime(to, period.zone)} (${period.zone})`;
  const facts: readonly (readonly [keyof typeof WORDS, string | null])[] = [
    ['project', `${nameOf(statement, language)} (${project.id})`],
    ['programme', `${project.programme} · ${project.direction}`],
    [reportingPeriod === undefined ? 'period' : 'assessedPeriod', span(period)],
    ['reportingPeriod', reportingPeriod === undefined ? null : span(reportingPeriod)],
    ['scope', scope === undefined ? null : WORDS[scope][language]],
    ['days', period.days === null ? null : period.days.join(', ')],
    ['baselinePeriod', baseline === null ? null : span(baseline)],
    ['assessment', statement.assessment],
    ['supersedes', statement.supersedes],
    ['createdAt', `${localTime(statement.createdAt, period.zone)} (${period.zone})`],
    ['platform', statement.platformVersion],
    ['note', statement.note],
  ];
  return facts.flatMap(([word, text]) => (text === null ? [] : [[WORDS[word][language], text] as const]));
}

/** How many indicators have which verdict; those that none has are left out. */
export const verdictCounts = ({ verdicts }: Statement, language: ReportLanguage): string =>
  (Object.keys(VERDICTS) as (keyof typeof VERDICTS)[]).filter((verdict) => verdicts[verdict] > 0).map((verdict) => `${VERDICTS[verdict][language]} ${verdicts[verdict]}`).join(language === 'zh' ? '；' : '; ');

/** Received and what became of it: what is counted, the sum, what it is called, and whether it comes out. */
export interface BalanceLine {
  readonly label: string;
  readonly sum: string;
  readonly meaning: string;
  readonly isEven: boolean;
}

export const balanceLines = ({ totals: { messages, readings }, balance }: Statement, language: ReportLanguage): readonly BalanceLine[] => [
  { label: WORDS.messages[language], sum: `${messages.acknowledged} = ${messages.projected} + ${messages.quarantined} + ${messages.pending}`, meaning: WORDS.messagesLine[language], isEven: balance.messages },
  { label: WORDS.readingsTotal[language], sum: `${readings.received} = ${readings.stored} + ${readings.duplicates} + ${readings.conflicts} + ${readings.rejected}`, meaning: WORDS.readingsLine[language], isEven: balance.readings },
];

export const evenText = (isEven: boolean, language: ReportLanguage): string => (isEven ? WORDS.balanced : WORDS.unbalanced)[language];

/** Classes of what was stored, and gaps, beside the sum. */
export const otherReadings = ({ totals: { readings } }: Statement, language: ReportLanguage): string =>
  `${WORDS.otherReadings[language]}: ${readings.gaps} / ${readings.late} / ${readings.serverStamped}`;

/** A line for each stretch of the journal that was declared missing. */
export const gapLines = ({ gaps, period }: Statement, language: ReportLanguage): readonly string[] =>
  gaps.map((gap) => `${WORDS.sequences[language]} ${gap.fromSequence}–${gap.toSequence} · ${localTime(gap.declaredAt, period.zone)} · ${gap.cause} · ${gap.reason}`);

/** A line for each stretch in which the broker lost our session: what it had acknowledged may be missing. */
export const lossLines = ({ lostSessions = [], period }: Statement): readonly string[] =>
  lostSessions.map(({ from, to }) => `${localTime(from, period.zone)} – ${localTime(to, period.zone)}`);

/** What the statement does not replace, and how its words are meant. */
export const limitLines = ({ limits }: Statement, language: ReportLanguage): readonly string[] => [...limits.map((limit) => limit[language]), WORDS.relative[language]];
