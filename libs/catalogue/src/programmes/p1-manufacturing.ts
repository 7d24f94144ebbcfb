import { atLeast, clausesOf } from './programme.js';
import type { Direction, ProgrammeRule } from './programme.js';

const s000 = clausesOf('S000');

/** The clause says these of the two directions of advanced manufacturing only. */
const leadOnce = (place: string): ProgrammeRule => ({
  id: 'one-project-led', zh: '同一单位在本方向仅限牵头申报一项', en: 'an applicant leads at most one project of the direction', basis: 'document',
  limit: { quantity: 'projects-led', comparator: '<=', value: 1, unit: '项' }, clause: s000(`${place}(4)`, '同一单位仅限牵头申报一项'),
});
const noPurchase = (place: string): ProgrammeRule => ({
  id: 'no-pure-purchase', zh: '不支持单纯的设备或系统采购项目', en: 'pure purchasing of equipment or systems is not supported', basis: 'document',
  clause: s000(`${place}(3)`, '不支持单纯的设备或系统采购项目'),
});
const revenue = (id: string, value: number, place: string, quoteZh: string): ProgrammeRule => ({
  id, zh: `上年度企业主营收入 ${value} 万元以上`, en: `main revenue of the previous year of at least ${value} × 10 000 yuan`, basis: 'declared',
  limit: { quantity: 'previous-year-main-revenue', comparator: '>=', value, unit: '万元' }, clause: s000(`${place}(1)`, quoteZh),
});

const WORKSHOP = '一(二)1 申报要求';
const FACTORY = '一(二)2 申报要求';

export const SMART_WORKSHOP: Direction = {
  id: 'P1.1.1',
  nameZh: '自动化装备互联互通的智能车间',
  nameEn: 'smart workshop with interconnected automation',
  clause: s000('一(二)1', '自动化装备互联互通的智能车间'),
  eligibility: [
    { id: 'leads', zh: '实施单位牵头申报', en: 'the unit that carries it out leads the application', basis: 'document', clause: s000(`${WORKSHOP}(1)`, '申报主体要求实施单位牵头申报') },
    { id: 'registered-in-tianjin', zh: '天津市注册企业', en: 'an enterprise registered in Tianjin', basis: 'document', clause: s000(`${WORKSHOP}(1)`, '天津市注册企业') },
    revenue('previous-year-main-revenue', 2_000, WORKSHOP, '上年度企业主营收入2000万元以上'),
    { id: 'core-ip', zh: '企业已拥有核心自主知识产权', en: 'owns core intellectual property', basis: 'document', clause: s000(`${WORKSHOP}(2)`, '企业已拥有核心自主知识产权') },
    {
      id: 'intelligent-equipment', zh: '所建设车间智能化装备占车间设备总数 40% 以上', en: 'intelligent equipment is at least 40 % of the equipment of the workshop being built',
      basis: 'inventory', indicator: 'intelligent-equipment-ratio', limit: { quantity: 'intelligent-equipment-ratio', comparator: '>=', value: 40, unit: '%' },
      clause: s000(`${WORKSHOP}(2)`, '所建设车间智能化装备占车间设备总数40%以上'),
    },
    noPurchase(WORKSHOP),
    leadOnce(WORKSHOP),
  ],
  demands: [
    atLeast('networked-device-ratio', 70, s000('一(二)1 考核指标(1)', '车间智能化设备联网数占设备总量不低于70%')),
    atLeast('ip-applications', 3, s000('一(二)1 考核指标(1)', '申请自主核心知识产权3件以上')),
    atLeast('new-economic-benefit', 20, s000('一(二)1 考核指标(2)', '新增经济效益超申报年度的20%以上')),
  ],
  contractDefined: [],
};

const GOALS = '一(二)2 考核指标';

export const SMART_FACTORY: Direction = {
  id: 'P1.1.2',
  nameZh: '基于互联网技术的智能工厂创新示范应用',
  nameEn: 'smart factory on internet technology',
  clause: s000('一(二)2', '基于互联网技术的智能工厂创新示范应用'),
  eligibility: [
    { id: 'registered-in-tianjin', zh: '天津市注册企业', en: 'an enterprise registered in Tianjin', basis: 'document', clause: s000(`${FACTORY}(1)`, '申报主体为天津市注册企业') },
    revenue('previous-year-main-revenue', 5_000, FACTORY, '上年度企业主营收入5000万元以上'),
    { id: 'within-tianjin', zh: '项目在天津市辖区内实施', en: 'carried out within Tianjin', basis: 'document', clause: s000(`${FACTORY}(1)`, '项目在天津市辖区内实施') },
    { id: 'leading-in-trade', zh: '在国内处于行业领先水平', en: 'leading in its trade in the country', basis: 'document', clause: s000(`${FACTORY}(2)`, '申报单位在国内处于行业领先水平') },
    {
      id: 'workshop-digital', zh: '已实现车间级数字化、网络化', en: 'workshop-level digitalisation and networking are in place', basis: 'document',
      clause: s000(`${FACTORY}(2)`, '并已实现车间级数字化、网络化等项目实施基础条件'),
    },
    noPurchase(FACTORY),
    leadOnce(FACTORY),
  ],
  demands: [
    atLeast('remote-management-coverage', 100, s000(`${GOALS}(1)`, '实现研发设计、生产制造、仓储物流等环节综合性的远程智能管理')),
    atLeast('production-efficiency-gain', 20, s000(`${GOALS}(1)`, '生产效率提高20%以上')),
    atLeast('operating-cost-reduction', 20, s000(`${GOALS}(1)`, '运营成本降低20%以上')),
    atLeast('defect-rate-reduction', 20, s000(`${GOALS}(1)`, '产品不良品率降低20%以上')),
    atLeast('industry-apps', 1, s000(`${GOALS}(2)`, '面向质量、效率、成本、能耗等主题的共性工具类APP')),
    atLeast('standards', 2, s000(`${GOALS}(3)`, '形成企业以上标准至少2项')),
    atLeast('ip-applications', 3, s000(`${GOALS}(3)`, '申请自主核心知识产权3件以上')),
    atLeast('new-economic-benefit', 20, s000(`${GOALS}(4)`, '项目验收时企业新增经济效益超申报年度的20%以上')),
  ],
  contractDefined: [],
};
