import type { BilingualText } from './bilingual.js';

/** Whose fault a missing interval is, in the order in which they are asked for. */
export const GAP_CAUSES = ['holiday', 'closed-season', 'maintenance', 'platform', 'broker-session', 'machine-off', 'network', 'gateway', 'collection', 'unknown'] as const;
export type GapCause = (typeof GAP_CAUSES)[number];

export const GAP_CAUSE_NAMES: Readonly<Record<GapCause, BilingualText>> = {
  'holiday': { zh: '节假日', en: 'holiday' },
  'closed-season': { zh: '清塘、休耕等养殖种植间歇', en: 'drained or closed season' },
  'maintenance': { zh: '检修等批准的免除', en: 'maintenance and other exemptions' },
  'platform': { zh: '平台停机', en: 'platform down' },
  'broker-session': { zh: '外部 broker 会话丢失', en: 'broker lost its session' },
  'machine-off': { zh: '设备停机', en: 'machine off' },
  'network': { zh: '网络中断', en: 'network' },
  'gateway': { zh: '网关故障', en: 'gateway' },
  'collection': { zh: '采集故障', en: 'collection' },
  'unknown': { zh: '原因不明', en: 'unknown' },
};

/** Causes of intervals that are not expected, so that they lower nothing. */
const NOT_EXPECTED: ReadonlySet<GapCause> = new Set<GapCause>(['holiday', 'closed-season', 'maintenance', 'platform', 'broker-session']);

export const countsAgainst = (cause: GapCause): boolean => !NOT_EXPECTED.has(cause);
