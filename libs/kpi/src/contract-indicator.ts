import type { ProjectContract } from '@yanshou/telemetry';
import type { ListedIndicator } from '@yanshou/catalogue';

/** An indicator that the contract adds to the catalogue's, as far as its target tells; undefined without a target. */
export function contractIndicator(id: string, { programme, direction, targets }: ProjectContract): ListedIndicator | undefined {
  const target = targets.find(({ indicator }) => indicator === id);
  return target && {
    id,
    nameZh: `任务书自定指标 ${id}`,
    nameEn: `indicator of the contract: ${id}`,
    unit: target.unit,
    scale: target.unit === '%' ? 100 : 1,
    comparator: target.comparator,
    defaultTarget: null,
    programme,
    directions: [direction],
    clause: { document: '任务书', place: target.clause, quoteZh: target.clause },
    kind: 'declared',
    sourceKind: 'entered',
    formula: { zh: '由任务书规定', en: 'as the contract says' },
    ownDefinition: null,
    formulaVersion: '0.0.0',
    computed: false,
  };
}
