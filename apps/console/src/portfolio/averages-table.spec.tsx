import { describe, expect, it } from '@jest/globals';
import type { Outlook, Portfolio, PortfolioIndicator, RiskReasonView } from '@yanshou/api-schema';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { LanguageProvider } from '../i18n/language-context.js';
import { LANGUAGES } from '../i18n/language.js';
import type { Language } from '../i18n/language.js';
import { forecastGeometry } from '../project/forecast-geometry.js';
import { OutlookView } from '../project/outlook-section.js';
import { aProject } from '../testing/rows.js';
import { RiskReasons } from '../ui/risk-reasons.js';
import { AveragesTable } from './averages-table.js';
import { CountsTable } from './counts-table.js';
import { UNFILTERED, viewOf } from './portfolio-view.js';

const rendered = (language: Language, element: React.ReactNode): string =>
  renderToStaticMarkup(<LanguageProvider language={language}><MemoryRouter>{element}</MemoryRouter></LanguageProvider>).replace(/<[^>]*>/g, ' ').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&#x27;', "'").replace(/\s+/g, ' ');

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const average = (given: Partial<PortfolioIndicator> = {}): PortfolioIndicator => ({
  indicator: 'operating-cost-reduction', nameZh: '运营成本降低率', nameEn: 'reduction of operating cost', unit: '%', kind: 'mean', clause: 'S002 智能制造 专栏3', comparator: '>=', target: 20,
  verdict: 'insufficient-data', reasons: [{ zh: '结论不一致', en: 'they disagree' }], n: 2, sum: null, mean: 19.996, weightedMean: 80 / 3, meanWithMissingAsZero: 40 / 3,
  weight: { zh: '按基期单位成本计的成本', en: 'cost at the baseline', unit: '元' }, weightReason: null, coverage: 0.9, platformCoverage: 0.99, origins: ['simulated'],
  members: [{ project: 'a', value: 30, weight: 10_000, clause: 'S000', verdict: 'met', coverage: 0.9, platformCoverage: 0.99, inputsDigest: digest('a') }],
  leftOut: [{ project: 'b', zh: '台账为空', en: 'the inventory is empty', inputsDigest: digest('b') }], formulaVersion: '1.0.0', inputsDigest: digest('c'), ...given,
});
const count: Portfolio['counts'][number] = {
  indicator: 'smart-agriculture-parks', nameZh: '智能农业示范园区数', nameEn: 'smart agriculture demonstration parks', unit: '个', clause: 'S002 总体 三(二)', comparator: '>=', target: 30, at: '2026-11-01T00:00:00Z',
  value: 1, verdict: 'not-met', reasons: [], sourceKind: 'entered', coverage: null, ended: 2, toCome: 0, again: 1, formulaVersion: '1.0.0', inputsDigest: digest('f'),
  counted: [{ project: 'a', designation: 'park', subject: '静海园区', document: '津农〔2019〕7号', datedAt: '2019-03-01T00:00:00+08:00' }],
};
const viewWith = (item: PortfolioIndicator) => {
  const programme = { id: 'P3', nameZh: '计划', nameEn: 'programme' };
  const projects = [aProject({ id: 'a', nameZh: '甲', nameEn: 'alpha' }), aProject({ id: 'b', nameZh: '乙', nameEn: 'beta' })];
  const [view] = viewOf([{ programme, projects, indicators: [item], counts: [count], setAside: [{ project: 'demo', zh: '演示项目', en: 'a demonstration' }] }], UNFILTERED, 'zh');
  if (view === undefined) throw new Error('no view');
  return view;
};

describe('the averages of a programme', () => {
  it('never stand without n, both other figures, who is left out and why, coverage, clause, version and digest', () => {
    const zh = rendered('zh', <AveragesTable programme={viewWith(average())} />);
    for (const part of ['19.996 %', 'n = 2 / 3', '26.67 %', '按基期单位成本计的成本 (元)', '13.33 %', 'S002 智能制造 专栏3', '90.00 %', '99.00 %', 'cccccccccccc', 'v1.0.0', '≥ 20 %', '乙: 台账为空', '甲: 30.00 %', '10,000.00 元', '模拟数据', '平台测算（非验收结论）', 'demo – 演示项目', '结论不一致']) expect(zh).toContain(part);
    const en = rendered('en', <AveragesTable programme={viewWith(average())} />);
    for (const part of ['beta: the inventory is empty', 'no conclusion', '1 project left out, and why']) expect(en).toContain(part);
  });

  it('say that a sum is one', () => {
    const bases = average({ indicator: 'traceability-bases', nameZh: '追溯示范基地数', nameEn: 'bases', unit: '个', kind: 'sum', sum: 99, target: 100, mean: 49.5, verdict: 'not-met', reasons: [] });
    expect(rendered('zh', <AveragesTable programme={viewWith(bases)} />)).toContain('99 个 (合计)');
  });

  it('say why there is no weighted mean, and nothing where there are no averages', () => {
    const text = rendered('en', <AveragesTable programme={viewWith(average({ weightedMean: null, weight: null, weightReason: { zh: '不可相加', en: 'does not add up' } }))} />);
    expect(text).toContain('— does not add up');
    expect(rendered('zh', <AveragesTable programme={{ ...viewWith(average()), averages: [] }} />).trim()).toBe('');
  });
});

describe('what is counted over a programme', () => {
  it('never stands without target, clause, date, source, version and digest, and names what is counted by which document', () => {
    const zh = rendered('zh', <CountsTable programme={viewWith(average())} />);
    for (const part of ['智能农业示范园区数', '1 个', '≥ 30 个', '未达标', 'S002 总体 三(二)', '2026-11-01', '人工填报', 'ffffffffffff', 'v1.0.0', '静海园区', '甲', '津农〔2019〕7号', '已终止 2', '重复 1']) expect(zh).toContain(part);
    expect(rendered('en', <CountsTable programme={{ ...viewWith(average()), counts: [{ ...count, value: null, verdict: 'insufficient-data', counted: [], reasons: [{ zh: '尚未登记', en: 'nothing registered' }] }] }} />)).toContain('— nothing registered');
    expect(rendered('zh', <CountsTable programme={{ ...viewWith(average()), counts: [] }} />).trim()).toBe('');
  });
});

const reason = (zh: string): RiskReasonView => ({ code: 'silent', group: 'silent', severity: 'serious', since: '2026-10-28T16:00:00Z', figure: { value: 26, limit: 24, unit: 'h' }, zh, en: `en ${zh}` });

describe('the reasons of a risk', () => {
  it('are words with severity and since when, the rest behind their number', () => {
    const text = rendered('zh', <RiskReasons reasons={['一', '二', '三'].map(reason)} zone="Asia/Shanghai" most={2} />);
    expect(text).toMatch(/严重 一 自 2026-10-29.*严重 二.*另有 1 条原因.*三/);
    expect(rendered('en', <RiskReasons reasons={[]} zone="Asia/Shanghai" />)).toBe('');
  });
});

describe('the outlook', () => {
  const outlook: Outlook = {
    label: { zh: '预测（非结论）', en: 'forecast, not a conclusion' }, method: { zh: '最小二乘', en: 'least squares' }, risk: 'at-risk', reasons: [reason('沉默')],
    forecasts: [
      { kind: 'forecast', indicator: 'i', nameZh: '联网率', nameEn: 'networked', unit: '%', window: 'day', at: '2026-12-31T00:00:00Z', value: 74.25, low: 68, high: 80.5, confidence: 80, n: 31, windows: 33, effective: 21.44, slopePerDay: 0.1, rSquared: 0.6, comparator: '>=', target: 70, verdict: 'open', inputsDigest: digest('d') },
      { kind: 'none', indicator: 'j', nameZh: '数量', nameEn: 'number', reason: { zh: '窗口不足', en: 'too few' } },
    ],
  };

  it('calls a forecast one, with interval, n and target, and says why there is none', () => {
    for (const [language, parts] of [['zh', ['预测（非结论）', '74.25 %', '80% 预测区间 68.00 – 80.50 %', '31 个日窗口，等效独立 21.4 个', '尚难判断', '≥ 70 %', '数量', '不作预测 : 窗口不足', 'dddddddddddd']], ['en', ['Forecast, not a conclusion', 'least squares', 'No forecast : too few', '31 days']]] as const) {
      const text = rendered(language, <OutlookView outlook={outlook} zone="Asia/Shanghai" />);
      for (const part of parts) expect(text.replace(/ ?: /g, ' : ')).toContain(part);
    }
    expect(LANGUAGES.map((language) => rendered(language, <OutlookView outlook={{ ...outlook, reasons: [], forecasts: [] }} zone="UTC" />))).toEqual([' 没有发现风险原因 ', ' No reason was found ']);
  });

  it('draws interval, value and target on the line, in their order, whatever they are', () => {
    const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
    fc.assert(fc.property(number, number, number, (middle, half, target) => {
      const [low, high] = [middle - Math.abs(half), middle + Math.abs(half)];
      const drawn = forecastGeometry({ low, high, value: middle, target });
      for (const place of Object.values(drawn)) expect(place >= 0 && place <= 100).toBe(true);
      expect(drawn.low <= drawn.value + 1e-9 && drawn.value <= drawn.high + 1e-9).toBe(true);
      if (target > high) expect(drawn.target).toBeGreaterThanOrEqual(drawn.high);
    }));
  });
});
