import { VERDICTS, unitText } from '@yanshou/catalogue';
import type { Verdict } from '@yanshou/catalogue';
import type { RestatedFigures, RestatedIndicator, Restatement } from '@yanshou/reports';
import { WORDS } from './words.js';
import type { ReportLanguage } from './words.js';
import type { TextTable } from './text-table.js';

/** What the statement corrects, indicator by indicator: before, after and the difference, unrounded; no rows where nothing differs. */
export const restatementTable = ({ indicators }: Restatement, language: ReportLanguage): TextTable => ({
  title: null, more: null,
  columns: [WORDS.indicator[language], '', WORDS.before[language], WORDS.after[language], WORDS.difference[language]],
  rows: indicators.filter(({ changed }) => changed).flatMap((indicator) => rowsOf(indicator, language)),
});

type Line = readonly [keyof typeof WORDS, unknown, unknown, number | null];

function rowsOf({ nameZh, nameEn, unit, before, after, difference }: RestatedIndicator, language: ReportLanguage): TextTable['rows'] {
  const figure = (word: keyof typeof WORDS, name: keyof typeof difference): Line => [word, before?.[name], after?.[name], difference[name]];
  const lines: readonly Line[] = [
    figure('value', 'value'), figure('numerator', 'numerator'), figure('denominator', 'denominator'), figure('deviceCoverage', 'coverage'),
    figure('platformCoverage', 'platformCoverage'), figure('readings', 'readings'),
    ['target', before?.target, after?.target, null], ['verdict', verdictText(before, language), verdictText(after, language), null],
    ['formula', before?.formulaVersion, after?.formulaVersion, null], ['inputs', before?.inputsDigest, after?.inputsDigest, null],
  ];
  const [name, called] = [language === 'zh' ? nameZh : nameEn, unitText(unit, language)];
  const named = called === '' ? name : `${name} (${called})`;
  return lines.filter(([, from, to]) => from !== to)
    .map(([word, from, to, by], index) => [index === 0 ? named : '', WORDS[word][language], { number: shown(from) }, { number: shown(to) }, { number: by === null ? '' : signed(by) }]);
}

const verdictText = (figures: RestatedFigures | null, language: ReportLanguage): string | undefined =>
  figures === null ? undefined : (VERDICTS as Partial<typeof VERDICTS>)[figures.verdict as Verdict]?.[language] ?? figures.verdict;

const shown = (value: unknown): string => (value === undefined || value === null ? '–' : String(value));
const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));
