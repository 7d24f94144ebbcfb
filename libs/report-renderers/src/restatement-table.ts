import { VERDICTS, unitText } from '@yanshou/catalogue';
import type { Verdict } from '@yanshou/catalogue';
import type { RestatedFigures, RestatedIndicator, Restatement } from '@yanshou/reports';
import { html } from './html-text.js';
import type { Html } from './html-text.js';
import { WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

/** What the statement corrects, indicator by indicator: before, after and the difference, unrounded. */
export function restatementTable(restatement: Restatement | undefined, language: ReportLanguage): Html | null {
  if (restatement === undefined) return null;
  const changed = restatement.indicators.filter((indicator) => indicator.changed);
  return html`<h2>${WORDS.restatement[language]}</h2>
<p>${WORDS.supersedes[language]}: ${restatement.assessment} · <span class="muted">${restatement.statementDigest}</span></p>
${changed.length === 0 ? html`<p>${WORDS.nothingChanged[language]}</p>` : html`<table class="summary"><thead><tr><th>${WORDS.indicator[language]}</th><th></th><th>${WORDS.before[language]}</th><th>${WORDS.after[language]}</th><th>${WORDS.difference[language]}</th></tr></thead><tbody>
${changed.map((indicator) => rows(indicator, language))}</tbody></table>`}`;
}

type Line = readonly [keyof typeof WORDS, unknown, unknown, number | null];

function rows({ nameZh, nameEn, unit, before, after, difference }: RestatedIndicator, language: ReportLanguage): Html {
  const figure = (word: keyof typeof WORDS, name: keyof typeof difference): Line => [word, before?.[name], after?.[name], difference[name]];
  const lines: readonly Line[] = [
    figure('value', 'value'), figure('numerator', 'numerator'), figure('denominator', 'denominator'), figure('deviceCoverage', 'coverage'),
    figure('platformCoverage', 'platformCoverage'), figure('readings', 'readings'),
    ['target', before?.target, after?.target, null], ['verdict', verdictText(before, language), verdictText(after, language), null],
    ['formula', before?.formulaVersion, after?.formulaVersion, null], ['inputs', before?.inputsDigest, after?.inputsDigest, null],
  ];
  const [name, called] = [language === 'zh' ? nameZh : nameEn, unitText(unit, language)];
  const named = called === '' ? name : `${name} (${called})`;
  return html`${lines.filter(([, from, to]) => from !== to).map(([word, from, to, by], index) => html`<tr><td>${index === 0 && named}</td><td>${WORDS[word][language]}</td><td class="number">${shown(from)}</td><td class="number">${shown(to)}</td><td class="number">${by !== null && signed(by)}</td></tr>`)}`;
}

const verdictText = (figures: RestatedFigures | null, language: ReportLanguage): string | undefined =>
  figures === null ? undefined : (VERDICTS as Partial<typeof VERDICTS>)[figures.verdict as Verdict]?.[language] ?? figures.verdict;

const shown = (value: unknown): string => (value === undefined || value === null ? '–' : String(value));
const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));
