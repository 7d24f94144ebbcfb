import { findIndicator } from '@yanshou/catalogue';
import type { TraceInputs, TraceReadings, TrainingSessions } from '@yanshou/catalogue';
import type { ContractTarget, ProjectContract, TraceBatchItem } from '@yanshou/telemetry';
import type { EvaluationContext } from './evaluation-context.js';

/** The targets of the contract that read batches. */
export const batchTargets = (contract: ProjectContract): readonly ContractTarget[] => contract.targets.filter(({ indicator }) => {
  const definition = findIndicator(indicator);
  return definition?.computed === true && definition.inputs.some(({ name }) => name === 'trace-batches');
});

/** Whether a target of the contract reads batches. */
export const readsBatches = (contract: ProjectContract): boolean => batchTargets(contract).length > 0;

/** The batches that the contract's period takes in: those produced in it; none where no target reads them. */
export const batchesOfPeriod = (contract: ProjectContract, batches: readonly TraceBatchItem[] = []): readonly TraceBatchItem[] =>
  (readsBatches(contract) ? batches.filter(({ producedAt }) => producedAt >= contract.window.from && producedAt < contract.window.to) : []);

export function traceInputs({ contract, batches = [], traceReadings = [] }: EvaluationContext): TraceInputs {
  const byBatch = new Map<string, TraceReadings[]>();
  for (const row of traceReadings) {
    const known = byBatch.get(row.batch);
    if (known) known.push(row);
    else byBatch.set(row.batch, [row]);
  }
  const { from, to } = contract.window;
  return {
    terms: contract.traceability ?? null,
    period: { from, to },
    batches: batchesOfPeriod(contract, batches).map((batch) => ({ ...batch, readings: byBatch.get(batch.id) ?? [] })),
  };
}

export const trainingInputs = ({ training = [] }: EvaluationContext): readonly TrainingSessions[] => training;

/** As the digest holds them: in an order of their own. */
export const traceFacts = ({ terms, period, batches }: TraceInputs): unknown => ({
  terms, period,
  batches: [...batches].sort(byId).map((batch) => ({ ...batch, events: [...batch.events].sort(byId), readings: [...batch.readings].sort((left, right) => (left.event < right.event ? -1 : 1)) })),
});

const byId = (left: { readonly id: string }, right: { readonly id: string }): number => (left.id < right.id ? -1 : 1);
