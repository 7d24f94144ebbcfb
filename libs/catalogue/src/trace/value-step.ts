import { exactRatio } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import type { ComputedIndicator, Outcome } from '../indicator.js';
import { over, put, times, whole } from './expression.js';
import type { Expression } from './expression.js';
import { calculated, same } from './make-step.js';
import type { TraceStep } from './trace-step.js';

export type OutcomeValue = Extract<Outcome, { readonly kind: 'value' }>;

/** What a trace needs to know of its indicator. */
export type TracedIndicator = Pick<ComputedIndicator, 'id' | 'unit' | 'scale'>;

const TITLE = { zh: '指标值', en: 'value of the indicator' };

/** The last step: numerator ÷ denominator × scale, each with its symbol. */
export function shareStep({ unit, scale }: TracedIndicator, [above, below]: readonly [string, string], [numerator, denominator]: readonly [Expression, Expression]): TraceStep {
  const quotient = over(numerator, denominator);
  const text = { title: TITLE, symbol: 'X', formula: same(scale === 1 ? `${above} ÷ ${below}` : `${above} ÷ ${below} × ${scale}`), unit };
  return calculated(text, scale === 1 ? quotient : times(quotient, whole(scale)));
}

/** The last step of a number that an earlier step has already. */
export const valueStep = ({ unit }: TracedIndicator, symbol: string, value: Fraction): TraceStep =>
  calculated({ title: TITLE, symbol: 'X', formula: same(symbol), unit }, put(value));

/** The last step by any formula. */
export const formulaStep = ({ unit }: TracedIndicator, formula: string, expression: Expression): TraceStep =>
  calculated({ title: TITLE, symbol: 'X', formula: same(formula), unit }, expression);

/** The exact value of an outcome in the indicator's unit. */
export const valueOf = (outcome: OutcomeValue, { scale }: TracedIndicator): Fraction => exactRatio(outcome.ratio, scale);
