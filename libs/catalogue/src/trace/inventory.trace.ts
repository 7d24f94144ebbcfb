import type { DeviceInput } from '../indicator.js';
import { byId } from '../networked-rule.js';
import type { Describe } from './describe.js';
import { whole } from './expression.js';
import { COLUMN, added, counted } from './make-step.js';
import type { AddedPart } from './make-step.js';
import { devicesStep } from './networked.trace.js';
import { shareStep, valueOf, valueStep } from './value-step.js';

/** Devices of the inventory with a property, over all that stand below the line. */
export const intelligentTrace: Describe = ({ devices }, _outcome, indicator) => {
  const all = byId(devices.filter(({ equipment }) => equipment));
  const text = {
    title: { zh: '智能化设备数', en: 'intelligent devices' }, symbol: 'N', unit: '台', formula: { zh: '台账登记为智能化且经认定的设备计数', en: 'number of devices that the inventory calls intelligent and an officer has accepted' },
  };
  const step = counted(text, [COLUMN.device], all.map((device) => ({ cells: [device.id], counts: isAccepted(device), source: { kind: 'inventory' } })));
  return [step, devicesStep(all), shareStep(indicator, ['N', 'M'], [whole(all.filter(isAccepted).length), whole(all.length)])];
};

const isAccepted = ({ intelligent, intelligentApproved }: DeviceInput): boolean => intelligent && intelligentApproved;

/** Distinct device × metric pairs with a valid reading, device by device. */
export const pointsTrace: Describe = ({ processPoints }, outcome, indicator) => {
  const devices = new Map<string, Set<string>>();
  for (const { device, metric, valid } of processPoints) {
    const delivered = devices.get(device) ?? new Set<string>();
    devices.set(device, valid > 0 ? delivered.add(metric) : delivered);
  }
  const text = {
    title: { zh: '有有效数据的采集点', en: 'points that delivered' }, symbol: 'n', unit: '个',
    formula: { zh: 'Σ 各设备有有效数据的工艺测点数（设备 × 测点，不重复）', en: 'Σ process metrics of each device with a valid reading (device × metric, once)' },
  };
  const parts = [...devices].sort(([left], [right]) => (left < right ? -1 : 1)).map(([device, metrics]): AddedPart =>
    ({ cells: [device, [...metrics].sort().join(' ')], amount: { numerator: BigInt(metrics.size), denominator: 1n }, source: { kind: 'readings', leg: 'reporting', device } }));
  return [added(text, [COLUMN.device, { zh: '测点', en: 'metrics' }, { zh: '测点数', en: 'number' }], parts), valueStep(indicator, 'n', valueOf(outcome, indicator))];
};

/** Messages stored over messages acknowledged. */
export const messagesTrace: Describe = ({ messages: { received, stored } }, _outcome, indicator) => {
  const counts = (title: { readonly zh: string; readonly en: string }, symbol: string, amount: number) =>
    added({ title, symbol, unit: '条', formula: { zh: '时段内收支台账累计', en: 'total of the ledger in the window' } }, [{ zh: '来源', en: 'source' }, { zh: '条', en: 'readings' }],
      [{ cells: [{ zh: '收支台账', en: 'ledger' }], amount: { numerator: BigInt(amount), denominator: 1n }, source: { kind: 'messages' } }]);
  return [
    counts({ zh: '收到并已入库的读数', en: 'readings received and stored' }, 'P', stored), counts({ zh: '收到的读数', en: 'readings received' }, 'A', received),
    shareStep(indicator, ['P', 'A'], [whole(stored), whole(received)]),
  ];
};

/** Devices that have data on days, for the indicators that ask on how many. */
export const dayCells = ({ id, validDays, days, platformDays }: DeviceInput): readonly [string, number, number, number] => [id, validDays, days, platformDays];
