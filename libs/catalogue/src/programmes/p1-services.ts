import { atLeast, clausesOf } from './programme.js';
import type { Direction, ProgrammeRule } from './programme.js';

const s000 = clausesOf('S000');

export const MEDICAL_SIMULATION: Direction = {
  id: 'P1.2.1',
  nameZh: '基于虚拟现实技术（VR）/增强现实技术（AR）的医疗仿真系统的研发',
  nameEn: 'VR/AR medical simulation',
  clause: s000('二(二)1', '基于虚拟现实技术（VR）/增强现实技术（AR）的医疗仿真系统的研发'),
  eligibility: [
    { id: 'organ-model', zh: '已初步建立人体组织或脏器的数字化模型', en: 'a digital model of tissue or organ exists', basis: 'document', clause: s000('二(二)1 申报要求(2)', '已初步建立人体组织或脏器的数字化模型') },
  ],
  demands: [
    atLeast('system-complete', 1, s000('二(二)1 考核指标', '项目完成时，完成系统的开发')),
    atLeast('automatic-assessment', null, s000('二(二)1 考核指标', '系统应实现自动化的评估功能')),
    atLeast('software-copyrights', 2, s000('二(二)1 考核指标', '申报软件著作权或相关知识产权不少于2项')),
  ],
  contractDefined: [],
};

const FUNCTIONS = s000('二(二)2 申报要求(3)', '系统应具备远程数据采集、传输和数据存储分析等功能');

export const HEALTH_SERVICES: Direction = {
  id: 'P1.2.2',
  nameZh: '创新型医疗健康服务系统应用',
  nameEn: 'innovative health services',
  clause: s000('二(二)2', '创新型医疗健康服务系统应用'),
  eligibility: [
    { id: 'mature-service', zh: '已有一定的基础或较成熟的创新服务模式或系统', en: 'a mature service model or system exists', basis: 'document', clause: s000('二(二)2 申报要求(2)', '已有一定的基础或较成熟的创新服务模式') },
    { id: 'remote-acquisition', zh: '具备远程数据采集功能', en: 'remote acquisition of data', basis: 'telemetry', indicator: 'remote-acquisition', clause: FUNCTIONS },
    { id: 'transmission', zh: '具备数据传输功能', en: 'transmission of data', basis: 'telemetry', indicator: 'transmission', clause: FUNCTIONS },
    { id: 'storage-and-analysis', zh: '具备数据存储分析功能', en: 'storage and analysis of data', basis: 'telemetry', indicator: 'storage-and-analysis', clause: FUNCTIONS },
  ],
  demands: [
    atLeast('system-complete', 1, s000('二(二)2 考核指标', '完成创新型服务系统的整体开发')),
    atLeast('trial-operation', null, s000('二(二)2 考核指标', '并实现上线试用，即在天津市相关医疗机构、养老社区或服务人群进行系统运行')),
  ],
  contractDefined: [],
};

const LOCAL: readonly ProgrammeRule[] = [
  {
    id: 'local-enterprise', zh: '科研院所、高等院校为主申报时须有本地企业参与', en: 'research units need a local enterprise', basis: 'document',
    clause: s000('三(三)1', '以科研院所或高等院校为主承担单位申报时须有本地企业参与'),
  },
  {
    id: 'knows-agriculture', zh: '了解掌握本市现代农业产业发展现状和技术需求', en: 'the unit understands local agriculture', basis: 'document',
    clause: s000('三(三)2', '牵头申报单位应了解掌握我市当前现代农业产业发展现状和技术需求'),
  },
];

export const FARM_TO_MARKET: Direction = {
  id: 'P1.3.1',
  nameZh: '新型智慧农业全产业链产销体系建设',
  nameEn: 'farm-to-market chain',
  clause: s000('三(二)1', '新型智慧农业全产业链产销体系建设'),
  eligibility: LOCAL,
  demands: [],
  contractDefined: [
    { zh: '从生产到销售全链条的多参量智能信息采集监测', en: 'multi-parameter acquisition and monitoring from production to sale', indicators: ['fishery-oxygen-compliance'] },
    { zh: '冷链物流与农产品保鲜', en: 'cold chain and keeping produce fresh', indicators: ['batch-traceability'] },
    { zh: '电子标签追溯', en: 'traceability by electronic tag', indicators: ['batch-traceability'] },
    { zh: '远程诊断服务和技术咨询', en: 'remote diagnosis and advice' },
  ],
};

export const PRECISION_AGRICULTURE: Direction = {
  id: 'P1.3.2',
  nameZh: '“互联网+现代农业”精准化生产关键产品研发',
  nameEn: 'precision agriculture products',
  clause: s000('三(二)2', '“互联网+现代农业”精准化生产关键产品研发'),
  eligibility: LOCAL,
  demands: [],
  contractDefined: [
    { zh: '大规模农业物联网监管系统', en: 'large-scale agricultural IoT supervision', indicators: ['fishery-oxygen-compliance'] },
    { zh: '低功耗、高精度新型传感器', en: 'low-power precise sensors' },
    { zh: '生产经营智能决策', en: 'decision support' },
  ],
};

const SERVICE_TEAM: readonly ProgrammeRule[] = [
  {
    id: 'policy-and-team', zh: '熟悉环保政策，拥有专业技术服务队伍', en: 'knows environmental policy and has a qualified service team', basis: 'document',
    clause: s000('四(三)3', '项目申报单位应熟悉我国环保政策'),
  },
  {
    id: 'technical-exchanges', zh: '有能力定期开展技术对接活动', en: 'can hold technical exchanges regularly', basis: 'document',
    clause: s000('四(三)3', '拥有专业技术服务队伍，有能力定期开展技术对接活动'),
  },
];

export const MARINE_MONITORING: Direction = {
  id: 'P1.4.1',
  nameZh: '近岸海域环境立体监测技术研发与示范',
  nameEn: 'coastal marine monitoring',
  clause: s000('四(二)1', '近岸海域环境立体监测技术研发与示范'),
  eligibility: SERVICE_TEAM,
  demands: [],
  contractDefined: [
    { zh: '在线监测', en: 'on-line monitoring', indicators: ['sea-water-class', 'monitoring-valid-hours'] },
    { zh: '多系统协同', en: 'several systems together' },
    { zh: '多源信息智能化分析', en: 'analysis of several sources' },
    { zh: '近岸海洋生物多样性监测', en: 'monitoring of near-shore biodiversity' },
  ],
};

export const POLLUTANT_MONITORING: Direction = {
  id: 'P1.4.2',
  nameZh: '污染物监测技术研发与示范',
  nameEn: 'pollutant monitoring',
  clause: s000('四(二)2', '污染物监测技术研发与示范'),
  eligibility: SERVICE_TEAM,
  demands: [],
  contractDefined: [
    {
      zh: '大气、水、土壤及固废关键污染物监测', en: 'monitoring of key pollutants of air, water, soil and solid waste',
      indicators: ['air-quality-good-days', 'surface-water-class', 'monitoring-valid-hours'],
    },
    { zh: '重点行业及工业园区污染物在线监测', en: 'on-line monitoring of key industries and industrial parks' },
  ],
};
