import { P2_BUDGET } from './p2-budget.js';
import { P2_RULES } from './p2-rules.js';
import { atLeast, clausesOf } from './programme.js';
import type { ContractDefined, Demand, Direction, Programme } from './programme.js';

const s001 = clausesOf('S001');

const BENEFITS: readonly Demand[] = ['benefit-cost-reduction', 'benefit-production-efficiency'].map((indicator) =>
  atLeast(indicator, null, s001('项目基本情况 效益指标', '填写项目完成后，在降低企业成本、提升生产经营效率等方面量化指标')));

/** Of which kind a project's own figures can be. */
const OWN_FIGURES: readonly ContractDefined[] = [
  { zh: '提升生产经营效率的量化指标，由项目选定', en: 'figures of production efficiency, chosen by the project', indicators: ['overall-equipment-effectiveness'] },
];

/** 工业互联网建设成效: promised at application by the directions 2.x only. */
const ACHIEVEMENTS: readonly Demand[] = ([
  ['connected-equipment', '预计连接工业设备数量（台）'],
  ['process-data-points', '预计工艺流程传感器数据采集点数量（个）'],
  ['cloud-software', '预计部署云化设计、管理类工业软件数量（个）'],
  ['industrial-apps', '预计部署工业APP数量（个）'],
  ['mechanism-models', '预计部署工业机理模型、微服务组件数量（个）'],
  ['registered-users', '预计平台注册用户数（名）'],
  ['enterprise-users', '预计平台服务企业用户总数（个）'],
] as const).map(([indicator, quoteZh]) => atLeast(indicator, null, s001('工业互联网建设成效', quoteZh)));

type Facts = readonly [number: string, nameZh: string, nameEn: string];

const INTEGRATION: readonly Facts[] = [
  ['1.1', '关键领域信息技术集成应用示范', 'integrated information technology in key fields'],
  ['1.2', '新一代信息技术创新应用示范', 'new-generation information technology'],
  ['1.3', '互联网制造新模式示范', 'new modes of internet manufacturing'],
  ['1.4', '工业大数据应用示范', 'industrial big data'],
  ['1.5', '工业电子商务平台示范', 'industrial e-commerce platforms'],
  ['1.6', '制造业互联网“双创”平台示范', 'manufacturing internet platforms for innovation and entrepreneurship'],
  ['1.7', '信息安全集成创新应用示范', 'integrated information security'],
];
const PLATFORMS: readonly Facts[] = [
  ['2.1', '“双跨”工业互联网平台建设', 'cross-industry and cross-field industrial internet platforms'],
  ['2.2', '行业或区域工业互联网平台建设', 'industrial internet platforms of a trade or region'],
  ['2.3', '企业级工业互联网平台建设', 'enterprise industrial internet platforms'],
  ['2.4', '工业互联网安全平台建设', 'industrial internet security platforms'],
  ['2.5', '工业互联网平台试验测试环境和测试床建设', 'test environments and test beds for industrial internet platforms'],
];

const directionOf = ([number, nameZh, nameEn]: Facts, demands: readonly Demand[]): Direction => {
  const [part, item] = number.split('.');
  return {
    id: `P2.${number}`, nameZh, nameEn, clause: s001(`一(${part === '1' ? '一' : '二'})${item}`, nameZh), eligibility: [], demands, contractDefined: OWN_FIGURES,
  };
};

export const P2: Programme = {
  id: 'P2',
  document: 'S001',
  nameZh: '天津市智能制造专项：信息技术与制造业融合和工业互联网创新发展示范',
  nameEn: 'Tianjin smart manufacturing programme: information technology in manufacturing and the industrial internet',
  years: [2020, 2020],
  directions: [
    ...INTEGRATION.map((facts) => directionOf(facts, BENEFITS)),
    ...PLATFORMS.map((facts) => directionOf(facts, [...ACHIEVEMENTS, ...BENEFITS])),
  ],
  rules: P2_RULES,
  budget: P2_BUDGET,
};
