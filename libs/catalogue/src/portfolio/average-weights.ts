import type { BilingualText } from '../bilingual.js';

/**
 * What a project weighs in the weighted mean of its programme.
 * `baseline-level`: of a gain, what the reporting period would have taken (or given) at the baseline's level: baseline value ×
 * denominator of the reporting period. Then the weighted mean is the whole effect ÷ the whole that it was made on.
 * `denominator`: of a share, its denominator. `total-number`: of a declared share, the declared number of all.
 */
export type WeightKind = 'baseline-level' | 'denominator' | 'total-number';

export interface AverageWeight extends BilingualText {
  readonly kind: WeightKind;
  /** Of a denominator; the others bring their unit with them, and it has to be one unit in all projects. */
  readonly unit?: string;
}

const level = (zh: string, en: string): AverageWeight => ({ kind: 'baseline-level', zh, en });
const equipment: AverageWeight = { kind: 'denominator', unit: '台', zh: '计入分母的设备数', en: 'equipment in the denominator' };
const bases: AverageWeight = { kind: 'denominator', unit: '个', zh: '范围内的养殖场或基地数', en: 'farms or bases in scope' };
const number: AverageWeight = { kind: 'total-number', zh: '申报的总数', en: 'declared number of all' };

/** By indicator. One that is not here has no weighted mean: counts add up, and other shares are of things that nobody would add. */
export const AVERAGE_WEIGHTS: ReadonlyMap<string, AverageWeight> = new Map(Object.entries({
  'operating-cost-reduction': level('报告期合格品按基期单位成本计的运营成本', 'operating cost of the reporting period\'s good output at the baseline\'s cost per piece'),
  'production-efficiency-gain': level('报告期投入时间按基期效率计的产出', 'output of the reporting period\'s hours at the baseline\'s efficiency'),
  'defect-rate-reduction': level('报告期检验数按基期不良品率计的不良品数', 'defective pieces among the reporting period\'s inspected ones at the baseline\'s rate'),
  'energy-utilisation-gain': level('报告期产量按基期单耗计的能源消耗量', 'energy of the reporting period\'s output at the baseline\'s energy per piece'),
  'development-cycle-reduction': level('基期平均研制周期', 'mean development cycle of the baseline'),
  'distribution-efficiency-gain': level('报告期车辆时间按基期效率计的配送量', 'deliveries of the reporting period\'s vehicle hours at the baseline\'s efficiency'),
  'new-economic-benefit': level('基期效益额', 'benefit of the baseline'),
  'networked-device-ratio': equipment,
  'intelligent-equipment-ratio': equipment,
  'bus-remote-monitoring': { kind: 'denominator', unit: '辆', zh: '登记车辆数', en: 'vehicles in the register' },
  'smart-livestock-farm-ratio': bases,
  'smart-facility-planting-ratio': bases,
  'smart-aquaculture-ratio': bases,
  'seed-traceability': { kind: 'denominator', unit: '个', zh: '范围内的自有品种数', en: 'own varieties in scope' },
  'digital-rd-tool-penetration': number,
  'key-process-nc-rate': number,
  'integrated-it-application': number,
  'smart-factory-penetration': number,
}));
