import { declaredGain } from './declared-values.js';
import { BENEFIT } from './project-benefit.js';

export const benefitProductionEfficiency = declaredGain({
  ...BENEFIT, id: 'benefit-production-efficiency', nameZh: '效益指标：提升生产经营效率', nameEn: 'benefit: production and business efficiency',
  formula: { zh: '项目自行量化的生产经营效率提升率：（报告期 − 基期）÷ 基期 × 100%，相对值', en: 'gain in production and business efficiency as quantified by the project: (reporting − baseline) ÷ baseline × 100 %, relative' },
}, 'increase', ['benefit-value', '元']);
