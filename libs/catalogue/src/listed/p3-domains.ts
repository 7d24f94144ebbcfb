import { OWN_DEFINITION, listed } from './listed-indicator.js';

const AGRICULTURE = { programme: 'P3', directions: ['P3.agriculture'] };
const GOALS = '智能农业 二(三)';
const NETWORKED_FARMS = {
  zh: '所需参数均按联网规则达标的场（基地）数 ÷ 范围内场（基地）数 × 100%',
  en: 'farms or bases whose required parameters are all networked ÷ farms or bases in scope × 100 %',
};

/** Programme P3, agriculture, transport, logistics and health: what this version lists and does not compute. */
export const P3_DOMAINS_LISTED = [
  listed({
    id: 'smart-livestock-farm-ratio', nameZh: '规模化畜禽养殖场智能化率', nameEn: 'smart share of large livestock farms', unit: '%', defaultTarget: 50, kind: 'telemetry', sourceKind: 'collected',
    ...AGRICULTURE, clause: { document: 'S002', place: GOALS, quoteZh: '规模化畜禽养殖场智能化率达到50%以上' }, formula: NETWORKED_FARMS, ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'smart-facility-planting-ratio', nameZh: '设施种植基地智能化率', nameEn: 'smart share of facility planting bases', unit: '%', defaultTarget: 40, kind: 'telemetry', sourceKind: 'collected',
    ...AGRICULTURE, clause: { document: 'S002', place: GOALS, quoteZh: '设施种植和水产养殖基地智能化率达到40%以上' }, formula: NETWORKED_FARMS, ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'smart-aquaculture-ratio', nameZh: '水产养殖基地智能化率', nameEn: 'smart share of aquaculture bases', unit: '%', defaultTarget: 40, kind: 'telemetry', sourceKind: 'collected',
    ...AGRICULTURE, clause: { document: 'S002', place: GOALS, quoteZh: '设施种植和水产养殖基地智能化率达到40%以上' }, formula: NETWORKED_FARMS, ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'smart-agriculture-parks', nameZh: '智能农业示范园区数', nameEn: 'smart agriculture demonstration parks', unit: '个', defaultTarget: 30, kind: 'portfolio',
    ...AGRICULTURE, clause: { document: 'S002', place: '总体 三(二)', quoteZh: '建设30个智能农业示范园区' },
    formula: { zh: '列入名单的园区数', en: 'parks on the list' },
  }),
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
  listed({
    id: 'bus-remote-monitoring', nameZh: '公交车辆远程监测率', nameEn: 'buses under remote monitoring', unit: '%', defaultTarget: 100, kind: 'telemetry', sourceKind: 'collected',
    programme: 'P3', directions: ['P3.transport'], clause: { document: 'S002', place: '总体 三(六)', quoteZh: '完成公交车辆100%远程监测' },
    formula: { zh: '联网车辆数 ÷ 车辆台账数 × 100%', en: 'vehicles networked ÷ vehicles in the fleet register × 100 %' },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'distribution-efficiency-gain', nameZh: '配送效率提高率', nameEn: 'gain in distribution efficiency', unit: '%', defaultTarget: 20, kind: 'mixed',
    programme: 'P3', directions: ['P3.logistics'], clause: { document: 'S002', place: '总体 三(三)', quoteZh: '推动配送效率提高20%' },
    formula: {
      zh: '（报告期 q − 基期 q）÷ 基期 q × 100%，q 为每车时配送单数（或吨公里），相对值',
      en: '(q_R − q_B) ÷ q_B × 100 %, relative; q = deliveries (or tonne-km) per vehicle hour',
    },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'logistics-demonstration-enterprises', nameZh: '智能物流示范企业数', nameEn: 'smart logistics demonstration enterprises', unit: '家', defaultTarget: 10, kind: 'portfolio',
    programme: 'P3', directions: ['P3.logistics'], clause: { document: 'S002', place: '总体 三(三)', quoteZh: '培育10家智能物流示范企业' },
    formula: { zh: '列入名单的企业数', en: 'enterprises on the list' },
  }),
  listed({
    id: 'chronic-disease-monitoring', nameZh: '慢性病人群连续监测率', nameEn: 'continuous monitoring of chronic patients', unit: '%', defaultTarget: null, kind: 'telemetry', sourceKind: 'collected',
    programme: 'P3', directions: ['P3.health'], clause: { document: 'S002', place: '智能医疗与健康 三(三)4', quoteZh: '健康监测数据在居民电子健康档案连续记录' },
    formula: {
      zh: '计划天数中至少 80% 的天有有效数据的在册人数 ÷ 在册人数 × 100%（假名化编号）',
      en: 'enrolled persons with a valid reading on at least 80 % of planned days ÷ enrolled × 100 % (pseudonymous ids)',
    },
    ownDefinition: OWN_DEFINITION,
  }),
];
