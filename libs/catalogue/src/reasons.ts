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

export const insufficient = (reason: BilingualText): Outcome => ({ kind: 'insufficient', reason });
