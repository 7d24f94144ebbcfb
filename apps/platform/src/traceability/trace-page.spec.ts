import { describe, expect, it } from '@jest/globals';
import type { BatchStory, StoryReadings } from './batch-story.js';
import { storyDigest } from './batch-story.js';
import { TRACE_PAGE_POLICY, renderMissingPage, renderTooOftenPage, renderTracePage } from './trace-page.js';

const AT = Date.parse('2026-03-01T02:30:00Z') * 1_000;
const NASTY = '<img src=x onerror="alert(1)">\'&';
const readings = { unit: '°C', expected: 1_000, platformFault: 0, covered: 999, inRange: 998, min: -1.5, max: 9, readings: 999, origins: ['live'], limits: { low: -1, high: 8 } } as const;
const story: BatchStory = {
  product: '黄瓜', variety: null, base: { zh: '一号基地', en: 'base 1' }, quantity: 1.5, unit: 'kg', producedOn: '2026-03-01', zone: 'Asia/Shanghai', demonstration: false, origins: ['live'],
  ruleVersion: '1.0.0', findings: [], undecided: false,
  terms: { steps: ['production', 'cold-chain', 'sale'], clause: '任务书 三(四)', coverage: { least: 0.9, own: true }, inRange: { least: 0.97, own: false } }, steps: [{ step: 'cold-chain', at: AT, until: AT + 3_600_000_000, place: { zh: '甲', en: 'a' }, actor: '冷运', corrected: true, readings }],
};

describe('the public page', () => {
  it('shows times of the zone, and a temperature with its coverage, never rounded up to the whole', () => {
    const page = renderTracePage(story, 'zh');
    for (const told of ['2026-03-01 10:30 – 2026-03-01 11:30', '-1.5 – 9 °C', '99.9 % (999/1000)', '99.8 % (998/999)', '（更正后的记录）', storyDigest(story), '<html lang="zh-CN">']) expect(page).toContain(told);
    expect(page).not.toContain('100 %');
  });

  it('calls a unit by its name in the language of the page', () => {
    const crates = { ...story, quantity: 12, unit: '件' };
    expect([renderTracePage(crates, 'zh').includes('>12 件<'), renderTracePage(crates, 'en').includes('>12 items<'), renderTracePage(crates, 'en').includes('件')]).toEqual([true, true, false]);
  });

  it('escapes whatever people wrote, in every place', () => {
    const named = { zh: NASTY, en: NASTY };
    const nasty: BatchStory = {
      ...story, product: NASTY, variety: NASTY, base: named, unit: NASTY, findings: [named],
      steps: [{ step: 'sale', at: AT, place: named, to: named, actor: NASTY, corrected: false, readings: { ...readings, unit: NASTY } }],
    };
    for (const language of ['zh', 'en'] as const) {
      const page = renderTracePage(nasty, language);
      expect(page).not.toMatch(/<img|onerror="/);
      expect(page.match(/&lt;img src=x onerror=&quot;alert\(1\)&quot;&gt;&#39;&amp;/g)?.length).toBeGreaterThan(7);
    }
  });

  it('says in words what is missing, that there is no data, and what is a demonstration', () => {
    const bare: BatchStory = { ...story, demonstration: true, findings: [{ zh: '缺销售', en: 'no sale' }], steps: [{ ...story.steps[0] as BatchStory['steps'][number], readings: { ...readings, covered: 0, inRange: 0, min: null, max: null } }] };
    const [zh, en] = [renderTracePage(bare, 'zh'), renderTracePage(bare, 'en')];
    for (const told of ['追溯不完整', '缺销售', '无数据', '示范数据']) expect(zh).toContain(told);
    for (const told of ['Not traceable end to end', 'no sale', 'no data', 'Demonstration']) expect(en).toContain(told);
    expect(renderTracePage({ ...story, steps: [] }, 'en')).toContain('nothing recorded yet');
  });

  it('says what the platform\'s downtime took, and that a batch of nothing else is undecided', () => {
    const [step] = story.steps as [BatchStory['steps'][number]];
    const down: BatchStory = { ...story, findings: [{ zh: '全程平台停机', en: 'down all the time' }], undecided: true, steps: [{ ...step, readings: { ...readings, platformFault: 12 } }] };
    const [zh, en] = [renderTracePage(down, 'zh'), renderTracePage(down, 'en')];
    for (const told of ['暂无法判定', '全程平台停机', '平台停机、不计的判定间隔</dt><dd>12<']) expect(zh).toContain(told);
    for (const told of ['Undecided', 'intervals left out, the platform being down</dt><dd>12<']) expect(en).toContain(told);
    expect([zh.includes('追溯不完整'), renderTracePage(story, 'zh').includes('平台停机')]).toEqual([false, false]);
  });

  it('has one style, which its policy knows, and no script', () => {
    for (const page of [renderTracePage(story, 'zh'), renderMissingPage('en'), renderTooOftenPage('zh')]) {
      expect(page.match(/<style>/g)).toHaveLength(1);
      expect(page).not.toMatch(/<script|style=|https?:/);
    }
    expect(TRACE_PAGE_POLICY).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; /);
  });

  it('says by which limits and least shares a temperature is judged, and by which clause', () => {
    const [zh, en] = [renderTracePage(story, 'zh'), renderTracePage(story, 'en')];
    for (const told of ['-1 – 8 °C · 条款 任务书 三(四)', '要求不低于 90 % · 本平台定义', '要求不低于 97 % · 条款 任务书 三(四)']) expect(zh).toContain(told);
    for (const told of ['-1 – 8 °C · clause 任务书 三(四)', 'at least 90 % · a definition of this platform', 'at least 97 % · clause']) expect(en).toContain(told);
  });

  it('names where a temperature comes from that is not live throughout, and does not call it collected then', () => {
    const of = (origins: StoryReadings['origins']) => renderTracePage({ ...story, steps: [{ ...story.steps[0] as BatchStory['steps'][number], readings: { ...readings, origins } }] }, 'zh');
    expect([of(['live']).includes('平台自动采集'), of(['live']).includes('数据来源')]).toEqual([true, false]);
    expect([of(['live', 'imported']).includes('平台自动采集'), of(['live', 'imported']).includes('实时采集、事后导入')]).toEqual([false, true]);
    expect(of([])).not.toContain('平台自动采集');
  });

  it('has a digest that changes with anything on it, terms and readings with it', () => {
    expect(storyDigest({ ...story, terms: { ...story.terms, steps: ['sale'] } })).not.toBe(storyDigest(story));
    expect(storyDigest({ ...story, steps: [{ ...story.steps[0] as BatchStory['steps'][number], readings: { ...readings, origins: ['imported'] } }] })).not.toBe(storyDigest(story));
    expect(storyDigest({ ...story, quantity: 1.6 })).not.toBe(storyDigest(story));
  });
});
