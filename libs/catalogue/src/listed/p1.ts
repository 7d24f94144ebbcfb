import { OWN_DEFINITION, listed } from './listed-indicator.js';

/** Programme P1: what this version lists and does not compute. */
export const P1_LISTED = [
  listed({
    id: 'automatic-assessment', nameZh: '自动化评估功能', nameEn: 'automatic assessment works',
    unit: '%', defaultTarget: null, programme: 'P1', directions: ['P1.2.1'], kind: 'telemetry', sourceKind: 'collected',
    clause: { document: 'S000', place: '二(二)1 考核指标', quoteZh: '系统应实现自动化的评估功能' },
    formula: {
      zh: '有机器评分的训练场次 ÷ 训练场次 × 100%，场次以遥测上报',
      en: 'training sessions with a machine-made score ÷ training sessions × 100 %, sessions sent as telemetry',
    },
    ownDefinition: OWN_DEFINITION,
  }),
];
