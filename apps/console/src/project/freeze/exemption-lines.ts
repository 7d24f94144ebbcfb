import type { PlannedTimeView } from '@yanshou/api-schema';
import type { Language } from '../../i18n/language.js';
import { instantAt, localText } from '../../format/time-text.js';
import { parseLines } from './change-view.js';
import type { Parsed } from './change-view.js';

export type ExemptionView = NonNullable<PlannedTimeView['exemptions']>[number];

/** The first word of a reason says what kind of time off it is. */
const KINDS: Readonly<Record<string, NonNullable<ExemptionView['kind']>>> = {
  检修: 'maintenance', maintenance: 'maintenance', 清塘: 'drained', drained: 'drained', 休耕: 'closed-season', 'closed-season': 'closed-season',
};
const WORDS: Readonly<Record<Language, Readonly<Record<NonNullable<ExemptionView['kind']>, string>>>> = {
  zh: { 'maintenance': '检修', 'drained': '清塘', 'closed-season': '休耕' },
  en: { 'maintenance': 'maintenance', 'drained': 'drained', 'closed-season': 'closed-season' },
};
const BETWEEN: Readonly<Record<Language, string>> = { zh: '至', en: '–' };
/** Stands before a reason without a kind that begins with the word of one. */
const NO_KIND = '/';

const TIME = String.raw`(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}[^\s–—~至]*)`;
const LINE = new RegExp(String.raw`^${TIME}(?:\s*[–—~至]\s*|\s+-\s+|\s+)${TIME}\s+(\S.*)$`);

/** `2026-11-01 00:00 至 2026-11-15 00:00 清塘 消毒` a line, in the project's zone; the reason is all that follows the times when it names no kind. */
export const parseExemptions = (text: string, zone: string): Parsed<ExemptionView> => parseLines(text, (line) => {
  const [, start, end, rest] = LINE.exec(line) ?? [];
  if (start === undefined || end === undefined || rest === undefined) return undefined;
  const [from, to] = [instantOf(start, zone), instantOf(end, zone)];
  if (from === undefined || to === undefined || Date.parse(from) >= Date.parse(to)) return undefined;
  return { from, to, ...reasonOf(rest) };
});

function reasonOf(text: string): Pick<ExemptionView, 'reason' | 'kind'> {
  if (text.startsWith(`${NO_KIND} `)) return { reason: text.slice(NO_KIND.length).trim() };
  const [first = '', ...words] = text.split(/\s+/);
  const kind = Object.hasOwn(KINDS, first) ? KINDS[first] : undefined;
  return kind === undefined ? { reason: text } : { reason: words.join(' ') || first, kind };
}

/** As they are written in the form. */
export const exemptionsText = (exemptions: readonly ExemptionView[], zone: string, language: Language): string =>
  exemptions.map(({ from, to, ...why }) => [timeOf(from, zone), BETWEEN[language], timeOf(to, zone), whyText(why, language)].join(' ')).join('\n');

function whyText({ kind, reason }: Pick<ExemptionView, 'reason' | 'kind'>, language: Language): string {
  if (kind === undefined) return Object.hasOwn(KINDS, reason.split(/\s+/)[0] ?? '') || reason.startsWith(NO_KIND) ? `${NO_KIND} ${reason}` : reason;
  const word = Object.keys(KINDS).find((one) => one === reason && KINDS[one] === kind) ?? WORDS[language][kind];
  return word === reason ? word : `${word} ${reason}`;
}

/** The wall clock, unless it has seconds: then as it is. */
const timeOf = (iso: string, zone: string): string => (Date.parse(iso) % 60_000 === 0 ? localText(iso, zone).replace('T', ' ') : iso);

function instantOf(written: string, zone: string): string | undefined {
  const text = written.replace(' ', 'T');
  if (text.length > 16) return Number.isNaN(Date.parse(text)) ? undefined : text;
  return Number.isNaN(Date.parse(`${text}Z`)) ? undefined : instantAt(text, zone);
}
