import type { ComputedIndicator, DeviceInput, IndicatorInputs, Outcome, ProcessPointInput } from './indicator.js';
import { EMPTY_INVENTORY, exampleDevice, exampleInputs } from './example-inputs.js';
import { intervalTotals } from './networked-rule.js';
import { pointsTrace } from './trace/inventory.trace.js';
import { NO_PROCESS_METRIC, NO_WINDOW, insufficient } from './reasons.js';

/** S001: distinct device × metric pairs of process sensors; a pair counts once, however often it reports. */
function compute(inputs: IndicatorInputs): Outcome {
  if (!inputs.hasWindow) return insufficient(NO_WINDOW);
  const defined = distinctPairs(inputs.processPoints);
  if (defined.size === 0) return insufficient(NO_PROCESS_METRIC);
  const delivered = distinctPairs(inputs.processPoints.filter((point) => point.valid > 0));
  const carriers = new Set(inputs.processPoints.map((point) => point.device));
  const carrying = (device: DeviceInput): boolean => carriers.has(device.id);
  return {
    kind: 'value',
    ratio: { numerator: delivered.size, denominator: 1 },
    counted: [...new Set(delivered.values())].sort(),
    intervals: intervalTotals(inputs.devices.filter(carrying)),
    figures: { definedPoints: defined.size },
  };
}

/** Pair key → device. A line feed is in no id and in no metric name. */
const distinctPairs = (points: readonly ProcessPointInput[]): ReadonlyMap<string, string> =>
  new Map(points.map((point) => [`${point.device}\n${point.metric}`, point.device]));

export const processDataPoints: ComputedIndicator = {
  id: 'process-data-points',
  nameZh: '工艺流程传感器数据采集点数量',
  nameEn: 'data points of process sensors',
  unit: '个',
  scale: 1,
  comparator: '>=',
  defaultTarget: null,
  programme: 'P2',
  directions: ['P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5'],
  clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计工艺流程传感器数据采集点数量（个）' },
  kind: 'telemetry',
  sourceKind: 'collected',
  computed: true,
  inputs: [
    { name: 'inventory', unit: { zh: '台（套、线）', en: 'devices' }, aggregation: { zh: '计数', en: 'count' } },
    {
      name: 'series-activity',
      unit: { zh: '条有效数据', en: 'valid readings' },
      aggregation: { zh: '设备 × 测点去重计数', en: 'distinct device × metric pairs' },
    },
    {
      name: 'minute-masks',
      unit: { zh: '判定间隔', en: 'judging intervals' },
      aggregation: { zh: '仅用于数据完整率', en: 'for the coverage only' },
    },
  ],
  gates: ['platform'],
  formula: {
    zh: '考核时段内至少有一条有效数据的“设备 × 工艺测点”去重数；报警、程序名、静态标签和派生值不计',
    en: 'distinct device × process metric pairs with at least one valid reading in the window; no alarms, programme names, static tags or derived values',
  },
  ownDefinition: {
    zh: '“采集点”按设备 × 测点计，为本平台定义',
    en: 'a data point is a device × metric pair: a definition of this platform',
  },
  formulaVersion: '1.0.0',
  compute,
  trace: pointsTrace,
  workedExamples: [
    {
      title: { zh: '四个测点中三个有数据', en: 'three of four points delivered' },
      inputs: exampleInputs(
        [exampleDevice('T02', { equipment: false, expected: 10, valid: 4 }), exampleDevice('M01', { expected: 10, valid: 9 }), exampleDevice('M09')],
        {
          processPoints: [
            { device: 'T02', metric: 'temperature', valid: 7 },
            { device: 'M01', metric: 'spindle_load', valid: 900 },
            { device: 'M01', metric: 'spindle_load', valid: 1 },
            { device: 'M01', metric: 'coolant_pressure', valid: 0 },
            { device: 'M01', metric: 'feed_rate', valid: 900 },
          ],
        },
      ),
      expected: {
        kind: 'value',
        ratio: { numerator: 3, denominator: 1 },
        counted: ['M01', 'T02'],
        intervals: { expected: 20, valid: 13 },
        figures: { definedPoints: 4 },
      },
    },
  ],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '没有工艺测点', en: 'no process metric' }, inputs: exampleInputs([exampleDevice('M01', { expected: 5, valid: 5 })]) },
    {
      title: { zh: '时段为空', en: 'empty window' },
      inputs: exampleInputs([exampleDevice('M01')], { hasWindow: false, processPoints: [{ device: 'M01', metric: 'load', valid: 0 }] }),
    },
  ],
};
