import { findIndicator, loweredFrom } from '@yanshou/catalogue';
import { documentTarget } from '@yanshou/kpi';
import type { DirectionTarget } from '@yanshou/telemetry';
import { ApiProblem, invalidInput } from './problem.js';

/** A programme may demand more than its document. Less is an approval's to allow, and says so wherever a target is shown. */
export function checkProgrammeTargets(targets: readonly DirectionTarget[]): void {
  for (const [index, { direction, indicator, comparator, value, unit, approval }] of targets.entries()) {
    const field = `targets[${index}]`;
    const definition = findIndicator(indicator);
    if (definition === undefined) throw new ApiProblem({ code: 'unknown-reference', field: `${field}.indicator`, zh: '指标目录中没有该指标', en: 'the catalogue has no such indicator' });
    if (unit !== definition.unit) throw invalidInput(`${field}.unit`, `须为该指标的单位“${definition.unit}”`, `must be the indicator's unit “${definition.unit}”`);
    const below = loweredFrom(documentTarget(definition, direction), comparator, value);
    if (below !== null && approval === undefined) {
      throw new ApiProblem({ code: 'approval-required', field: `${field}.approval`, zh: `低于文件要求（${below} ${unit}），须有批准文号`, en: `is less than the document demands (${below} ${unit}): it needs the number of its approval` });
    }
  }
}
