import type { BilingualText } from '@yanshou/catalogue';

export const PLATFORM_COVERAGE_LOW: BilingualText = {
  zh: '平台数据完整率低于任务书要求',
  en: 'platform coverage is below the minimum of the contract',
};
export const WORTH_UNKNOWN: BilingualText = {
  zh: '数据充分性无法判定：该期没有可供判定的设备分钟数据，请联系平台运维核对后重新计算',
  en: 'whether the data suffices is not known: a period has no minutes of devices to judge by; ask the operator of the platform to check and compute again',
};
export const DOWNTIME_DECIDES: BilingualText = {
  zh: '仅因平台自身停机期间没有数据而未达目标，不判为未达标：请补传停机期间的数据，或由任务书约定延长考核时段',
  en: 'the target is missed only for lack of data of the time in which the platform itself was down, so it is not judged as missed: deliver the data of that time, or agree on a longer period',
};
export const NO_TARGET: BilingualText = { zh: '任务书未载明该指标的目标值', en: 'the contract states no target for this indicator' };
export const LOWERED_UNAPPROVED: BilingualText = {
  zh: '未经批准调整：目标值低于专项文件要求，且无批准文号',
  en: "the target is lower than the programme's, without an approval",
};
export const LOWERED_APPROVED: BilingualText = {
  zh: '目标值经批准低于专项文件要求',
  en: "the target is lower than the programme's, by approval",
};
export const AWAITS_EVIDENCE: BilingualText = {
  zh: '已提交的佐证待确认，确认后可达标',
  en: 'evidence that was submitted awaits a decision and would meet the target',
};
export const AWAITS_DECISION: BilingualText = { zh: '所缺数据已申报，待确认', en: 'what is missing was declared and awaits a decision' };
export const NOT_COMPUTED: BilingualText = { zh: '本版本暂不计算该指标', en: 'not computed by this version' };
export const OF_PROGRAMME: BilingualText = { zh: '该指标按专项汇总，不在单个项目核算', en: 'counted over the programme, not of one project' };
export const NO_NUMBER: BilingualText = { zh: '数值超出可表示范围，请核对输入', en: 'the value is beyond what a number can hold; check the inputs' };
