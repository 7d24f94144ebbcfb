import { QueryClientProvider } from '@tanstack/react-query';
import { describe, expect, it } from '@jest/globals';
import type { Session } from '@yanshou/api-schema';
import { renderToStaticMarkup } from 'react-dom/server';
import { createQueryClient, SESSION_KEY } from '../api/query-client.js';
import { LanguageProvider } from '../i18n/language-context.js';
import type { Language } from '../i18n/language.js';
import { aScoredRow, aSelfAssessment } from '../testing/self-assessment.js';
import { SelfAssessmentView } from './self-assessment-view.js';

const SESSION: Session = { id: 'x', name: 'x', role: 'member', scope: ['project:p'], by: 'session', mustChangePassword: false, expiresAt: null };

function rendered(table = aSelfAssessment(), role: Session['role'] = 'member', language: Language = 'zh'): string {
  const client = createQueryClient();
  client.setQueryData(SESSION_KEY, { ...SESSION, role });
  return renderToStaticMarkup(<QueryClientProvider client={client}><LanguageProvider language={language}><SelfAssessmentView project="p" table={table} /></LanguageProvider></QueryClientProvider>);
}
const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replace(/\s+/g, ' ');
const labelsOf = (markup: string): string[] => [...markup.matchAll(/<(?:input|textarea|select)[^>]*aria-label="([^"]*)"/g)].map(([, label = '']) => label);

describe('the page of a self-assessment', () => {
  it('shows each value with its verdict, coverage and digest, and has no field for one', () => {
    for (const language of ['zh', 'en'] as const) {
      const markup = rendered(aSelfAssessment(), 'member', language);
      for (const part of ['60.00 % (3/5)', '≥ 70 %', '50.00 %', '99.80 %', '0123456789ab', 'v1.0.0', 'S000 一(二)1']) expect(textOf(markup)).toContain(part);
      expect(labelsOf(markup)).toHaveLength(9);
    }
    expect(labelsOf(rendered()).slice(0, 3)).toEqual(['“车间智能化设备联网率”的分值', '“车间智能化设备联网率”的得分', '“车间智能化设备联网率”的偏差原因分析及改进措施']);
  });

  it('marks suggestions as such, what has to be explained, and what hinders the issue', () => {
    const text = textOf(rendered());
    for (const part of ['建议 38.57', '数据不足，不建议', '必填：未达标或无法判定', '“b”尚未评分', '第 1 版']) expect(text).toContain(part);
    expect(rendered()).toMatch(/<button[^>]*disabled=""[^>]*>印发/);
    expect(rendered(aSelfAssessment({ faults: [] }))).not.toMatch(/<button[^>]*disabled=""[^>]*>印发/);
    const off = aSelfAssessment({ rows: [aScoredRow('a', { weight: 44.5 }), ...aSelfAssessment().rows.slice(1)] });
    expect(textOf(rendered(off))).toContain('分值合计须为 100，现为 99.5');
  });

  it('is no form for an auditor, and none once it is issued', () => {
    for (const markup of [rendered(aSelfAssessment(), 'auditor'), rendered(aSelfAssessment({ state: 'issued', digest: `sha256:${'f'.repeat(64)}` }))]) expect(labelsOf(markup)).toEqual([]);
    expect(rendered(aSelfAssessment({ state: 'issued' }))).toContain('重新编制');
    expect(rendered(aSelfAssessment({ state: 'issued' }), 'auditor')).not.toContain('重新编制');
    expect(textOf(rendered(aSelfAssessment({ state: 'issued', digest: `sha256:${'f'.repeat(64)}` })))).toContain('印发摘要 ffffffffffff');
  });

  it('leads to the workbook and the page of the version that is shown', () => {
    expect(rendered()).toContain('/api/v1/projects/p/self-assessments/2026/table.xlsx?lang=zh&amp;version=1');
    expect(rendered(aSelfAssessment({ version: 0, state: 'proposed' }), 'member', 'en')).toContain('/api/v1/projects/p/self-assessments/2026/table.html?lang=en"');
  });

  it('shows markup of people as text', () => {
    const told = aSelfAssessment({ rows: [aScoredRow('a', { deviation: '<img src=x onerror=alert(1)>' })] });
    expect(rendered(told, 'auditor')).not.toContain('<img');
    expect(rendered(told)).not.toContain('<img');
  });
});
