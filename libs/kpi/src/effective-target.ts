import type { Comparator, ProjectContract } from '@yanshou/telemetry';
import { clauseText, decimalFraction, findDemand, holds } from '@yanshou/catalogue';
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
 * The contract's target where it has one, else what its direction demands, else the catalogue's default. A lowered target
 * is never silent.
 */
export function effectiveTarget(definition: IndicatorDefinition, contract: ProjectContract): EffectiveTarget {
  const own = contract.targets.find((target) => target.indicator === definition.id);
  const demand = findDemand(contract.direction, definition.id) ?? { ...definition, target: definition.defaultTarget };
  return {
    comparator: own?.comparator ?? demand.comparator,
    value: own?.value ?? demand.target,
    unit: definition.unit,
    clause: own?.clause ?? clauseText(demand),
    loweredFrom: own === undefined ? null : loweredFrom(demand, own.comparator, own.value),
    approval: own?.approval ?? null,
  };
}

/** Whatever lets a value pass that the programme refuses is lower: the target itself, or `>` where it says `>=`. */
function loweredFrom({ comparator, target }: Pick<Demand, 'comparator' | 'target'>, own: Comparator, value: number): number | null {
  if (target === null) return null;
  const [mine, programme] = [decimalFraction(value), decimalFraction(target)];
  const asDemanding = sameDirection(comparator, own) && holds(mine, comparator, programme);
  return asDemanding ? null : target;
}

const sameDirection = (left: Comparator, right: Comparator): boolean => right === '=' || left.charAt(0) === right.charAt(0);
