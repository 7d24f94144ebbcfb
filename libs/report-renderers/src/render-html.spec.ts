import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StatedFigure, Statement } from '@yanshou/reports';
import { sampleContract, sampleStatement } from '@yanshou/reports/testing';
import { restatementOf, supersededOf } from '@yanshou/reports';
import { TRACE_WORDS } from './trace-words.js';
import { WORDS } from './words.js';
import { renderHtml } from './index.js';

const LANGUAGES = ['zh', 'en'] as const;
const words = (page: string): string => page.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' ').replaceAll('\u00a0', ' ');

describe.each(LANGUAGES)('the page in %s', (language) => {
  const statement = sampleStatement({ origin: 'simulated' });
  const page = renderHtml(statement, language);

  it('is one file: no script, nothing fetched, and a policy that forbids both', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="(zh-CN|en)">/);
    expect(page).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"");
    expect(page).not.toMatch(/<script|<link|<iframe|<img|<object|@import|url\((?!#)|\son\w+=|javascript:/i);
    expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target]) => target).filter((target) => !target?.startsWith('#'))).toEqual([]);
  });

  it('is the same text for the same statement, however often it was rendered', () => {
    expect(renderHtml(statement, language)).toBe(page);
  });

  it('says of which period it is, and that another than the contract\'s is interim', () => {
    const of = (reportingWindow: { readonly from: number; readonly to: number }): string => words(renderHtml(sampleStatement({ contract: { ...sampleContract(), reportingWindow } }), language));
    const { window } = sampleContract();
    const interim = of({ from: window.from, to: window.to + 3_600_000_000 });
    for (const part of language === 'zh' ? ['阶段性，非任务书考核期', '任务书考核期', '阶段性核算：核算时段不是任务书考核期'] : ['Interim statement', 'reporting period', 'interim: the period assessed is not']) expect(interim).toContain(part);
    expect(interim).toContain('2026-10-01 08:00 – 2026-10-01 12:00');
    expect(of(window)).not.toMatch(/阶段性|nterim/);
  });

  it('says when the broker lost its session and what that means, where it did', () => {
    const from = Date.parse('2026-10-01T01:30:00Z') * 1_000;
    const told = words(renderHtml(sampleStatement({}, { lost: [{ from, to: from + 3_600_000_000 }] }), language));
    for (const part of [WORDS.lostSessions[language], WORDS.lostSessionsLine[language], '2026-10-01 09:30 – 2026-10-01 10:30']) expect(told).toContain(part);
    expect(words(page)).not.toContain(WORDS.lostSessions[language]);
  });

  it('has every indicator in the summary and in a section of its own, with clause, verdict and digest', () => {
    for (const { row, definition } of statement.indicators) {
      const section = page.slice(page.indexOf(`id="${row.indicator}"`), page.indexOf('</section>', page.indexOf(`id="${row.indicator}"`)));
      for (const part of [row.inputsDigest, row.formulaVersion, `class="verdict ${row.verdict}"`]) expect(section).toContain(part);
      for (const part of [definition.clause.quoteZh, row.clause, definition.formula[language]]) expect(words(section)).toContain(escapedForWords(part));
    }
  });

  it('draws each indicator that has a value against its target, with the values written', () => {
    const charts = page.match(/<svg[^>]*>.*?<\/svg>/gs) ?? [];
    expect(charts).toHaveLength(statement.indicators.filter(({ row }) => row.value !== null).length);
    expect(charts.length).toBeGreaterThanOrEqual(3);
    const texts = words(charts[0] ?? '');
    for (const text of ['72.5 %', '40.00 % (2/5)', '40 %', '≥ 70 %']) expect(texts).toContain(text);
  });

  it('draws nothing beside a figure that no scale holds, and writes it', () => {
    const extreme = renderHtml(changed((first) => ({ ...first, figures: { ...first.figures, audited: { ...(first.figures.own as StatedFigure), value: 1.7e308 } } })), language);
    expect(extreme.match(/<svg/g)).toHaveLength((page.match(/<svg/g) ?? []).length - 1);
    expect(words(extreme)).toContain('1.7e+308');
  });

  it('shows four figures, who stated them, difference and explanation', () => {
    const text = words(page);
    for (const part of ['≥ 70 %', '72.5 %', '40.00 % (2/5)', '项目单位 &lt;张三&gt;', '2026-11-02 09:00', language === 'zh' ? '-32.50 个百分点' : '-32.50 percentage points', '含 2 台已到货未安装的设备 &amp; 备机']) expect(text).toContain(part);
  });

  it('rounds differences to two decimals, but never to nothing', () => {
    const differing = (platformMinusOwn: number): string => words(renderHtml(changed((first) => ({ ...first, figures: { ...first.figures, platformMinusOwn } })), language));
    expect(differing(-9.521428571429)).toMatch(/: -9\.52 /);
    expect(differing(0.125)).toMatch(/: \+0\.12 /);
    expect(differing(0.000004)).toMatch(/: \+0\.000004 /);
    expect(differing(0)).toMatch(/: 0\.00 /);
  });

  it('names what the legs of a gain are made of, rounded', () => {
    const section = words(page.slice(page.indexOf('id="production-efficiency-gain"'), page.indexOf('id="defect-rate-reduction"')));
    expect(section).toMatch(language === 'zh' ? /合格品数 = [\d.]+ 件/ : /good quantity = [\d.]+ items/);
    expect(section).toMatch(language === 'zh' ? /q_R = .* 件\/h/ : /q_R = .* items\/h/);
    // The steps below it are exact.
    expect(section.slice(0, section.indexOf(TRACE_WORDS.title[language]))).not.toMatch(/\d\.\d{5,}/);
  });

  it('shows what was computed on the way, with the words of its language', () => {
    const section = words(page.slice(page.indexOf('id="monitoring-valid-hours"'), page.indexOf('id="production-efficiency-gain"')));
    expect(section).toContain(language === 'zh' ? '各测点有效小时与有效天 (6)' : 'valid hours and days of each series (6)');
    expect(section).toMatch(language === 'zh' ? /M1\s+水温\s+3\s+3\s+0/ : /M1\s+water temperature\s+3\s+3\s+0/);
  });

  it('says which data does not suffice, by how much, and that it was too late to send more when the statement was made', () => {
    const section = words(page.slice(page.indexOf('id="production-efficiency-gain"'), page.indexOf('id="defect-rate-reduction"')));
    expect(section).toContain(language === 'zh' ? '数据充分性不符合 4 项：仍在补救期限内 0 项，已过期限 4 项，补传不能补救 0 项' : '4 rules of sufficiency do not hold: data still counts for 0, comes too late for 4, repairs nothing for 0');
    expect(section).toContain(language === 'zh' ? '数据充分性：补传时限 72 小时 (12)' : 'sufficiency of the data: late delivery within 72 h counts (12)');
    expect(section).toMatch(language === 'zh' ? /机床 M4 0\/1 = 0\.00 %，最长缺口 3 计划小时（自 2026-10-01 08:00）/ : /machine M4 0\/1 = 0\.00 %, longest gap 3 planned hours \(from 2026-10-01 08:00\)/);
  });

  it('is stamped, and says what it does not replace', () => {
    expect(words(page)).toContain('模拟数据 SIMULATED');
    expect(words(renderHtml(sampleStatement(), language))).not.toContain('SIMULATED');
    for (const limit of statement.limits) expect(words(page)).toContain(escapedForWords(limit[language]));
  });

  it('says what an acknowledgement meant', () => {
    const promise = { zh: '写入日志后确认', en: 'acknowledged after the journal' };
    expect(words(renderHtml({ ...statement, promise }, language))).toContain(promise[language]);
    expect(words(page)).not.toContain(promise[language]);
  });

  it('says what it corrects and by how much', () => {
    const rows = statement.indicators.map(({ row }) => row);
    const earlier = { ...statement, assessment: 'a-0', indicators: statement.indicators.map((one) => ({ ...one, row: { ...one.row, readings: one.row.readings - 3, inputsDigest: 'sha256:earlier' } })) };
    const restatement = restatementOf(supersededOf(earlier, `sha256:${'1'.repeat(64)}`), rows);
    const text = words(renderHtml({ ...statement, supersedes: 'a-0', restatement }, language));
    for (const part of [WORDS.restatement[language], 'a-0', `sha256:${'1'.repeat(64)}`, '+3', 'sha256:earlier', rows[0]?.inputsDigest ?? '?']) expect(text).toContain(part);
    expect(words(page)).not.toContain(WORDS.restatement[language]);
    const evil = { ...restatement, indicators: restatement.indicators.map((one) => ({ ...one, nameZh: '<evil>', nameEn: '<evil>', unit: '<evil>' })) };
    expect(renderHtml({ ...statement, restatement: evil }, language)).not.toContain('<evil>');
  });

  it('escapes every word that anybody wrote', () => {
    const own = statement.indicators[0]?.figures.own as StatedFigure;
    const anywhere = fc.constantFrom<((evil: string) => Statement)[]>(
      (evil) => ({ ...statement, note: evil }), (evil) => ({ ...statement, supersedes: evil }),
      (evil) => ({ ...statement, project: { ...statement.project, nameZh: evil, nameEn: evil } }),
      (evil) => withFigure({ ...own, statedBy: evil, explanation: evil, unit: evil }),
      (evil) => ({ ...statement, gaps: [{ fromSequence: 1, toSequence: 2, declaredAt: statement.createdAt, cause: evil, reason: evil }] }),
      (evil) => withRow({ clause: evil, nameZh: evil, nameEn: evil, unit: evil, devices: [evil] }),
    );
    const clean = tagsOf(page);
    fc.assert(fc.property(anywhere, fc.string(), (make, noise) => {
      const tags = tagsOf(renderHtml(make(`<evil onload="x">${noise}</td><script>`), language));
      expect([...tags].filter((tag) => !clean.has(tag))).toEqual([]);
    }), { numRuns: 60 });
  });

  const withFigure = (figure: StatedFigure): Statement => changed((first) => ({ ...first, figures: { ...first.figures, own: figure } }));
  const withRow = (row: object): Statement => changed((first) => ({ ...first, row: { ...first.row, ...row } }));
  const changed = (change: (first: Statement['indicators'][0]) => Statement['indicators'][0]): Statement =>
    ({ ...statement, indicators: statement.indicators.map((indicator, index) => (index === 0 ? change(indicator) : indicator)) });
});

const tagsOf = (page: string): ReadonlySet<string> => new Set([...(page.match(/<\/?[a-z!][a-z0-9]*/gi) ?? []), '<br', '<div']);
const escapedForWords = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

describe('times', () => {
  it('are written in the zone of the project', () => {
    expect(words(renderHtml(sampleStatement(), 'zh'))).toContain('2026-10-01 08:00 – 2026-10-01 11:00 (Asia/Shanghai)');
  });
});

describe('a long list of devices', () => {
  it('ends with how many there are', () => {
    const statement = sampleStatement();
    const devices = Array.from({ length: 2_000 }, (_, index) => `D${index}`);
    const perDevice = devices.map((id) => ({ id, expected: 10, valid: 9, networked: true, calendarExpected: 10, calendarValid: 9, calendarNetworked: true, reason: null }));
    const indicators = statement.indicators.map((one) => ({ ...one, row: { ...one.row, devices, figures: { ...one.row.figures, perDevice } } }));
    const page = renderHtml({ ...statement, indicators }, 'en');
    expect(page).toContain('<td>D499</td>');
    expect(page).not.toContain('<td>D500</td>');
    expect(words(page)).toContain('in all 2000');
  });
});
