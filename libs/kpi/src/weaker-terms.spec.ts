import { describe, expect, it } from '@jest/globals';
import type { ProjectContract } from '@yanshou/telemetry';
import { MICROS_PER_MINUTE, SUFFICIENCY_DEFAULTS, TERM_DEFAULTS } from '@yanshou/telemetry';
import type { IndicatorDefinition } from '@yanshou/catalogue';
import { findIndicator } from '@yanshou/catalogue';
import { evaluate } from './evaluate.js';
import { WINDOW_FROM, contextOf, contractOf, device, inventoryOf } from './testing/context.js';
import { weakerTerms } from './weaker-terms.js';

const words = (indicator: string, facts: Partial<ProjectContract>) => weakerTerms(findIndicator(indicator) as IndicatorDefinition, contractOf(facts));
const RATIO = 'networked-device-ratio';
const GAIN = 'energy-utilisation-gain';

describe('a term that asks for less than usual', () => {
  it('is said with what is agreed and what is usual, all in one sentence', () => {
    expect(words(RATIO, { networkedThreshold: 0.5, minimumPlatformCoverage: 0, lateDeliveryHours: 100 })).toEqual([{
      zh: '任务书约定的判定条件低于通常要求：联网判定阈值 50.00 %（通常 80.00 %）、平台数据完整率下限 0.00 %（通常 90.00 %）、迟到期限 100 h（通常 72 h）',
      en: 'lowered: terms of the contract ask for less than usual: networked threshold 50.00 % (80.00 % by default), least platform coverage 0.00 % (90.00 % by default), late delivery within 100 h (72 h by default)',
    }]);
  });

  it('is none where it is as usual or stricter', () => {
    const usual = { ...TERM_DEFAULTS, lateDeliveryHours: 72, sufficiency: SUFFICIENCY_DEFAULTS };
    const stricter = { networkedThreshold: 1, minimumPlatformCoverage: 1, minimumDeviceCoverage: 1, lateDeliveryHours: 1, sufficiency: { minimumDays: 1, longestGapHours: 0, maximumLate: 0 } };
    expect([RATIO, GAIN].flatMap((indicator) => [usual, stricter, {}].flatMap((facts) => words(indicator, facts)))).toEqual([]);
  });

  it.each<[string, Partial<ProjectContract>]>([
    ['设备数据完整率下限 50.00 %', { minimumDeviceCoverage: 0.5 }], ['完整天数占比下限 10.00 %', { sufficiency: { minimumDays: 0.1 } }], ['完整日的小时占比下限', { sufficiency: { minimumHoursOfDay: 0.4 } }],
    ['最长缺口 7 h', { sufficiency: { longestGapHours: 7 } }], ['日值不重复占比下限', { sufficiency: { minimumUniqueValues: 0 } }], ['逾期读数占比上限 20.00 %', { sufficiency: { maximumLate: 0.2 } }],
  ])('of the data of devices is said where devices gate, and only there: %s', (text, facts) => {
    expect(words(GAIN, facts)).toMatchObject([{ zh: expect.stringContaining(text) }]);
    expect(words(RATIO, facts)).toEqual([]);
  });

  it('stands beside the value that it let through', () => {
    const rows = [1, 2].flatMap((principal) => Array.from({ length: 13 }, (_, index) => [principal, WINDOW_FROM / MICROS_PER_MINUTE + 5 * index] as const));
    const row = (facts: Partial<ProjectContract>) => evaluate(RATIO, contextOf({ inventory: inventoryOf([device('M1'), device('M2')]), rows, contract: facts }));
    expect(row({ networkedThreshold: 0.5 })).toMatchObject({ value: 100, verdict: 'met', reasons: [{ zh: expect.stringContaining('联网判定阈值 50.00 %（通常 80.00 %）'), en: expect.stringContaining('lowered') }] });
    expect(row({})).toMatchObject({ value: 0, verdict: 'not-met', reasons: [] });
  });
});
