import type { TraceTerms } from '@yanshou/telemetry';
import { decimalFraction, holds, ratioFraction } from '../fraction.js';
import { isComplete } from './judged-batches.js';
import type { JudgedBatch, JudgedBatches } from './judged-batches.js';
import { TRACE_RULE } from './trace-rule.js';

/** A base of the project with its batches that have had their time. */
export interface JudgedBase {
  readonly site: string;
  readonly due: readonly JudgedBatch[];
}

/** Whether enough of its batches are complete. */
export const reaches = ({ due }: JudgedBase): boolean =>
  due.length > 0 && holds(ratioFraction(due.filter(isComplete).length, due.length), '>=', decimalFraction(TRACE_RULE.baseThreshold));

/** Every base that the contract names, also one without a batch; site ids ascending. */
export const judgedBases = (terms: TraceTerms | null, { due }: Pick<JudgedBatches, 'due'>): readonly JudgedBase[] =>
  [...new Set(terms?.bases)].sort().map((site) => ({ site, due: due.filter(({ batch }) => batch.base === site) }));
