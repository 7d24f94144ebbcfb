import type { BilingualText } from '../bilingual.js';
import type { FigureCell } from '../figure-table.js';
import type { Fraction } from '../fraction.js';
import { whole } from './expression.js';
import { added, counted } from './make-step.js';
import type { AddedPart, CountedPart } from './make-step.js';
import type { TraceSource, TraceStep } from './trace-step.js';
import { shareStep } from './value-step.js';
import type { TracedIndicator } from './value-step.js';

/** A line of a station's table, with what of it stands above and below. */
export interface StationPart {
  readonly cells: readonly FigureCell[];
  readonly above: number;
  readonly below: number;
  readonly source: TraceSource;
}

interface ShareText {
  readonly above: BilingualText;
  readonly below: BilingualText;
  readonly formula: { readonly above: BilingualText; readonly below: BilingualText };
  readonly unit: string;
}

/** Two sums over stations and their quotient. */
export function sharesOfStations(indicator: TracedIndicator, text: ShareText, columns: readonly BilingualText[], parts: readonly StationPart[]): readonly TraceStep[] {
  const of = (side: 'above' | 'below', symbol: string): TraceStep => added(
    { title: text[side], symbol, formula: text.formula[side], unit: text.unit }, [...columns, text[side]],
    parts.map(({ cells, [side]: amount, source }): AddedPart => ({ cells, amount: integer(amount), source })),
  );
  const total = (side: 'above' | 'below'): number => parts.reduce((sum, part) => sum + part[side], 0);
  return [of('above', 'N'), of('below', 'M'), shareStep(indicator, ['N', 'M'], [whole(total('above')), whole(total('below'))])];
}

/** Lines that count above and below the line: station days, bases. */
export function sharesOfCounts(
  indicator: TracedIndicator, text: ShareText, columns: readonly BilingualText[], parts: readonly (Omit<CountedPart, 'counts'> & { readonly above: boolean; readonly below: boolean })[],
): readonly TraceStep[] {
  const of = (side: 'above' | 'below', symbol: string): TraceStep =>
    counted({ title: text[side], symbol, formula: text.formula[side], unit: text.unit }, columns, parts.map(({ cells, source, [side]: counts }) => ({ cells, source, counts })));
  const total = (side: 'above' | 'below'): number => parts.filter((part) => part[side]).length;
  return [of('above', 'N'), of('below', 'M'), shareStep(indicator, ['N', 'M'], [whole(total('above')), whole(total('below'))])];
}

const integer = (value: number): Fraction => ({ numerator: BigInt(value), denominator: 1n });
