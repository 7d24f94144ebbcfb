import type { BilingualText, IndicatorDefinition, InputName } from '@yanshou/catalogue';
import { DEFAULT_LATE_DELIVERY_HOURS, MICROS_PER_DAY, SUFFICIENCY_DEFAULTS, TERM_DEFAULTS, sufficiencyTerms } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import { formatShare } from './format-value.js';
import { ownWindow } from './own-window.js';

/** A term as it is and as it usually is; `isWeaker` where the contract asks for less. */
interface Term {
  readonly name: BilingualText;
  readonly agreed: string;
  readonly usual: string;
  readonly isWeaker: boolean;
}

/**
 * What the contract's terms behind a value ask less than usual, in one sentence; nothing where none does. Only terms that the
 * indicator is judged by; a short baseline is said by the sufficiency of its data.
 */
export function weakerTerms(definition: IndicatorDefinition, contract: ProjectContract): readonly BilingualText[] {
  const weaker = termsOf(definition, contract).filter(({ isWeaker }) => isWeaker);
  if (weaker.length === 0) return [];
  return [{
    zh: `任务书约定的判定条件低于通常要求：${weaker.map(({ name, agreed, usual }) => `${name.zh} ${agreed}（通常 ${usual}）`).join('、')}`,
    en: `lowered: terms of the contract ask for less than usual: ${weaker.map(({ name, agreed, usual }) => `${name.en} ${agreed} (${usual} by default)`).join(', ')}`,
  }];
}

function termsOf(definition: IndicatorDefinition, contract: ProjectContract): readonly Term[] {
  if (!definition.computed) return [];
  const { inputs, gates } = definition;
  const isRead = (...names: readonly InputName[]): boolean => inputs.some(({ name }) => names.includes(name));
  return [
    ...(isRead('networked-threshold') ? [least(NAMES.networked, contract.networkedThreshold, TERM_DEFAULTS.networkedThreshold)] : []),
    ...(gates.includes('platform') ? [least(NAMES.platform, contract.minimumPlatformCoverage, TERM_DEFAULTS.minimumPlatformCoverage)] : []),
    ...(gates.includes('device') ? deviceTerms(contract) : []),
    ...ownWindowTerm(definition, contract),
    ...(isRead('minute-masks', 'series-windows') ? [mostHours(NAMES.late, contract.lateDeliveryHours ?? DEFAULT_LATE_DELIVERY_HOURS, DEFAULT_LATE_DELIVERY_HOURS)] : []),
  ];
}

const USUAL_DAYS = 30;

/** A stock figure is taken over thirty days before its date: a shorter window of its own can be a good day. */
function ownWindowTerm({ id }: IndicatorDefinition, contract: ProjectContract): readonly Term[] {
  const own = ownWindow(id, contract);
  if (own === undefined) return [];
  const days = (own.to - own.from) / MICROS_PER_DAY;
  return [{ name: NAMES.ownWindow, agreed: `${Number(days.toFixed(2))} d`, usual: `${USUAL_DAYS} d`, isWeaker: days < USUAL_DAYS }];
}

function deviceTerms(contract: ProjectContract): readonly Term[] {
  const [terms, usual] = [sufficiencyTerms(contract), SUFFICIENCY_DEFAULTS];
  return [
    least(NAMES.device, contract.minimumDeviceCoverage ?? TERM_DEFAULTS.minimumDeviceCoverage, TERM_DEFAULTS.minimumDeviceCoverage),
    least(NAMES.days, terms.minimumDays, usual.minimumDays),
    least(NAMES.hoursOfDay, terms.minimumHoursOfDay, usual.minimumHoursOfDay),
    mostHours(NAMES.gap, terms.longestGapHours, usual.longestGapHours),
    least(NAMES.unique, terms.minimumUniqueValues, usual.minimumUniqueValues),
    { name: NAMES.lateShare, agreed: formatShare(terms.maximumLate), usual: formatShare(usual.maximumLate), isWeaker: terms.maximumLate > usual.maximumLate },
  ];
}

const least = (name: BilingualText, agreed: number, usual: number): Term => ({ name, agreed: formatShare(agreed), usual: formatShare(usual), isWeaker: agreed < usual });
const mostHours = (name: BilingualText, agreed: number, usual: number): Term => ({ name, agreed: `${agreed} h`, usual: `${usual} h`, isWeaker: agreed > usual });

const NAMES = {
  networked: { zh: '联网判定阈值', en: 'networked threshold' },
  platform: { zh: '平台数据完整率下限', en: 'least platform coverage' },
  ownWindow: { zh: '本指标核算时段', en: 'window of the figure' },
  device: { zh: '设备数据完整率下限', en: 'least device coverage' },
  days: { zh: '完整天数占比下限', en: 'least share of complete days' },
  hoursOfDay: { zh: '完整日的小时占比下限', en: 'least share of hours of a complete day' },
  gap: { zh: '完整日允许的最长缺口', en: 'longest gap of a complete day' },
  unique: { zh: '日值不重复占比下限', en: 'least share of unique values' },
  late: { zh: '迟到期限', en: 'late delivery within' },
  lateShare: { zh: '逾期读数占比上限', en: 'largest share of late readings' },
} as const satisfies Record<string, BilingualText>;
