import type { IndicatorInputs } from '../indicator.js';
import type { TraceStep } from './trace-step.js';
import type { OutcomeValue, TracedIndicator } from './value-step.js';

/** How a value follows from its inputs, step by step; the last step is the value. Pure. Only called with what `compute` made of the same inputs. */
export type Describe = (inputs: IndicatorInputs, outcome: OutcomeValue, indicator: TracedIndicator) => readonly TraceStep[];
