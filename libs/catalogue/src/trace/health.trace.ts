import { exactText } from './exact-text.js';
import { ratioFraction } from '../fraction.js';
import { isJudged, onPlannedDays } from '../health-services.js';
import { byId } from '../networked-rule.js';
import type { Describe } from './describe.js';
import { evidenceStep } from './evidence.trace.js';
import { whole } from './expression.js';
import { dayCells, daysStep } from './inventory.trace.js';
import { COLUMN, counted } from './make-step.js';
import { devicesStep } from './networked.trace.js';
import type { TraceStep } from './trace-step.js';
import { shareStep, valueOf, valueStep } from './value-step.js';

const DAYS = [COLUMN.device, { zh: '有数据天数', en: 'days with data' }, { zh: '天数', en: 'days' }, { zh: '平台停机天数', en: 'days the platform was down' }] as const;

const PLANNED_DAYS = [DAYS[0], DAYS[1], { zh: '计划天数', en: 'planned days' }, DAYS[3]] as const;

/** Days with data, beside those of each device. */
export const storageTrace: Describe = (inputs, outcome, indicator) => [heldStep(inputs), daysStep(inputs), valueStep(indicator, 'd', valueOf(outcome, indicator))];

/** The same, with the statements that the clause asks for. */
export const trialTrace: Describe = (inputs, outcome, indicator) => [evidenceStep(outcome.figures.evidence, inputs, indicator), ...storageTrace(inputs, outcome, indicator)];

const heldStep = ({ devices }: Parameters<Describe>[0]): TraceStep => counted({
  title: { zh: '有数据的设备', en: 'devices with data' }, symbol: 'N', unit: '台', formula: { zh: '至少一天有有效读数的设备计数', en: 'number of devices with a valid reading on at least one day' },
}, DAYS, byId(devices).map((device) => ({ cells: dayCells(device), counts: device.validDays > 0, source: { kind: 'readings', leg: 'reporting', device: device.id } })));

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
