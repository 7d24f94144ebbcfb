import type { BilingualText } from '@yanshou/catalogue';

export const PLATFORM_COVERAGE_LOW: BilingualText = {
  zh: '平台数据完整率低于任务书要求',
  en: 'platform coverage is below the minimum of the contract',
};
export const NO_TARGET: BilingualText = { zh: '任务书未载明该指标的目标值', en: 'the contract states no target for this indicator' };
export const LOWERED_UNAPPROVED: BilingualText = {
  zh: '目标值低于专项文件要求，且无批准文号',
  en: "the target is lower than the programme's, without an approval",
};
export const LOWERED_APPROVED: BilingualText = {
  zh: '目标值经批准低于专项文件要求',
  en: "the target is lower than the programme's, by approval",
};
