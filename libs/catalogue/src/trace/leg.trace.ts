import type { Leg, Result } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import type { GainRule, LegValue } from '../gain.js';
import type { IndicatorInputs } from '../indicator.js';
import type { Missing } from '../leg-amount.js';
import { LEG_NAMES } from '../quantities.js';
import { amountStep } from './amount.trace.js';
import type { Describe } from './describe.js';
import { minus, over, put, sum, times, whole } from './expression.js';
import type { Expression } from './expression.js';
import { calculated, same } from './make-step.js';
import { legSymbol, quantitySymbol } from './quantity-symbols.js';
import type { TraceStep } from './trace-step.js';
import { formulaStep } from './value-step.js';

/** What one leg of an indicator is, as `compute` reads it. */
export type LegOf = (inputs: IndicatorInputs, leg: Leg) => Result<LegValue, Missing>;

/** A gain between two legs: their amounts, their quotients, and the change. */
export const gainTrace = (rule: GainRule | ((inputs: IndicatorInputs) => GainRule), legOf: LegOf): Describe => (inputs, _outcome, indicator) => {
  const [baseline, reporting] = (['baseline', 'reporting'] as const).map((leg) => tracedLeg(legOf(inputs, leg), leg));
  if (baseline === undefined || reporting === undefined) return [];
  const [b, r] = [baseline.term, reporting.term];
  const { formula, expression } = CHANGES[typeof rule === 'function' ? rule(inputs) : rule](b, r);
  return [...baseline.steps, ...reporting.steps, formulaStep(indicator, formula(baseline.symbol, reporting.symbol), expression)];
};

/** A share or a number of the reporting period alone. */
export const reportingTrace = (legOf: LegOf): Describe => (inputs, _outcome, indicator) => {
  const { steps, symbol, term } = tracedLeg(legOf(inputs, 'reporting'), 'reporting');
  return [...steps, indicator.scale === 1 ? formulaStep(indicator, symbol, term) : formulaStep(indicator, `${symbol} × ${indicator.scale}`, times(term, whole(indicator.scale)))];
};

interface TracedLeg {
  readonly steps: readonly TraceStep[];
  readonly symbol: string;
  readonly term: Expression;
}

/** Amounts of a leg, and their quotient where it has one. */
function tracedLeg(found: ReturnType<LegOf>, leg: Leg): TracedLeg {
  if (!found.ok) return { steps: [], symbol: '', term: whole(0) };
  const { above, below, value, figure } = found.value;
  const amounts = [...above, ...(below === null ? [] : [below])];
  const steps = amounts.map((amount) => amountStep(amount, leg));
  const [only] = above;
  if (below === null && above.length === 1 && only !== undefined) return { steps, symbol: quantitySymbol(only.quantity, leg), term: put(value) };
  const symbol = legSymbol('q', leg);
  const names = above.map((amount) => quantitySymbol(amount.quantity, leg)).join(' + ');
  const upper = sum(...above.map((amount) => put(amount.value)));
  const text = { title: legTitle(leg), symbol, unit: figure.unit };
  const step = below === null
    ? calculated({ ...text, formula: same(names) }, upper)
    : calculated({ ...text, formula: same(`${above.length > 1 ? `(${names})` : names} ÷ ${quantitySymbol(below.quantity, leg)}`) }, over(upper, put(below.value)));
  return { steps: [...steps, step], symbol, term: put(value) };
}

const legTitle = (leg: Leg): BilingualText => ({ zh: `${LEG_NAMES[leg].zh}值`, en: `value of the ${LEG_NAMES[leg].en}` });

interface Change {
  readonly formula: (b: string, r: string) => string;
  readonly expression: Expression;
}

const percent = (difference: Expression, divisor: Expression): Expression => times(over(difference, divisor), whole(100));

const CHANGES: Readonly<Record<GainRule, (b: Expression, r: Expression) => Change>> = {
  'increase': (b, r) => ({ formula: (B, R) => `(${R} − ${B}) ÷ ${B} × 100`, expression: percent(minus(r, b), b) }),
  'reduction': (b, r) => ({ formula: (B, R) => `(${B} − ${R}) ÷ ${B} × 100`, expression: percent(minus(b, r), b) }),
  'inverse-increase': (b, r) => ({ formula: (B, R) => `(${B} − ${R}) ÷ ${R} × 100`, expression: percent(minus(b, r), r) }),
};
