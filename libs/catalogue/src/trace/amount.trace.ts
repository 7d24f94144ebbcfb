import type { Leg } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import { decimalFraction, divideFractions, multiplyFractions } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import type { Amount, AmountPart } from '../leg-amount.js';
import type { RoleQuantity } from '../role-quantity.js';
import { exactText } from './exact-text.js';
import { unitText } from '../unit-words.js';
import { COLUMN, added } from './make-step.js';
import type { AddedPart } from './make-step.js';
import { quantitySymbol, quantityTitle } from './quantity-symbols.js';
import type { TraceStep } from './trace-step.js';

/** An input of a leg: every series, figure or device that it is the sum of. */
export function amountStep(amount: Amount, leg: Leg): TraceStep {
  const { quantity } = amount;
  const text = { title: quantityTitle(quantity, leg), symbol: quantitySymbol(quantity, leg), formula: formulaOf(amount), unit: amount.unit };
  return added(text, [COLUMN.device, COLUMN.metric, COLUMN.readings, MEASURED, FACTOR, amountColumn(amount.unit)], amount.parts.map((part) => partOf(part, leg)));
}

function formulaOf({ parts }: Amount): BilingualText {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first?.kind === 'declared') return parts.length === 1 ? ONE_FIGURE : { zh: 'Σ 已确认的申报数，换算为基本单位', en: 'Σ accepted figures, in the base unit' };
  if (first?.kind === 'planned') return { zh: 'Σ 各设备计划分钟（已扣除平台停机） ÷ 60', en: 'Σ planned minutes of each device (without the platform\'s downtime) ÷ 60' };
  return last?.kind === 'declared' ? { zh: `${SERIES.zh}；未计量的分项取已确认的申报数`, en: `${SERIES.en}; what nobody meters by accepted figures` } : SERIES;
}

const ONE_FIGURE: BilingualText = { zh: '已确认的唯一申报数，换算为基本单位', en: 'the one accepted figure, in the base unit' };
const SERIES: BilingualText = {
  zh: 'Σ 各测点的量 × 换算系数；计数器取期内增量（回零后从零起计，异常跳变剔除），其余取读数之和，生产状态取时长',
  en: 'Σ amount of each series × factor; a counter by its growth (from zero after a reset, excursions left out), others by the sum of readings, a state by its time',
};

function partOf(part: AmountPart, leg: Leg): AddedPart {
  const { value } = part.measure;
  switch (part.kind) {
    case 'measured': {
      const { device, metric, unit } = part.row;
      const amount = multiplyFractions({ numerator: BigInt(part.row.steps), denominator: 1n }, decimalFraction(part.row.resolution));
      return { cells: [device, metric, readingsText(part.row), written(amount, unit), factorText(value, amount)], amount: value, source: { kind: 'readings', leg, device, metric } };
    }
    case 'declared': {
      const amount = decimalFraction(part.stated.amount);
      return { cells: [DECLARED, part.stated.id, null, written(amount, part.stated.unit), factorText(value, amount)], amount: value, source: { kind: 'figure', id: part.stated.id } };
    }
    case 'planned': {
      const minutes = decimalFraction(part.minutes);
      return { cells: [part.device, part.platformMinutes === 0 ? PLANNED : plannedWithout(part.platformMinutes), null, written(minutes, 'min'), '1 ÷ 60'], amount: value, source: { kind: 'calendar' } };
    }
  }
}

/** How often a counter fell, or left its course, stands beside its readings. */
function readingsText({ readings, resets, excursions = 0 }: RoleQuantity): number | BilingualText {
  const zh = [...(resets > 0 ? [`回零 ${resets} 次`] : []), ...(excursions > 0 ? [`剔除异常跳变 ${excursions} 次`] : [])];
  const en = [...(resets > 0 ? [`${resets} resets`] : []), ...(excursions > 0 ? [`${excursions} excursions left out`] : [])];
  return zh.length === 0 ? readings : { zh: `${readings}（${zh.join('，')}）`, en: `${readings} (${en.join(', ')})` };
}

const written = (amount: Fraction, unit: string): string => `${exactText(amount)} ${unit}`.trim();
const factorText = (value: Fraction, amount: Fraction): string => (amount.numerator === 0n ? '—' : exactText(divideFractions(value, amount)));
function amountColumn(unit: string): BilingualText {
  const en = unitText(unit, 'en');
  return { zh: unit === '' ? '数量' : `数量 ${unit}`, en: en === '' ? 'amount' : `amount (${en})` };
}

const MEASURED: BilingualText = { zh: '原单位的量', en: 'amount as measured' };
const FACTOR: BilingualText = { zh: '× 系数', en: '× factor' };
const DECLARED: BilingualText = { zh: '申报数', en: 'declared figure' };
const PLANNED: BilingualText = { zh: '计划时间', en: 'planned time' };
const plannedWithout = (minutes: number): BilingualText => ({ zh: `计划时间（已扣除平台停机 ${minutes} min）`, en: `planned time (without ${minutes} min of the platform's downtime)` });
