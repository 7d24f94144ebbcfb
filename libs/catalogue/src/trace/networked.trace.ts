import type { BilingualText } from '../bilingual.js';
import { decimalFraction, ratioFraction } from '../fraction.js';
import type { DeviceInput, IndicatorInputs } from '../indicator.js';
import type { DeviceFigure } from '../outcome-figures.js';
import { byId } from '../networked-rule.js';
import { exactText } from './exact-text.js';
import { whole } from './expression.js';
import { COLUMN, counted } from './make-step.js';
import type { Describe } from './describe.js';
import type { TraceStep } from './trace-step.js';
import { shareStep, valueStep } from './value-step.js';

/** Devices that pass the networked rule, over what stands below the line; a count where nothing does. */
export const networkedTrace = (below?: (inputs: IndicatorInputs) => readonly DeviceInput[]): Describe => (inputs, { figures: { devices = [] } }, indicator) => {
  const above = judgedStep(devices, inputs);
  const number = whole(devices.filter(({ networked }) => networked).length);
  if (below === undefined) return [above, valueStep(indicator, above.symbol, number.value)];
  const all = below(inputs);
  return [above, devicesStep(all), shareStep(indicator, [above.symbol, 'M'], [number, whole(all.length)])];
};

/** Why a count of the readings may come to another number of intervals. */
const LEFT_OUT: readonly BilingualText[] = [{ zh: '另：逾期送达、不计', en: 'besides: delivered too late' }, { zh: '另：平台停机、不计', en: 'besides: downtime of the platform' }];

/** Every device judged: its intervals, their share, and whether the share reaches the contract's threshold. */
export function judgedStep(devices: readonly DeviceFigure[], { networkedThreshold }: Pick<IndicatorInputs, 'networkedThreshold'>): TraceStep {
  const threshold = exactText(decimalFraction(networkedThreshold));
  const text = {
    title: { zh: '联网设备数', en: 'devices that are networked' }, symbol: 'N', unit: '台',
    formula: {
      zh: `有效间隔 ÷ 应有间隔 ≥ ${threshold} 的设备计数；计划时间内的判定间隔里任一分钟有任一测点的有效读数（按变化上报的设备含在线心跳）即为有效间隔`,
      en: `number of devices with valid ÷ expected intervals ≥ ${threshold}; a judging interval of planned time is valid when any minute of it has a valid reading of any metric (or a sign of life of a device that reports on change)`,
    },
  };
  return counted(text, [COLUMN.device, COLUMN.valid, COLUMN.expected, COLUMN.share, { zh: '阈值', en: 'threshold' }, ...LEFT_OUT], devices.map(({ id, valid, expected, networked, overdue = 0, platformFault = 0 }) => ({
    cells: [id, valid, expected, expected === 0 ? null : exactText(ratioFraction(valid, expected)), threshold, overdue, platformFault], counts: networked,
    source: { kind: 'readings', leg: 'reporting', device: id },
  })));
}

/** What stands below the line, from the inventory. */
export const devicesStep = (devices: readonly DeviceInput[]): TraceStep => counted({
  title: { zh: '分母：台账设备数', en: 'below the line: devices of the inventory' }, symbol: 'M', unit: '台',
  formula: { zh: '台账中属于分母的设备计数，含从未连接的', en: 'number of devices of the inventory that count below the line, also those that never connected' },
}, [COLUMN.device, { zh: '资产类别', en: 'kind of asset' }, { zh: '智能化', en: 'intelligent' }], byId(devices).map(({ id, assetKind, intelligent }) => ({
  cells: [id, assetKind, intelligent ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }], counts: true, source: { kind: 'inventory' },
})));
