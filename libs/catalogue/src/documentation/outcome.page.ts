import { both, decimalText, figureTable, fractionText, markdownTable, numberText } from './markdown.js';
import { exactRatio } from '../fraction.js';
import type { ComputedIndicator, Outcome } from '../indicator.js';
import type { LegFigure, OutcomeFigures } from '../outcome-figures.js';
import { LEG_NAMES, QUANTITIES } from '../quantities.js';

type Value = Extract<Outcome, { readonly kind: 'value' }>;

/** A value with every figure on the way to it, or why there is none. */
export function outcomePage(outcome: Outcome, { scale, unit }: Pick<ComputedIndicator, 'scale' | 'unit'>): readonly string[] {
  if (outcome.kind === 'insufficient') return [`→ 数据不足 / insufficient: ${both(outcome.reason)}`];
  const { figures } = outcome;
  return [
    ...legTable(figures.legs ?? []), ...countLines(figures), ...deviceTable(figures), ...(figures.tables ?? []).flatMap(figureTable),
    `**值 / value** = ${valueText(outcome, scale)} ${unit}`, '', ...asideLines(outcome, scale, unit),
  ];
}

function valueText({ ratio }: Value, scale: number): string {
  const [numerator, denominator] = [BigInt(ratio.numerator), BigInt(ratio.denominator)];
  const value = decimalText(exactRatio({ numerator, denominator }, scale), 4);
  if (denominator === 1n && scale === 1) return value;
  return `${fractionText(numerator, denominator)}${scale === 1 ? '' : ` × ${scale}`} = ${value}`;
}

function asideLines({ intervals, counted, readings, uncertainty, withSubmitted, withoutDowntime, notes = [] }: Value, scale: number, unit: string): readonly string[] {
  const lines = [
    ...(intervals === null ? [] : [`- 数据完整率 / coverage: ${intervals.valid} ÷ ${intervals.expected}`]),
    ...(counted.length === 0 ? [] : [`- 计入分子的设备 / devices counted: ${counted.join(' ')}`]),
    ...(readings === undefined ? [] : [`- 读数 / readings: ${readings}`]),
    ...(uncertainty === undefined ? [] : [`- 不确定度 / uncertainty: ± ${numberText(uncertainty)} ${unit}`]),
    ...(withoutDowntime === undefined ? [] : [`- 若无平台停机至多 / at most, but for the platform's downtime: ${decimalText(exactRatio(withoutDowntime, scale), 4)} ${unit}`]),
    ...(withSubmitted === undefined ? [] : [`- 待确认者全部确认时 / if all that awaits were accepted: ${decimalText(exactRatio(withSubmitted, scale), 4)} ${unit}`]),
    ...notes.map((note) => `- 说明 / note: ${both(note)}`),
  ];
  return lines.length === 0 ? [] : [...lines, ''];
}

const NAMES: Readonly<Record<string, { readonly zh: string; readonly en: string } | undefined>> = QUANTITIES;

const legTable = (legs: readonly LegFigure[]): readonly string[] => markdownTable(
  ['时期 / leg', '组成量 / quantities', '值 / value', '来源 / source'],
  legs.map(({ leg, quantities, numerator, denominator, value, unit, sourceKind }) => [
    both(LEG_NAMES[leg]), quantities.map(({ quantity, amount, unit: of }) => `${both(NAMES[quantity] ?? { zh: quantity, en: quantity })} ${numberText(amount)} ${of}`).join('; '),
    `${fractionText(BigInt(numerator), BigInt(denominator))} = ${numberText(value)} ${unit}`.trim(), sourceKind,
  ]),
);

const COUNTS = {
  equipment: '设备 / equipment', intelligentEquipment: '智能化设备 / intelligent', pendingIntelligent: '尚未认定 / awaiting acceptance', networkedEquipment: '联网设备 / networked', everConnected: '曾连接 / ever connected',
  validInWindow: '时段内有效 / valid in the window', verifiedOnSite: '现场核实 / verified on site', definedPoints: '定义的测点 / points defined',
} as const satisfies Partial<Record<keyof OutcomeFigures, string>>;

function countLines(figures: OutcomeFigures): readonly string[] {
  const counts = (Object.keys(COUNTS) as (keyof typeof COUNTS)[]).filter((name) => figures[name] !== undefined).map((name) => `- ${COUNTS[name]}: ${String(figures[name])}`);
  const calendar = figures.byCalendar24h;
  const lines = [...counts, ...(calendar === undefined ? [] : [`- 按 24 h 日历 / by the 24 h calendar: ${fractionText(calendar.numerator, calendar.denominator)}`])];
  return lines.length === 0 ? [] : [...lines, ''];
}

const deviceTable = ({ devices = [] }: OutcomeFigures): readonly string[] => markdownTable(
  ['设备 / device', '有效 ÷ 应有 / valid ÷ expected', '联网 / networked', '24 h', '24 h 联网 / networked'],
  devices.map(({ id, valid, expected, networked, calendarValid, calendarExpected, calendarNetworked, reason }) => [
    id, `${valid} ÷ ${expected}`, `${networked ? '是 / yes' : '否 / no'}${reason === null ? '' : ` (${both(reason)})`}`, `${calendarValid} ÷ ${calendarExpected}`, calendarNetworked ? '是 / yes' : '否 / no',
  ]),
);
