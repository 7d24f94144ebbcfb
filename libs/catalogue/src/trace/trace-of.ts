import type { ComputedIndicator, IndicatorInputs } from '../indicator.js';
import { defaultTrace } from './default.trace.js';
import type { TraceStep } from './trace-step.js';
import type { OutcomeValue } from './value-step.js';

/** The steps that lead from some inputs to the value that `compute` made of them; the last one is the value. */
export const traceOf = (definition: ComputedIndicator, inputs: IndicatorInputs, outcome: OutcomeValue): readonly TraceStep[] =>
  (definition.trace ?? defaultTrace)(inputs, outcome, definition);
