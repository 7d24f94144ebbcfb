import type { IndicatorInput } from '../indicator.js';

/** What every indicator of air and water reads. */
export const WINDOW_INPUTS: readonly IndicatorInput[] = [
  { name: 'inventory', unit: { zh: '台（套）', en: 'devices' }, aggregation: { zh: '台账中有所需参数的设备', en: 'devices of the inventory with the parameters' } },
  {
    name: 'series-windows',
    unit: { zh: '测点计量单位', en: 'unit of the metric' },
    aggregation: {
      zh: '按当地小时的有效数据（仅标记 N 或无标记）：读数之和、个数、最小、最大、有效分钟数，均为整数',
      en: 'by local hour of the valid readings (flag N or none): sum, count, least, greatest and minutes held, all integers',
    },
  },
];
