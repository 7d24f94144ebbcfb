import type { Comparator, ContractTarget, ProjectContract } from '@yanshou/telemetry';
import { clauseText, findDemand, loweredFrom } from '@yanshou/catalogue';
import type { Demand, IndicatorDefinition } from '@yanshou/catalogue';

/** The target that a project is judged by. */
export interface EffectiveTarget {
  readonly comparator: Comparator;
  /** In `unit`; null when neither contract nor programme sets one. */
  readonly value: number | null;
  readonly unit: string;
  readonly clause: string;
  /** The programme's target where the contract's is less demanding; null otherwise. */
  readonly loweredFrom: number | null;
  /** Approval number of a lowered target; null without one. */
  readonly approval: string | null;
}

/**
 * The contract's target where it has one, else what its programme has set for the direction, else what the document demands of
 * it, else the catalogue's default. A lowered target is never silent, whether contract or programme lowered it.
 */
export function effectiveTarget(definition: IndicatorDefinition, contract: ProjectContract): EffectiveTarget {
  const own = contract.targets.find((target) => target.indicator === definition.id);
  const set = contract.programmeTargets?.find((target) => target.indicator === definition.id);
  const demand = documentTarget(definition, contract.direction);
  const chosen = own ?? set;
  return {
    comparator: chosen?.comparator ?? demand.comparator,
    value: chosen?.value ?? demand.target,
    unit: definition.unit,
    clause: chosen?.clause ?? clauseText(demand),
    ...loweredOf(demand, set, own),
  };
}

/** What the document demands: of the direction where it says so, else the catalogue's default. */
export const documentTarget = (definition: IndicatorDefinition, direction: string): Pick<Demand, 'comparator' | 'target' | 'clause'> =>
  findDemand(direction, definition.id) ?? { ...definition, target: definition.defaultTarget };

type Stated = Pick<ContractTarget, 'comparator' | 'value' | 'approval'>;

/** From what a target was lowered: from the programme's, or with it from the document's, by the approval of whoever lowered it. */
function loweredOf(demand: Pick<Demand, 'comparator' | 'target'>, set: Stated | undefined, own: Stated | undefined): Pick<EffectiveTarget, 'loweredFrom' | 'approval'> {
  const programme = set === undefined ? demand : { comparator: set.comparator, target: set.value };
  const below = own === undefined ? null : loweredFrom(programme, own.comparator, own.value);
  if (below !== null || set === undefined) return { loweredFrom: below, approval: own?.approval ?? null };
  const chosen = own ?? set;
  return { loweredFrom: loweredFrom(demand, chosen.comparator, chosen.value), approval: own?.approval ?? set.approval ?? null };
}
