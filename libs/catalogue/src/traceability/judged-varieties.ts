import { unitKey } from '@yanshou/telemetry';
import type { TraceTerms } from '@yanshou/telemetry';
import { isComplete } from './judged-batches.js';
import type { JudgedBatch, JudgedBatches } from './judged-batches.js';

/** An own variety in scope with its batches that have had their time. */
export interface JudgedVariety {
  readonly name: string;
  readonly due: readonly JudgedBatch[];
  readonly undecided: readonly JudgedBatch[];
}

/** A variety without a batch shows nothing: it is in the denominator alone. */
export const isTraceable = ({ due }: JudgedVariety): boolean => due.length > 0 && due.every(isComplete);

/** Whether it may be, but for the platform's downtime. */
export const mayBeTraceable = ({ due, undecided }: JudgedVariety): boolean => due.length + undecided.length > 0 && due.every(isComplete);

/** Every variety in scope, also one without a batch; names ascending. */
export const judgedVarieties = (terms: TraceTerms | null, { due, undecided }: Pick<JudgedBatches, 'due' | 'undecided'>): readonly JudgedVariety[] =>
  varietiesInScope(terms).map((name) => {
    const ofIt = ({ batch: { variety } }: JudgedBatch): boolean => variety !== undefined && unitKey(variety) === unitKey(name);
    return { name, due: due.filter(ofIt), undecided: undecided.filter(ofIt) };
  });

/** Names as the contract writes them, ascending; two spellings of one are one. */
function varietiesInScope(terms: TraceTerms | null): readonly string[] {
  const inScope = (terms?.varieties ?? []).filter(({ vegetable }) => vegetable || terms?.scope === 'all').map(({ name }) => name);
  return [...new Map([...inScope].reverse().map((name) => [unitKey(name), name])).values()].sort();
}
