import { LIFE_CYCLE_STEPS } from '@yanshou/telemetry';
import type { LifeCycleState, StepNeed } from '@yanshou/telemetry';

export const STEP_FIELDS: readonly StepNeed[] = ['reason', 'approval', 'file', 'until'];

/** What a step has to state. */
export const needsOf = (from: LifeCycleState, to: string): readonly StepNeed[] => LIFE_CYCLE_STEPS.find((step) => step.from === from && step.to === to)?.needs ?? [];

/** The fields that a form of the step shows: a new end only where one is granted. */
export const fieldsOf = (from: LifeCycleState, to: string): readonly { readonly name: StepNeed; readonly isOptional: boolean }[] => {
  const needs = needsOf(from, to);
  return STEP_FIELDS.filter((name) => name !== 'until' || needs.includes('until')).map((name) => ({ name, isOptional: !needs.includes(name) }));
};
