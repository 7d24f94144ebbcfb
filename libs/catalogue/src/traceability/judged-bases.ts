import type { TraceTerms } from '@yanshou/telemetry';
import { decimalFraction, holds, ratioFraction } from '../fraction.js';
import { isComplete } from './judged-batches.js';
import type { JudgedBatch, JudgedBatches } from './judged-batches.js';
import { TRACE_RULE } from './trace-rule.js';

/** A base of the project with its batches that have had their time. */
export interface JudgedBase {
  readonly site: string;
  readonly due: readonly JudgedBatch[];
  readonly undecided: readonly JudgedBatch[];
}

/** Whether enough of its batches are complete. */
export const reaches = ({ due }: JudgedBase): boolean => isEnough(due.filter(isComplete).length, due.length);

/** Whether they may be, but for the platform's downtime. */
export const mayReach = ({ due, undecided }: JudgedBase): boolean => isEnough(due.filter(isComplete).length + undecided.length, due.length + undecided.length);

const isEnough = (complete: number, all: number): boolean => all > 0 && holds(ratioFraction(complete, all), '>=', decimalFraction(TRACE_RULE.baseThreshold));

/** Every base that the contract names, also one without a batch; site ids ascending. */
export const judgedBases = (terms: TraceTerms | null, { due, undecided }: Pick<JudgedBatches, 'due' | 'undecided'>): readonly JudgedBase[] =>
  [...new Set(terms?.bases)].sort().map((site) => {
    const ofIt = ({ batch }: JudgedBatch): boolean => batch.base === site;
    return { site, due: due.filter(ofIt), undecided: undecided.filter(ofIt) };
  });
