import { findIndicator } from '@yanshou/catalogue';
import type { IndicatorDefinition } from '@yanshou/catalogue';
import { LEGS } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import { windowPlan } from './window-plan.js';

/** Whether telemetry of the baseline is behind any target of the contract: one that compares quantities of both legs, or windows of both. */
export const readsBaseline = (contract: ProjectContract): boolean =>
  contract.targets.some(({ indicator }) => comparesLegs(findIndicator(indicator))) || [...windowPlan(contract).values()].some(({ legs }) => legs.includes('baseline'));

const comparesLegs = (definition: IndicatorDefinition | undefined): boolean =>
  definition?.computed === true && definition.inputs.some(({ name }) => name === 'role-quantities') && (definition.quantityLegs ?? LEGS).includes('baseline');
