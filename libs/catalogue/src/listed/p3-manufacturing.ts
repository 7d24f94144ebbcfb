import { OWN_DEFINITION, listed } from './listed-indicator.js';

const MANUFACTURING = { programme: 'P3', directions: ['P3.manufacturing'] };
const KEY_FIELDS = '智能制造 二(三)';
const PILOTS = '智能制造 专栏3';

/** Programme P3, smart manufacturing: what this version lists and does not compute. */
export const P3_MANUFACTURING_LISTED = [
  listed({
    id: 'development-cycle-reduction', nameZh: '产品研制周期缩短率', nameEn: 'reduction of the product development cycle', unit: '%', defaultTarget: 20, kind: 'mixed',
    ...MANUFACTURING, clause: { document: 'S002', place: PILOTS, quoteZh: '产品研制周期平均缩短20%以上' },
    formula: {
      zh: '（基期 t − 报告期 t）÷ 基期 t × 100%，t 为立项至首件合格产品的平均天数，相对值',
      en: '(t_B − t_R) ÷ t_B × 100 %, relative; t = mean days from project approval to first qualified product',
    },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'digital-rd-tool-penetration', nameZh: '数字化研发设计工具普及率', nameEn: 'use of digital R&D design tools', unit: '%', comparator: '>', defaultTarget: 70, kind: 'declared',
    ...MANUFACTURING, clause: { document: 'S002', place: KEY_FIELDS, quoteZh: '制造业重点领域企业数字化研发设计工具普及率超过70%' },
    formula: {
      zh: '使用数字化研发设计工具的企业数 ÷ 企业数 × 100%；单个项目按产品或人员计',
      en: 'enterprises using digital R&D tools ÷ all × 100 %; for one project: products or staff',
    },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'key-process-nc-rate', nameZh: '关键工序数控化率', nameEn: 'numerically controlled share of key processes', unit: '%', comparator: '>', defaultTarget: 50, kind: 'declared',
    ...MANUFACTURING, clause: { document: 'S002', place: KEY_FIELDS, quoteZh: '关键工序数控化率超过50%' },
    formula: { zh: '由数控装备完成的关键工序数 ÷ 关键工序数 × 100%', en: 'key processes done by numerically controlled equipment ÷ key processes × 100 %' },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'integrated-it-application', nameZh: '信息技术综合集成应用比例', nameEn: 'enterprises with integrated IT', unit: '%', defaultTarget: 60, kind: 'declared',
    ...MANUFACTURING, clause: { document: 'S002', place: KEY_FIELDS, quoteZh: '信息技术综合集成应用达到60%' },
    formula: { zh: 'ERP—MES—PLM 等已综合集成的企业数 ÷ 企业数 × 100%', en: 'enterprises with ERP–MES–PLM or the like integrated ÷ all × 100 %' },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'smart-factory-penetration', nameZh: '智能工厂/数字化车间普及率', nameEn: 'enterprises with a smart factory or digital workshop', unit: '%', defaultTarget: 20, kind: 'declared',
    ...MANUFACTURING, clause: { document: 'S002', place: KEY_FIELDS, quoteZh: '智能工厂/数字化车间普及率达到20%以上' },
    formula: { zh: '建有智能工厂或数字化车间的企业数 ÷ 企业数 × 100%', en: 'enterprises with a smart factory or digital workshop ÷ all × 100 %' },
    ownDefinition: OWN_DEFINITION,
  }),
  listed({
    id: 'municipal-demonstration-projects', nameZh: '市级智能制造试点示范项目数', nameEn: 'municipal smart manufacturing demonstration projects', unit: '个', defaultTarget: 100, kind: 'portfolio',
    ...MANUFACTURING, clause: { document: 'S002', place: PILOTS, quoteZh: '建成100个以上天津市智能制造试点示范项目' },
    formula: { zh: '列入名单的市级项目数', en: 'municipal projects on the list' },
  }),
  listed({
    id: 'national-demonstration-projects', nameZh: '国家智能制造试点示范项目数', nameEn: 'national smart manufacturing demonstration projects', unit: '个', defaultTarget: 10, kind: 'portfolio',
    ...MANUFACTURING, clause: { document: 'S002', place: PILOTS, quoteZh: '形成10个以上国家智能制造试点示范项目' },
    formula: { zh: '列入名单的国家级项目数', en: 'national projects on the list' },
  }),
];
