import { describe, expect, it } from '@jest/globals';
import type { ExplainedView } from '@yanshou/api-schema';
import { renderToStaticMarkup } from 'react-dom/server';
import { explainedOf } from '../../dev/mock-trace.js';
import { DICTIONARIES } from '../i18n/dictionary.js';
import { LanguageProvider } from '../i18n/language-context.js';
import type { Language } from '../i18n/language.js';
import { aRow } from '../testing/rows.js';
import { Trace } from './trace-details.js';

const row = aRow({ devices: ['M1', 'M2'] });
const rendered = (language: Language, explained: ExplainedView): string =>
  renderToStaticMarkup(<LanguageProvider language={language}><Trace explained={explained} zone="Asia/Shanghai" /></LanguageProvider>).replaceAll('&amp;', '&');
const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replaceAll('&gt;', '>').replace(/\s+/g, ' ');

describe.each(['zh', 'en'] as const)('how a value came about, in %s', (language) => {
  const explained = explainedOf(row);

  it('shows each step with its formula, numbers put in and result, and the verdict', () => {
    const text = textOf(rendered(language, explained));
    for (const { title, formula, put, result, symbol } of explained.trace.steps) {
      for (const part of [title[language], `${symbol} = ${formula[language]}`, put ?? '', `= ${result.exact}`]) expect(text).toContain(part);
    }
    expect(text).toContain(explained.trace.verdict[language]);
    expect(text).toContain('999 ÷ 1000 × 100');
  });

  it('links every number to what was read, in a page of its own', () => {
    const links = [...rendered(language, explained).matchAll(/href="([^"]*)" target="_blank" rel="noreferrer"/g)].map(([, target]) => target);
    expect(links).toEqual(explained.trace.steps.flatMap(({ table }) => table?.rows ?? []).map(({ source }) => source?.query));
    expect(links.length).toBe(2);
  });

  it('shows the digest of a file, and says why there is no value', () => {
    const [step] = explained.trace.steps;
    const file = { kind: 'figure', device: null, metric: null, id: 'f1', query: null, sha256: 'ab'.repeat(32) } as const;
    const steps = step?.table ? [{ ...step, table: { ...step.table, rows: [{ cells: ['f1', 1, null], source: file }] } }] : [];
    const text = textOf(rendered(language, { ...explained, trace: { ...explained.trace, steps } }));
    expect(text).toContain(`${DICTIONARIES[language].trace.kind.figure} abababababab`);
    const none = { ...explained, row: { ...row, value: null, reasons: [{ zh: '缺少基期', en: 'no baseline' }] }, trace: { ...explained.trace, value: null, steps: [] } };
    expect(textOf(rendered(language, none))).toContain(language === 'zh' ? '没有数值： 缺少基期' : 'There is no value: no baseline');
  });
});
