import type { TraceStep } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';

export const TRACE_FINDING_CODES = [
  'step-missing', 'out-of-order', 'overlap', 'custody-broken', 'no-readings', 'platform-down', 'not-covered', 'no-limits', 'out-of-range',
] as const;
export type TraceFindingCode = (typeof TRACE_FINDING_CODES)[number];

/** What one check of the rule demands. */
export interface TraceCheck extends BilingualText {
  readonly code: TraceFindingCode;
}

/** When a batch is complete end to end: no check finds anything. The programmes' documents use the word and do not define it. */
export const TRACE_RULE = {
  version: '1.1.0',
  label: { zh: '本平台定义', en: 'a definition of this platform' },
  /** Share of the batches of a base from which it is one with traceability. */
  baseThreshold: 0.95,
  minimumCoverage: 0.9,
  minimumInRange: 0.95,
  checks: [
    { code: 'step-missing', zh: '任务书要求的各环节均有记录', en: 'there is an event of every step that the contract demands' },
    { code: 'out-of-order', zh: '按时间先后，各环节次序为生产、加工、冷链、销售', en: 'by time, steps are in the order production, processing, cold chain, sale' },
    { code: 'overlap', zh: '后一环节不早于前一环节结束', en: 'no event begins before the one before it has ended' },
    { code: 'custody-broken', zh: '每一环节始于前一环节的去处，首个始于批次的基地（分销始于销售前的去处或已售去处）', en: 'every event begins where the one before it ended, the first at the base of the batch (a sale where the goods were before all sales, or where a sale took them)' },
    { code: 'no-readings', zh: '冷链环节有起止时间并指明温度测点', en: 'a cold-chain event has an end and names the series of its temperature' },
    { code: 'platform-down', zh: '冷链时段并非全部处于平台停机（有心跳证明）且事后未补传；全部如此而别无不符的批次无法判定，不计入', en: 'not all of its span was downtime of the platform (its heartbeat shows it) for which nothing was delivered later; a batch against which nothing else is found is undecided and does not count' },
    { code: 'not-covered', zh: '该测点的有效数据覆盖冷链时段（判定间隔，不计平台停机且事后未补传的）达到规定比例', en: 'valid readings of the series cover the least share of the judging intervals of its span, without those that the platform was down for and nothing was delivered for later' },
    { code: 'no-limits', zh: '任务书规定温度限值的，限值适用于该产品且单位一致', en: 'where the contract sets limits, they are for the product and in the unit of the series' },
    { code: 'out-of-range', zh: '有数据的判定间隔中，全部读数在限值内的间隔达到规定比例', en: 'of the intervals with readings, the least share has all of them within the limits' },
  ],
} as const satisfies {
  readonly version: string; readonly label: BilingualText; readonly baseThreshold: number; readonly minimumCoverage: number; readonly minimumInRange: number;
  readonly checks: readonly TraceCheck[];
};

export const TRACE_STEP_NAMES: Readonly<Record<TraceStep, BilingualText>> = {
  'production': { zh: '生产', en: 'production' }, 'processing': { zh: '加工', en: 'processing' }, 'cold-chain': { zh: '冷链', en: 'cold chain' }, 'sale': { zh: '销售', en: 'sale' },
};
