import { unitKey } from '@yanshou/telemetry';
import type { TraceTerms } from '@yanshou/telemetry';
import { isComplete } from './judged-batches.js';
import type { JudgedBatch, JudgedBatches } from './judged-batches.js';

/** An own variety in scope with its batches that have had their time. */
export interface JudgedVariety {
  readonly name: string;
  readonly due: readonly JudgedBatch[];
}

/** A variety without a batch shows nothing: it is in the denominator alone. */
export const isTraceable = ({ due }: JudgedVariety): boolean => due.length > 0 && due.every(isComplete);

/** Every variety in scope, also one without a batch; names ascending. */
export const judgedVarieties = (terms: TraceTerms | null, { due }: Pick<JudgedBatches, 'due'>): readonly JudgedVariety[] =>
  varietiesInScope(terms).map((name) => ({ name, due: due.filter(({ batch }) => batch.variety !== undefined && unitKey(batch.variety) === unitKey(name)) }));

/** Names as the contract writes them, ascending; two spellings of one are one. */
function varietiesInScope(terms: TraceTerms | null): readonly string[] {
  const inScope = (terms?.varieties ?? []).filter(({ vegetable }) => vegetable || terms?.scope === 'all').map(({ name }) => name);
  return [...new Map([...inScope].reverse().map((name) => [unitKey(name), name])).values()].sort();
}
