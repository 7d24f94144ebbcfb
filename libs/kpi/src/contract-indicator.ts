import type { ProjectContract } from '@yanshou/telemetry';
import { findIndicator, statedValue } from '@yanshou/catalogue';
import type { ComputedIndicator, IndicatorDefinition } from '@yanshou/catalogue';

type Terms = Pick<ProjectContract, 'programme' | 'direction' | 'targets'>;

/** What an indicator is for a project: the catalogue's definition, else the one that its contract adds; undefined where neither knows it. */
export const definitionFor = (id: string, contract: Terms): IndicatorDefinition | undefined => findIndicator(id) ?? contractIndicator(id, contract);

/**
 * An indicator that the contract adds to the catalogue's, as far as its target tells: what it measures only the parties know,
 * so its value is the accepted figure of it. Undefined without a target.
 */
function contractIndicator(id: string, { programme, direction, targets }: Terms): ComputedIndicator | undefined {
  const target = targets.find(({ indicator }) => indicator === id);
  return target && {
    id,
    nameZh: `任务书自定指标 ${id}`,
    nameEn: `indicator of the contract: ${id}`,
    unit: target.unit,
    scale: 1,
    comparator: target.comparator,
    defaultTarget: null,
    programme,
    directions: [direction],
    clause: { document: '任务书', place: target.clause, quoteZh: target.clause },
    kind: 'declared',
    sourceKind: 'entered',
    formula: { zh: '由任务书规定，取已采纳的申报数', en: 'as the contract says: the accepted figure of it' },
    ownDefinition: null,
    formulaVersion: '1.0.0',
    ...statedValue(id, target.unit),
  };
}
