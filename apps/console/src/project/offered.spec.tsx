import { describe, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ProjectDetail, Role, Session } from '@yanshou/api-schema';
import type { ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { workOf } from '../../dev/mock-work.js';
import { detailOf } from '../../dev/mock-projects.js';
import { rowsOf } from '../../dev/mock-rows.js';
import { EVIDENCE } from '../../dev/mock-work-records.js';
import { SESSION_KEY } from '../api/query-client.js';
import { LanguageProvider } from '../i18n/language-context.js';
import { LANGUAGES } from '../i18n/language.js';
import type { Language } from '../i18n/language.js';
import { EvidenceSection } from './evidence/evidence-section.js';
import { FindingsSection } from './evidence/findings-section.js';
import { ChangesSection } from './freeze/changes-section.js';
import { FreezeSection } from './freeze/freeze-section.js';
import { LedgerSection } from './ledger/ledger-section.js';
import { LifeSection } from './life/life-section.js';
import { MilestonesSection } from './life/milestones-section.js';
import { MoneySection } from './money/money-section.js';
import { StandingSection } from './overview/standing-section.js';

const PROJECT = detailOf('workshop') as ProjectDetail;
/** What is kept under which key is what the path answers. */
const READS: Readonly<Record<string, (body: never) => unknown>> = {
  'evidence': ({ items }: { items: unknown }) => items, 'evidence/findings': ({ items }: { items: unknown }) => items, 'reconciliation': (body) => body, 'freeze': ({ freeze }: { freeze: unknown }) => freeze,
  'changes': ({ items }: { items: unknown }) => items, 'life-cycle': (body) => body, 'milestones': ({ items }: { items: unknown }) => items, 'money': ({ money }: { money: unknown }) => money, 'standing': (body) => body,
};

function clientOf(id: string, role: Role): QueryClient {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  const session: Session = { id, name: id, role, scope: [], by: 'session', mustChangePassword: false, expiresAt: null };
  client.setQueryData(SESSION_KEY, session);
  client.setQueryData(['project', PROJECT.id, 'indicators'], rowsOf(PROJECT.id));
  for (const [path, pick] of Object.entries(READS)) client.setQueryData(['project', PROJECT.id, path.split('/').at(-1)], pick(workOf(PROJECT.id, path, 'GET')?.body as never));
  return client;
}

function markupOf(Section: ComponentType<{ readonly project: ProjectDetail }>, [id, role]: readonly [string, Role], language: Language = 'zh'): string {
  return renderToStaticMarkup(
    <LanguageProvider language={language}><QueryClientProvider client={clientOf(id, role)}><MemoryRouter><Section project={PROJECT} /></MemoryRouter></QueryClientProvider></LanguageProvider>,
  );
}

/** What its buttons say to somebody who hears them. */
const buttonsOf = (markup: string): string[] =>
  [...markup.matchAll(/<button([^>]*)>(.*?)<\/button>/g)].map(([, attributes = '', content = '']) => /aria-label="([^"]*)"/.exec(attributes)?.[1] ?? content.replace(/<[^>]*>/g, '')).filter((text) => !/^(?:全部|待|已|报废|表有|账有|闲置)/.test(text));

const OFFICER = ['officer', 'officer'] as const;
const MEMBER = ['liu', 'member'] as const;
const AUDITOR = ['auditor-wang', 'auditor'] as const;

const PATENT = EVIDENCE[0]?.title ?? '';
const STATE = '申报“车间设备联网管理软件 V1.0”的法律状态变更';

describe('what a page of a project offers', () => {
  it.each<[string, ComponentType<{ readonly project: ProjectDetail }>, string[], string[], string[]]>([
    ['evidence', EvidenceSection, ['上传佐证', `处理“${PATENT}”的法律状态变更`, '处理“车间设备联网管理软件 V1.0”', STATE, '处理“2025 年度专项审计报告”'], ['上传佐证', STATE], []],
    ['ledger', LedgerSection, ['导入固定资产台账'], ['导入固定资产台账'], []],
    ['freeze, in force', FreezeSection, [], [], []],
    ['changes', ChangesSection, ['申请变更', '处理“project”的变更'], ['申请变更'], []],
    ['life', LifeSection, ['登记阶段变更'], [], []],
    ['money, audited', MoneySection, ['登记审定金额'], [], []],
  ])('%s: to an officer, a member, an auditor', (_, Section, officer, member, auditor) => {
    expect([OFFICER, MEMBER, AUDITOR].map((who) => buttonsOf(markupOf(Section, who)))).toEqual([officer, member, auditor]);
  });

  it('milestones are planned and moved by officers, reported by members', () => {
    const kinds = ([who, role]: readonly [string, Role]): string[] => [...new Set(buttonsOf(markupOf(MilestonesSection, [who, role])).map((text) => text.replace(/“.*/, '')))];
    expect([OFFICER, MEMBER, AUDITOR].map(kinds)).toEqual([['生成季度节点', '新增节点', '填报', '调整'], ['填报'], []]);
  });

  it('nobody decides on what is theirs: it says so instead', () => {
    const own = markupOf(EvidenceSection, ['liu', 'officer']);
    expect([buttonsOf(own), own.includes('本人提交，须由他人决定'), own.includes('本人申报，须由他人决定')]).toEqual([['上传佐证', STATE, '处理“2025 年度专项审计报告”'], true, true]);
    expect(buttonsOf(markupOf(ChangesSection, ['liu', 'officer']))).toEqual(['申请变更']);
    expect(buttonsOf(markupOf(MoneySection, ['liu', 'officer']))).toEqual([]);
  });

  it('leads are for officers; nobody else is told that there may be any', () => {
    expect(markupOf(FindingsSection, OFFICER)).toContain('变速器智能工厂创新示范应用');
    expect([MEMBER, AUDITOR].map((who) => markupOf(FindingsSection, who))).toEqual(['', '']);
  });

  it.each(LANGUAGES)('the estimate is labelled as one, and no value stands without clause, coverage and digest (%s)', (language) => {
    const text = markupOf(StandingSection, MEMBER, language).replace(/<[^>]*>/g, ' ').replaceAll('&#x27;', "'");
    expect(text).toContain(language === 'zh' ? '平台测算（非验收结论）' : "platform's estimate, not a conclusion of the acceptance");
    for (const { clause, inputsDigest } of rowsOf(PROJECT.id)) expect([text.includes(clause), text.includes(inputsDigest.slice(7, 19))]).toEqual([true, true]);
    expect(text).toContain('66.84 %');
  });
});
