import type { SufficiencyTerms } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';

export const SUFFICIENCY_RULES = ['coverage', 'complete-days', 'unique-values', 'late', 'server-stamped', 'baseline-days', 'same-series'] as const;
export type SufficiencyRuleName = (typeof SUFFICIENCY_RULES)[number];

/** What a rule is called, what it says, and the terms that set it. */
export interface SufficiencyRuleText {
  readonly name: BilingualText;
  readonly rule: BilingualText;
  readonly terms: readonly (keyof SufficiencyTerms)[];
}

/** The rules by which data is held to suffice; a change of meaning raises `version`. */
export const SUFFICIENCY: { readonly version: string; readonly rules: Readonly<Record<SufficiencyRuleName, SufficiencyRuleText>>; readonly outliers: BilingualText } = {
  version: '2.1.0',
  rules: {
    'coverage': {
      name: { zh: '设备数据完整率', en: 'device coverage' },
      rule: {
        zh: '该期全部相关设备：有效判定间隔 ÷ 应有判定间隔（计划时间内；补传时限之后才收到的不计）；每台设备取该指标所用各测点中最差者',
        en: 'over all devices behind the leg: valid ÷ expected judging intervals of planned time, without what came after the late-delivery limit; each device by the worst of the series that the value is made of',
      },
      terms: [],
    },
    'complete-days': {
      name: { zh: '完整天数', en: 'complete days' },
      rule: {
        zh: '逐台设备，取该指标所用各测点中最差者：完整的天 ÷ 有计划时间的天。计划小时中有有效数据的占比达到下限、且连续缺数的计划小时不超过上限，该天为完整',
        en: 'of each device, by the worst of the series that the value is made of: complete days ÷ days with planned time. A day is complete when enough of its planned hours hold valid data and no more than so many planned hours in a row hold none',
      },
      terms: ['minimumHoursOfDay', 'longestGapHours', 'minimumDays'],
    },
    'unique-values': {
      name: { zh: '独特值占比', en: 'unique values' },
      rule: {
        zh: '能耗与测量值：有计划时间的各天日值中不同值的个数 ÷ 天数（最多按 100 天计）',
        en: 'of energy and measured levels: different values among the amounts of days with planned time ÷ those days, a hundred at most',
      },
      terms: ['minimumUniqueValues'],
    },
    'late': {
      name: { zh: '逾期数据占比', en: 'late readings' },
      rule: { zh: '逐测点：超过补传时限（平台自身停机期间不计时）才收到的实时读数 ÷ 全部实时读数', en: 'of each series: live readings received after the late-delivery limit (which stands still while the platform itself is down) ÷ all live readings' },
      terms: ['maximumLate'],
    },
    'server-stamped': {
      name: { zh: '平台补时标占比', en: 'server-stamped readings' },
      rule: { zh: '逐测点：由平台补时标的实时读数 ÷ 全部实时读数', en: 'of each series: live readings that the platform stamped with a time ÷ all live readings' },
      terms: ['maximumServerStamped'],
    },
    'baseline-days': {
      name: { zh: '基期天数', en: 'days of the baseline' },
      rule: { zh: '由遥测得出的基期的整天数', en: 'whole days of a baseline that telemetry holds' },
      terms: ['minimumBaselineDays', 'maximumBaselineDays'],
    },
    'same-series': {
      name: { zh: '两期测点一致', en: 'same series in both legs' },
      rule: {
        zh: '两期均由遥测得出的量：一期有有效读数、另一期没有的测点，须由任务书约定的变更（seriesChanges）、投用日期或另一期同一分项的已确认申报数解释',
        en: 'of amounts that telemetry gave in both legs: a series with readings in one leg only has to be explained by a change that the contract agrees on (seriesChanges), by its commissioning, or by an accepted figure of the same item in the other leg',
      },
      terms: ['seriesChanges'],
    },
  },
  outliers: { zh: '日值高于中位数 + 3 × 四分位距：提示核查，不剔除', en: 'amounts of days above median + 3 × interquartile range: to be looked at, never removed' },
};
