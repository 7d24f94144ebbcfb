import type { Comparator, ProjectContract } from '@yanshou/telemetry';
import { clauseText, decimalFraction, holds } from '@yanshou/catalogue';
import type { IndicatorDefinition } from '@yanshou/catalogue';

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

/** The contract's target where it has one, else the programme's. A lowered target is never silent. */
export function effectiveTarget(definition: IndicatorDefinition, contract: ProjectContract): EffectiveTarget {
  const own = contract.targets.find((target) => target.indicator === definition.id);
  return {
    comparator: own?.comparator ?? definition.comparator,
    value: own?.value ?? definition.defaultTarget,
    unit: definition.unit,
    clause: own?.clause ?? clauseText(definition),
    loweredFrom: own === undefined ? null : loweredFrom(definition, own.comparator, own.value),
    approval: own?.approval ?? null,
  };
}

/** Whatever lets a value pass that the default refuses is lower: the target itself, or `>` where it says `>=`. */
function loweredFrom({ comparator, defaultTarget }: IndicatorDefinition, own: Comparator, value: number): number | null {
  if (defaultTarget === null) return null;
  const [mine, programme] = [decimalFraction(value), decimalFraction(defaultTarget)];
  const asDemanding = sameDirection(comparator, own) && holds(mine, comparator, programme);
  return asDemanding ? null : defaultTarget;
}

const sameDirection = (left: Comparator, right: Comparator): boolean => right === '=' || left.charAt(0) === right.charAt(0);
