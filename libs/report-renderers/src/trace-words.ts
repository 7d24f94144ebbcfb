import type { BilingualText } from '@yanshou/catalogue';

/** Words around the steps of a value. */
export const TRACE_WORDS = {
  title: { zh: '如何得出', en: 'How it was computed' },
  how: {
    zh: '每一步先列公式，再代入数字，再给出精确值（≈ 后为六位小数，四舍六入五成双）；中间结果不舍入。“来源”一列的地址原样访问即返回所用的数据。',
    en: 'Each step has its formula, the numbers put in, and the exact result (≈ six places, half to even); nothing is rounded on the way. What stands under “source” returns the data that was used, as it is.',
  },
  coverage: { zh: '数据完整率', en: 'Coverage' },
  series: { zh: '按窗口读取的测点', en: 'Series read by windows' },
  source: { zh: '来源', en: 'source' },
  leg: { zh: '时期', en: 'leg' },
  device: { zh: '设备', en: 'device' },
  metric: { zh: '测点', en: 'metric' },
  windows: { zh: '有数据的窗口', en: 'windows with data' },
  readings: { zh: '读数', en: 'readings' },
  hour: { zh: '小时', en: 'hours' },
  day: { zh: '天', en: 'days' },
  more: { zh: '其余见 data/report.json，共', en: 'the rest is in data/report.json; in all' },
} as const satisfies Record<string, BilingualText>;
