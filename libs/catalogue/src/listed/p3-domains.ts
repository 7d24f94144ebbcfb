import { OWN_DEFINITION, listed } from './listed-indicator.js';

const AGRICULTURE = { programme: 'P3', directions: ['P3.agriculture'] };

/** Programme P3, agriculture: what this version lists and does not compute. */
export const P3_DOMAINS_LISTED = [
  listed({
    id: 'traceability-bases', nameZh: '农产品安全追溯示范基地数', nameEn: 'traceability demonstration bases', unit: '个', defaultTarget: 100, kind: 'portfolio',
    ...AGRICULTURE, clause: { document: 'S002', place: '智能农业 三(三)3', quoteZh: '建设农产品安全追溯示范基地100个' },
    formula: { zh: '期内批次端到端追溯完整率不低于 95% 的基地数', en: 'bases whose batches of the period are at least 95 % complete end to end' },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'seed-traceability', nameZh: '自主知识产权品种追溯率', nameEn: 'traceable own varieties', unit: '%', defaultTarget: 100, kind: 'mixed',
    ...AGRICULTURE,
    clause: { document: 'S002', place: '智能农业 三(二)4', quoteZh: '拥有自主知识产权的蔬菜种业率先实现智能管理追溯全覆盖' },
    formula: {
      zh: '批次可端到端追溯的自主品种数 ÷ 自主品种数 × 100%；2020 年为蔬菜品种，2025 年为全部品种',
      en: 'own varieties whose batches are traceable end to end ÷ own varieties × 100 %; vegetables by 2020, all by 2025',
    },
    ownDefinition: OWN_DEFINITION,
  }),
];
