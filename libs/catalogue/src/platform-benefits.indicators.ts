import { declaredCount, declaredGain } from './declared-values.js';

const PLATFORMS = { programme: 'P2', directions: ['P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5'], comparator: '>=', defaultTarget: null, ownDefinition: null } as const;
const USERS = { zh: '由用户系统导出、经确认的期末数', en: 'the accepted count at the end of the period, by export of the user system' };

export const registeredUsers = declaredCount({
  ...PLATFORMS, id: 'registered-users', nameZh: '平台注册用户数', nameEn: 'registered users of the platform', unit: '名',
  clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计平台注册用户数（名）' }, formula: USERS,
});

export const enterpriseUsers = declaredCount({
  ...PLATFORMS, id: 'enterprise-users', nameZh: '服务企业用户总数', nameEn: 'enterprises served', unit: '个',
  clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计平台服务企业用户总数（个）' }, formula: USERS,
});

const BENEFIT = {
  programme: 'P2', unit: '%', comparator: '>=', defaultTarget: null,
  directions: ['P2.1.1', 'P2.1.2', 'P2.1.3', 'P2.1.4', 'P2.1.5', 'P2.1.6', 'P2.1.7', 'P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5'],
  clause: { document: 'S001', place: '项目基本情况 效益指标', quoteZh: '填写项目完成后，在降低企业成本、提升生产经营效率等方面量化指标' },
  ownDefinition: { zh: '由项目选定被比较的量并申报两期数值，为本平台定义', en: 'the project chooses what is compared and states it for both legs: a definition of this platform' },
} as const;

export const benefitCostReduction = declaredGain({
  ...BENEFIT, id: 'benefit-cost-reduction', nameZh: '效益指标：降低企业成本', nameEn: 'benefit: reduction of cost',
  formula: { zh: '项目自行量化的成本降低率：（基期 − 报告期）÷ 基期 × 100%，相对值', en: 'reduction of cost as quantified by the project: (baseline − reporting) ÷ baseline × 100 %, relative' },
}, 'reduction', ['benefit-value', '元']);

export const benefitProductionEfficiency = declaredGain({
  ...BENEFIT, id: 'benefit-production-efficiency', nameZh: '效益指标：提升生产经营效率', nameEn: 'benefit: production and business efficiency',
  formula: { zh: '项目自行量化的生产经营效率提升率：（报告期 − 基期）÷ 基期 × 100%，相对值', en: 'gain in production and business efficiency as quantified by the project: (reporting − baseline) ÷ baseline × 100 %, relative' },
}, 'increase', ['benefit-value', '元']);
