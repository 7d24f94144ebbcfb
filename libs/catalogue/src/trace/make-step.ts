import type { BilingualText } from '../bilingual.js';
import type { FigureCell } from '../figure-table.js';
import type { Fraction } from '../fraction.js';
import { resultOf } from './exact-text.js';
import { put, sum, whole } from './expression.js';
import type { Expression } from './expression.js';
import { TICK } from './trace-step.js';
import type { TraceSource, TraceStep, TraceTable } from './trace-step.js';

interface StepText {
  readonly title: BilingualText;
  readonly symbol: string;
  readonly formula: BilingualText;
  readonly unit: string;
}

/** A step that puts numbers into its formula. */
export const calculated = ({ unit, ...text }: StepText, expression: Expression, table: TraceTable | null = null): TraceStep =>
  ({ ...text, put: expression.text, result: resultOf(expression.value, unit), table });

/** A part of a sum with the cells that stand before its amount. */
export interface AddedPart {
  readonly cells: readonly FigureCell[];
  readonly amount: Fraction;
  readonly source: TraceSource | null;
}

/** More terms than anybody types: the table has them. */
const MOST_TERMS = 40;

/** A step that adds up the last column of its table. */
export function added(text: StepText, columns: readonly BilingualText[], parts: readonly AddedPart[]): TraceStep {
  const terms = sum(...parts.map(({ amount }) => put(amount)));
  const rows = parts.map(({ cells, amount, source }) => ({ cells: [...cells, put(amount).text], source }));
  const { unit, ...words } = text;
  return { ...words, put: parts.length > MOST_TERMS ? null : terms.text, result: resultOf(terms.value, unit), table: { columns, rows, adds: columns.length - 1 } };
}

/** A line that counts or does not. */
export interface CountedPart {
  readonly cells: readonly FigureCell[];
  readonly counts: boolean;
  readonly source: TraceSource | null;
}

/** A step that counts the ticks in the last column of its table. */
export function counted({ unit, ...words }: StepText, columns: readonly BilingualText[], parts: readonly CountedPart[]): TraceStep {
  const { value } = whole(parts.filter(({ counts }) => counts).length);
  const rows = parts.map(({ cells, counts, source }) => ({ cells: [...cells, counts ? TICK : ''], source }));
  return { ...words, put: null, result: resultOf(value, unit), table: { columns: [...columns, COUNTS], rows, counts: columns.length } };
}

export const COUNTS: BilingualText = { zh: '计入', en: 'counts' };

/** Columns that many tables begin with. */
export const COLUMN = {
  device: { zh: '设备', en: 'device' }, metric: { zh: '测点', en: 'metric' }, readings: { zh: '有效读数', en: 'valid readings' },
  valid: { zh: '有效间隔', en: 'valid intervals' }, expected: { zh: '应有间隔', en: 'expected intervals' }, share: { zh: '比例', en: 'share' },
} as const satisfies Record<string, BilingualText>;

/** The result of a step as a number for the steps after it. */
export const same = (text: string): BilingualText => ({ zh: text, en: text });
