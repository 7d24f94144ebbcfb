import { findIndicator } from '@yanshou/catalogue';
import { isStock } from '@yanshou/kpi';
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

/** Only what is told by the minutes of devices can be taken of a part of the period; a gain or a count of evidence has the contract's window. */
export function checkOwnWindows(targets: readonly { readonly indicator: string; readonly window?: unknown }[]): void {
  for (const [index, { indicator, window }] of targets.entries()) {
    const definition = findIndicator(indicator);
    if (window === undefined || (definition !== undefined && isStock(definition))) continue;
    throw invalidInput(`contract.targets[${index}].window`, `“${definition?.nameZh ?? indicator}”不能另定核算时段（仅联网率等按设备分钟判定的存量指标可以）；请删除，按任务书考核期核算`, `“${definition?.nameEn ?? indicator}” cannot have a window of its own (only stock figures by the networked rule can): leave it out, the contract's window holds`);
  }
}
