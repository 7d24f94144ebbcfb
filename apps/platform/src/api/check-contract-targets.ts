import { findIndicator } from '@yanshou/catalogue';
import type { ContractTarget } from '@yanshou/telemetry';
import { invalidInput } from './problem.js';

/**
 * A target is judged against a value in the indicator's own unit and nothing is converted: 1 千台 would be met by one machine.
 * The unit of an indicator that only the contract defines is the contract's to choose, and is stated.
 */
export function checkTargetUnits(targets: readonly Pick<ContractTarget, 'indicator' | 'unit'>[]): void {
  for (const [index, { indicator, unit }] of targets.entries()) {
    const field = `contract.targets[${index}].unit`;
    const definition = findIndicator(indicator);
    if (definition === undefined && unit.trim() === '') throw invalidInput(field, '任务书自定指标须写明单位，申报数以此为准', 'must be stated for an indicator that only the contract defines: its figure is in it');
    if (definition !== undefined && unit !== definition.unit) {
      const [zh, en] = [definition.nameZh, definition.nameEn];
      throw invalidInput(field, `“${zh}”的单位须为“${definition.unit}”，不是“${unit}”；请把目标值换算为该单位`, `must be “${definition.unit}” for “${en}”, not “${unit}”: convert the target's value to it`);
    }
  }
}
