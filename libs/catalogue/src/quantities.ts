import type { Leg } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';

/** Inputs of gains, as they are named in declared figures; most are roles of metrics (ISO 22400-2). */
export const QUANTITIES = {
  'good-quantity': { zh: '合格品数', en: 'good quantity' },
  'scrap-quantity': { zh: '不良品数', en: 'defective quantity' },
  'inspected-quantity': { zh: '检验数', en: 'inspected quantity' },
  'produced-quantity': { zh: '产量', en: 'produced quantity' },
  'labour-time': { zh: '人工工时', en: 'labour time' },
  'energy': { zh: '能源消耗量', en: 'energy' },
  'production-state': { zh: '生产状态时间', en: 'time in production' },
  'earned-time': { zh: '折合标准工时（合格品数 × 标准时间）', en: 'earned time (good quantity × standard time)' },
  'planned-busy-time': { zh: '计划忙碌时间', en: 'planned busy time' },
  'energy-cost': { zh: '能源费用', en: 'cost of energy' },
  'material-cost': { zh: '材料费用', en: 'cost of material' },
  'other-cost': { zh: '其他运营费用', en: 'other operating cost' },
  'delivery-quantity': { zh: '配送单数', en: 'deliveries' },
  'freight-turnover': { zh: '货物周转量', en: 'freight turnover' },
  'vehicle-time': { zh: '车辆运行时间', en: 'vehicle time' },
  'qualifying-number': { zh: '符合条件数', en: 'number that qualifies' },
  'total-number': { zh: '总数', en: 'number of all' },
  'cycle-time': { zh: '平均研制周期', en: 'mean development cycle' },
  'benefit-value': { zh: '效益指标值', en: 'figure of the benefit' },
  'sales-income': { zh: '销售收入', en: 'sales income' },
} as const satisfies Record<string, BilingualText>;

export type QuantityName = keyof typeof QUANTITIES;

export const LEG_NAMES: Readonly<Record<Leg, BilingualText>> = {
  baseline: { zh: '基期', en: 'baseline' },
  reporting: { zh: '报告期', en: 'reporting period' },
};
