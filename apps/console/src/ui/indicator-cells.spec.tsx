import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { shareText, targetText, valueText } from '../format/value-text.js';
import { DICTIONARIES } from '../i18n/dictionary.js';
import { LanguageProvider } from '../i18n/language-context.js';
import { LANGUAGES } from '../i18n/language.js';
import type { Language } from '../i18n/language.js';
import { aRow, anyRow } from '../testing/rows.js';
import { IndicatorCells } from './indicator-cells.js';
import { ProblemPanel } from './problem-panel.js';
import { Stamps } from './stamps.js';
import { problemOf } from '../api/problem.js';

const rendered = (language: Language, element: React.ReactNode): string =>
  renderToStaticMarkup(<LanguageProvider language={language}>{element}</LanguageProvider>);

/** What a reader sees or hears: the markup without its tags. */
const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replace(/\s+/g, ' ');

describe('the cells of an indicator', () => {
  it('never show a value without clause, both coverages, verdict, formula version and digest', () => {
    fc.assert(fc.property(anyRow, fc.constantFrom(...LANGUAGES), (row, language) => {
      const text = textOf(rendered(language, <table><tbody><tr><IndicatorCells row={row} /></tr></tbody></table>));
      const beside = [valueText(row, language), row.clause, shareText(row.coverage), shareText(row.platformCoverage), row.inputsDigest.slice(7, 19), `v${row.formulaVersion}`, DICTIONARIES[language].verdict[row.verdict]];
      for (const part of beside) expect(text).toContain(part);
      expect(text).toContain(row.target === null ? DICTIONARIES[language].indicator.noTarget : targetText(row, language));
    }));
  });

  it('show a lowered target as lowered', () => {
    const text = textOf(rendered('zh', <table><tbody><tr><IndicatorCells row={aRow({ target: 60, loweredFrom: 70 })} /></tr></tbody></table>));
    expect(text).toContain('低于原定目标 70 %');
    expect(text).not.toContain('未经批准调整');
    const unapproved = textOf(rendered('zh', <table><tbody><tr><IndicatorCells row={aRow({ target: 60, loweredFrom: 70, loweredApproval: null })} /></tr></tbody></table>));
    expect(unapproved).toContain('未经批准调整，低于原定目标 70 %');
  });
});

describe('stamps', () => {
  it('mark simulated and replayed data, in both languages alike', () => {
    for (const language of LANGUAGES) {
      expect(textOf(rendered(language, <Stamps origins={['live', 'simulated']} />))).toContain('模拟数据 SIMULATED');
      expect(textOf(rendered(language, <Stamps origins={['replayed']} />))).toContain('回放数据 REPLAYED');
      expect(rendered(language, <Stamps origins={['live', 'imported', 'none']} />)).toBe('');
    }
  });
});

describe('a problem', () => {
  it('is shown with its code, its field and what to do', () => {
    const error = problemOf(422, { code: 'period-in-future', detailZh: '请选择已结束的时段', detailEn: 'choose a period that has ended', field: 'to' });
    expect(textOf(rendered('zh', <ProblemPanel error={error} />))).toMatch(/请选择已结束的时段.*period-in-future.*to/);
    expect(textOf(rendered('en', <ProblemPanel error={error} />))).toContain('choose a period that has ended');
    expect(textOf(rendered('en', <ProblemPanel error={new Error('boom')} />))).not.toContain('boom');
  });
});
