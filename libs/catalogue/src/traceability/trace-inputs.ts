import type { BilingualText } from '../bilingual.js';
import type { IndicatorInput } from '../indicator.js';
import { TRACE_RULE } from './trace-rule.js';

export const TRACE_INPUT: IndicatorInput = {
  name: 'trace-batches', unit: { zh: '批次', en: 'batches' },
  aggregation: {
    zh: '生产日期在时段内、未撤回的批次，按完整规则逐批判定；冷链温度由平台自遥测计算',
    en: 'batches produced in the period and not withdrawn, each judged by the rule; temperatures of cold chains are computed from telemetry by the platform',
  },
};

export const TRACE_DEFINITION: BilingualText = {
  zh: `“端到端追溯完整”由以下各项规定（规则 ${TRACE_RULE.version}），为本平台定义：${TRACE_RULE.checks.map(({ zh }, index) => `(${index + 1}) ${zh}`).join('；')}`,
  en: `"complete end to end" is (rule ${TRACE_RULE.version}), by a definition of this platform: ${TRACE_RULE.checks.map(({ en }, index) => `(${index + 1}) ${en}`).join('; ')}`,
};

export const NO_BATCHES: BilingualText = { zh: '时段内没有到期的追溯批次', en: 'no batch of the period has had its time yet' };
export const ALL_UNDECIDED: BilingualText = {
  zh: '到期批次的冷链时段均处于平台停机且事后未补传，无法判定', en: 'of every batch that has had its time the cold chain lay in downtime of the platform and nothing was delivered for it later: nobody knows',
};
export const NO_VARIETIES: BilingualText = { zh: '任务书未列出该范围内的自主品种', en: 'the contract names no own variety in its scope' };
export const NO_BASES: BilingualText = { zh: '任务书未列出追溯基地', en: 'the contract names no base' };
