import type { SelfAssessmentTable } from '@yanshou/reports';
import { localTime } from '../moments.js';
import type { ReportLanguage } from '../words.js';
import { STATES, TABLE_WORDS } from './words.js';

/** What stands above the table, as label and text. */
export function factsOf(table: SelfAssessmentTable, digest: string | null, language: ReportLanguage): readonly (readonly [string, string])[] {
  const { project, year, asOf, state, version, who, at, reason } = table;
  const time = (iso: string): string => `${localTime(iso, project.zone)} (${project.zone})`;
  const facts: readonly (readonly [keyof typeof TABLE_WORDS, string | null])[] = [
    ['project', `${language === 'zh' ? project.nameZh : project.nameEn} (${project.id})`], ['year', String(year)], ['asOf', time(asOf)], ['state', STATES[state][language]],
    ['version', version === 0 ? null : String(version)], ['by', who === null || at === null ? null : `${who}, ${time(at)}`], ['reason', reason], ['digest', digest],
  ];
  return facts.flatMap(([word, text]) => (text === null ? [] : [[TABLE_WORDS[word][language], text] as const]));
}
