import { OWN_DEFINITION, listed } from './listed-indicator.js';

const HEALTH = { programme: 'P1', directions: ['P1.2.2'] };
const FUNCTIONS = { document: 'S000', place: '二(二)2 申报要求(3)', quoteZh: '系统应具备远程数据采集、传输和数据存储分析等功能' };

/** Programme P1: what this version lists and does not compute. */
export const P1_LISTED = [
  listed({
    id: 'remote-management-coverage', nameZh: '远程智能管理环节覆盖', nameEn: 'links of the business under remote smart management',
    unit: '%', defaultTarget: 100, programme: 'P1', directions: ['P1.1.2'], kind: 'mixed',
    clause: { document: 'S000', place: '一(二)2 考核指标(1)', quoteZh: '实现研发设计、生产制造、仓储物流等环节综合性的远程智能管理' },
    formula: {
      zh: '研发设计、生产制造、仓储物流三个环节中至少有一个在用且有佐证系统的环节数 ÷ 3 × 100%',
      en: 'links of R&D design, production, warehousing/logistics with at least one live, evidenced system ÷ 3 × 100 %',
    },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'operating-cost-reduction', nameZh: '运营成本降低率', nameEn: 'reduction of operating cost',
    unit: '%', defaultTarget: 20, programme: 'P1', directions: ['P1.1.2'], kind: 'mixed',
    clause: { document: 'S000', place: '一(二)2 考核指标(1)', quoteZh: '运营成本降低20%以上' },
    formula: {
      zh: '（基期 c − 报告期 c）÷ 基期 c × 100%，c 为单位合格产出的运营成本，相对值',
      en: '(c_B − c_R) ÷ c_B × 100 %, relative; c = operating cost per unit of good output',
    },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'system-complete', nameZh: '系统开发完成', nameEn: 'development of the system complete',
    unit: '项', defaultTarget: 1, programme: 'P1', directions: ['P1.2.1', 'P1.2.2'], kind: 'registry',
    clause: { document: 'S000', place: '二(二)1 考核指标', quoteZh: '项目完成时，完成系统的开发' },
    formula: { zh: '已确认的软件验收记录件数', en: 'accepted acceptance records of the software' },
  }),
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
  listed({
    id: 'trial-operation', nameZh: '系统上线试用', nameEn: 'trial operation',
    unit: '天', defaultTarget: null, programme: 'P1', directions: ['P1.2.2'], kind: 'mixed',
    clause: { document: 'S000', place: '二(二)2 考核指标', quoteZh: '并实现上线试用，即在天津市相关医疗机构、养老社区或服务人群进行系统运行' },
    formula: {
      zh: '在所列机构有在线设备的运行天数，附机构出具的试用证明',
      en: 'days in operation at named institutions with live devices, with the statement of the institution',
    },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'remote-acquisition', nameZh: '远程数据采集功能', nameEn: 'remote acquisition of data', unit: '台', defaultTarget: null, kind: 'telemetry', sourceKind: 'collected',
    ...HEALTH, clause: FUNCTIONS,
    formula: { zh: '期内远程送达有效数据的设备数', en: 'devices that delivered valid readings remotely in the period' },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'transmission', nameZh: '数据传输功能', nameEn: 'transmission of data', unit: '%', defaultTarget: null, kind: 'telemetry', sourceKind: 'collected',
    ...HEALTH, clause: FUNCTIONS,
    formula: { zh: '已入库的消息数 ÷ 已确认接收的消息数 × 100%', en: 'messages projected ÷ messages acknowledged × 100 %' },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'storage-and-analysis', nameZh: '数据存储分析功能', nameEn: 'storage and analysis of data', unit: '天', defaultTarget: null, kind: 'telemetry', sourceKind: 'collected',
    ...HEALTH, clause: FUNCTIONS,
    formula: { zh: '期内可查询、已完成汇总分析的数据天数', en: 'days of the period whose data is stored, aggregated and can be queried' },
    ownDefinition: OWN_DEFINITION,
  }),
];
