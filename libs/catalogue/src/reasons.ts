import type { BilingualText } from './bilingual.js';
import type { Outcome } from './indicator.js';

export const NO_WINDOW: BilingualText = { zh: '考核时段为空', en: 'the assessment window is empty' };
export const NO_EQUIPMENT: BilingualText = { zh: '设备台账中没有设备', en: 'the inventory holds no equipment' };
export const NOTHING_EXPECTED: BilingualText = {
  zh: '考核时段内没有应有数据的时间',
  en: 'no data is expected anywhere in the assessment window',
};
export const NO_PROCESS_METRIC: BilingualText = {
  zh: '台账设备没有定义工艺流程测点',
  en: 'no device of the inventory has a process metric',
};
export const DEVICE_NOT_EXPECTED: BilingualText = {
  zh: '时段内没有应有数据的间隔，按未联网计',
  en: 'no expected interval in the window; counted as not networked',
};

export const platformFaultNote = (intervals: number): BilingualText => ({
  zh: `平台自身停机（有心跳证明）且事后未补传的 ${intervals} 个间隔不计入应有间隔`,
  en: `${intervals} intervals are not expected: the platform itself was down (its heartbeat shows it) and nothing was delivered for them later`,
});
export const overdueNote = (intervals: number): BilingualText => ({
  zh: `${intervals} 个间隔的数据超过任务书约定的迟到期限才送达，不计为有效`,
  en: `${intervals} intervals were delivered after the contract's limit of lateness and do not count as valid`,
});

export const platformHoursNote = (hours: number): BilingualText => ({
  zh: `${hours} 个小时因平台自身停机（有心跳证明）不可能有效，且事后未补传，不计入应有小时`,
  en: `${hours} hours are not expected: the platform itself was down (its heartbeat shows it), so they could not become valid, and nothing that would have made them so was delivered later`,
});
export const platformDaysNote = (days: number): BilingualText => ({
  zh: `${days} 个站（测点）·日因平台自身停机（有心跳证明）而无效，不计入应有天数`,
  en: `${days} days of stations (series) are not expected: they are not valid because the platform itself was down (its heartbeat shows it)`,
});
export const platformDeviceDaysNote = (days: number): BilingualText => ({
  zh: `平台自身停机（有心跳证明）占当日一半以上、设备当日又无数据的 ${days} 台·天不计入应有天数`,
  en: `${days} days of devices are not expected: the platform itself was down for half of them and more (its heartbeat shows it), and nothing was delivered for them`,
});
const DAYS_NAMED = 10;
const named = (days: readonly string[], between: string): string => `${days.slice(0, DAYS_NAMED).join(between)}${days.length > DAYS_NAMED ? ' …' : ''}`;

export const platformLostDaysNote = (days: readonly string[]): BilingualText => ({
  zh: `有 ${days.length} 天因平台自身停机（有心跳证明）占当日一半以上而没有任何数据，未计入数值，也不作为未达标的依据：${named(days, '、')}`,
  en: `${days.length} days have no data of anybody because the platform itself was down for half of them and more (its heartbeat shows it); they are not in the value, and no reason to miss a target: ${named(days, ', ')}`,
});
export const platformSpansNote = (spans: number): BilingualText => ({
  zh: `${spans} 个连续 24 小时因平台自身停机（有心跳证明）无法判定，不计为数据不足`,
  en: `${spans} spans of 24 h cannot be decided because the platform itself was down (its heartbeat shows it); they are not held to lack data`,
});

export const insufficient = (reason: BilingualText): Outcome => ({ kind: 'insufficient', reason });
