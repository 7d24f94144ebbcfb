import { exactText } from './exact-text.js';
import { ratioFraction } from '../fraction.js';
import { byId } from '../networked-rule.js';
import type { Describe } from './describe.js';
import { evidenceStep } from './evidence.trace.js';
import { whole } from './expression.js';
import { HOURS_OF_A_LIVE_DAY, PLATFORM_DAYS, acquires, atInstitution, isJudged, liveDaysOf, onPlannedDays } from '../health-services.js';
import type { DeviceInput } from '../indicator.js';
import { dayCells } from './inventory.trace.js';
import { COLUMN, counted } from './make-step.js';
import { devicesStep } from './networked.trace.js';
import type { TraceStep } from './trace-step.js';
import { shareStep, valueOf, valueStep } from './value-step.js';

const DAYS = [COLUMN.device, { zh: '有数据天数', en: 'days with data' }, { zh: '天数', en: 'days' }, PLATFORM_DAYS] as const;

const PLANNED_DAYS = [DAYS[0], DAYS[1], { zh: '计划天数', en: 'planned days' }, DAYS[3]] as const;

/** Live days, beside those of each device. */
export const storageTrace: Describe = ({ devices }, outcome, indicator) => liveSteps(devices.filter(acquires), outcome, indicator);

/** The same at institutions, with the statements that the clause asks for. */
export const trialTrace: Describe = (inputs, outcome, indicator) =>
  [evidenceStep(outcome.figures.evidence, inputs, indicator), ...liveSteps(inputs.devices.filter(atInstitution), outcome, indicator)];

const liveSteps = (devices: readonly DeviceInput[], outcome: Parameters<Describe>[1], indicator: Parameters<Describe>[2]): readonly TraceStep[] =>
  [liveStep(devices), daysStep(liveDaysOf(devices)), valueStep(indicator, 'd', valueOf(outcome, indicator))];

const LIVE = [COLUMN.device, { zh: '在线天数', en: 'live days' }, { zh: '天数', en: 'days' }, PLATFORM_DAYS] as const;

const liveStep = (devices: readonly DeviceInput[]): TraceStep => counted({
  title: { zh: '在线过的设备', en: 'devices that were live' }, symbol: 'N', unit: '台', formula: { zh: '至少一天在线的设备计数', en: 'number of devices live on at least one day' },
}, LIVE, byId(devices).map(({ id, liveDays = [], days, platformDays }) => ({ cells: [id, liveDays.length, days, platformDays], counts: liveDays.length > 0, source: { kind: 'readings', leg: 'reporting', device: id } })));

/** Local days on which any of the devices was live. */
const daysStep = (days: readonly string[]): TraceStep => counted({
  title: { zh: '设备在线的日期', en: 'live days' }, symbol: 'd', unit: '天',
  formula: { zh: `任一设备至少 ${HOURS_OF_A_LIVE_DAY} 个小时有有效读数的当地自然日计数`, en: `number of local days with valid readings of a device in at least ${HOURS_OF_A_LIVE_DAY} hours` },
}, [{ zh: '日期', en: 'day' }], days.map((day) => ({ cells: [day], counts: true, source: { kind: 'readings', leg: 'reporting', day } })));

/** Persons (one wearable each) with data on enough days, over all enrolled. */
export const enrolledTrace = (least: { readonly numerator: number; readonly denominator: number }): Describe => ({ devices }, { counted: ids }, indicator) => {
  const enrolled = byId(devices.filter(({ assetKind }) => assetKind === 'wearable')).map(onPlannedDays).filter(isJudged);
  const limit = exactText(ratioFraction(least.numerator, least.denominator));
  const step = counted({
    title: { zh: '连续监测的在册人数', en: 'persons monitored continuously' }, symbol: 'N', unit: '人',
    formula: { zh: `有数据天数 ÷ 计划天数 ≥ ${limit} 的设备计数`, en: `number of wearables with days with data ÷ planned days ≥ ${limit}` },
  }, [...PLANNED_DAYS, COLUMN.share], enrolled.map((device) => ({
    cells: [...dayCells(device), device.days === 0 ? null : exactText(ratioFraction(device.validDays, device.days))], counts: ids.includes(device.id),
    source: { kind: 'readings', leg: 'reporting', device: device.id },
  })));
  return [step, devicesStep(enrolled), shareStep(indicator, ['N', 'M'], [whole(ids.length), whole(enrolled.length)])];
};
