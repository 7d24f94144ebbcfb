import { declaredGain } from './declared-values.js';
import { BENEFIT } from './project-benefit.js';

export const benefitCostReduction = declaredGain({
  ...BENEFIT, id: 'benefit-cost-reduction', nameZh: '效益指标：降低企业成本', nameEn: 'benefit: reduction of cost',
  formula: { zh: '项目自行量化的成本降低率：（基期 − 报告期）÷ 基期 × 100%，相对值', en: 'reduction of cost as quantified by the project: (baseline − reporting) ÷ baseline × 100 %, relative' },
}, 'reduction', ['benefit-value', '元']);
