import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { problemOf } from '../api/problem.js';
import { LanguageProvider } from '../i18n/language-context.js';
import type { Language } from '../i18n/language.js';
import { ActionForm } from './action-form.js';
import type { Action } from './action-form.js';
import { FormText } from './form-fields.js';

const refused = (field: string): Error => problemOf(422, { code: 'outside-term', detailZh: '不在项目期内', detailEn: 'is outside the term', field });
const rendered = (action: Action, language: Language = 'zh', progress?: number): string => renderToStaticMarkup(
  <LanguageProvider language={language}>
    <ActionForm label="上传" submit="上传" fields={['datedAt']} action={action} onSubmit={() => undefined} progress={progress}><FormText name="datedAt" label="日期" hint="在项目期内" /></ActionForm>
  </LanguageProvider>,
);
const alerts = (markup: string): string[] => [...markup.matchAll(/role="alert">(.*?)<\/(?:p|div)>/g)].map(([, content = '']) => content.replace(/<[^>]*>/g, ' ').trim());

describe('a form', () => {
  it.each(['zh', 'en'] as const)('shows what is refused of a field at that field, tied to it (%s)', (language) => {
    const markup = rendered({ error: refused('datedAt'), isPending: false }, language);
    expect(alerts(markup)).toEqual([`${language === 'zh' ? '不在项目期内' : 'is outside the term'}  outside-term`]);
    const [, described = ''] = /<input[^>]*aria-invalid="true"[^>]*aria-describedby="([^"]*)"/.exec(markup) ?? [];
    expect(described.split(' ').map((id) => markup.includes(`id="${id}"`))).toEqual([true, true]);
  });

  it('shows anything else at its end, once', () => {
    const markup = rendered({ error: refused('elsewhere'), isPending: false });
    expect([alerts(markup).length, /aria-invalid="true"/.test(markup), markup.indexOf('role="alert"') > markup.indexOf('<input')]).toEqual([1, false, true]);
  });

  it('cannot be sent twice, and tells how far an upload is', () => {
    const markup = rendered({ error: null, isPending: true }, 'zh', 0.375);
    expect([/<button type="submit"[^>]*disabled/.test(markup), markup.includes('正在上传 37 %'), markup.includes('aria-busy="true"')]).toEqual([true, true, true]);
    expect(rendered({ error: null, isPending: true }, 'zh', 1)).toContain('已上传，正在处理');
    expect(rendered({ error: refused('datedAt'), isPending: true })).not.toContain('role="alert"');
  });
});
