import { listed } from './listed-indicator.js';

const PLATFORMS = { programme: 'P2', directions: ['P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5'] };
const EVERY_DIRECTION = [
  'P2.1.1', 'P2.1.2', 'P2.1.3', 'P2.1.4', 'P2.1.5', 'P2.1.6', 'P2.1.7', 'P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5',
];
const BENEFIT = { document: 'S001', place: '项目基本情况 效益指标', quoteZh: '填写项目完成后，在降低企业成本、提升生产经营效率等方面量化指标' };
const USERS = { zh: '由用户系统导出或遥测得到的期末数', en: 'count at the date, by export of the user system or its telemetry' };

/** Programme P2: what this version lists and does not compute. The project sets unit and target of its benefits. */
export const P2_LISTED = [
  listed({
    id: 'registered-users', nameZh: '平台注册用户数', nameEn: 'registered users of the platform', unit: '名', defaultTarget: null, kind: 'registry',
    ...PLATFORMS, clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计平台注册用户数（名）' }, formula: USERS,
  }),
  listed({
    id: 'enterprise-users', nameZh: '服务企业用户总数', nameEn: 'enterprises served', unit: '个', defaultTarget: null, kind: 'registry',
    ...PLATFORMS, clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计平台服务企业用户总数（个）' }, formula: USERS,
  }),
  listed({
    id: 'benefit-cost-reduction', nameZh: '效益指标：降低企业成本', nameEn: 'benefit: reduction of cost', unit: '%', defaultTarget: null, kind: 'mixed',
    programme: 'P2', directions: EVERY_DIRECTION, clause: BENEFIT,
    formula: { zh: '项目自行量化的成本降低率', en: 'reduction of cost as quantified by the project' },
  }),
  listed({
    id: 'benefit-production-efficiency', nameZh: '效益指标：提升生产经营效率', nameEn: 'benefit: production and business efficiency', unit: '%', defaultTarget: null, kind: 'mixed',
    programme: 'P2', directions: EVERY_DIRECTION, clause: BENEFIT,
    formula: { zh: '项目自行量化的生产经营效率提升率', en: 'gain in production and business efficiency as quantified by the project' },
  }),
];
