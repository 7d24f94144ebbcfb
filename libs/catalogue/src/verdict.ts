import type { BilingualText } from './bilingual.js';

/** The only conclusions the platform draws; acceptance itself is the experts' decision. */
export const VERDICTS = {
  'met': { zh: '达标', en: 'met' },
  'not-met': { zh: '未达标', en: 'not met' },
  'insufficient-data': { zh: '数据不足，暂不能判定', en: 'insufficient data' },
  'pending-evidence': { zh: '待补充佐证', en: 'pending evidence' },
} as const satisfies Record<string, BilingualText>;

export type Verdict = keyof typeof VERDICTS;
