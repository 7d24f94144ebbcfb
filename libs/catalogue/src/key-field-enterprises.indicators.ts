import type { BilingualText } from './bilingual.js';
import { declaredGain, declaredShare } from './declared-values.js';

const MANUFACTURING = { unit: '%', programme: 'P3', directions: ['P3.manufacturing'] } as const;
const KEY_FIELDS = '智能制造 二(三)';
const OWN: BilingualText = { zh: '文件未给出定义；按已确认的申报数计，为本平台定义', en: 'the document gives no definition: by accepted figures, a definition of this platform' };

export const digitalRdToolPenetration = declaredShare({
  ...MANUFACTURING, id: 'digital-rd-tool-penetration', nameZh: '数字化研发设计工具普及率', nameEn: 'use of digital R&D design tools', comparator: '>', defaultTarget: 70,
  clause: { document: 'S002', place: KEY_FIELDS, quoteZh: '制造业重点领域企业数字化研发设计工具普及率超过70%' }, ownDefinition: OWN,
  formula: {
    zh: '使用数字化研发设计工具的企业数 ÷ 企业数 × 100%；单个项目按产品或人员计',
    en: 'enterprises using digital R&D tools ÷ all × 100 %; for one project: products or staff',
  },
});

export const keyProcessNcRate = declaredShare({
  ...MANUFACTURING, id: 'key-process-nc-rate', nameZh: '关键工序数控化率', nameEn: 'numerically controlled share of key processes', comparator: '>', defaultTarget: 50,
  clause: { document: 'S002', place: KEY_FIELDS, quoteZh: '关键工序数控化率超过50%' }, ownDefinition: OWN,
  formula: { zh: '由数控装备完成的关键工序数 ÷ 关键工序数 × 100%', en: 'key processes done by numerically controlled equipment ÷ key processes × 100 %' },
});

export const integratedItApplication = declaredShare({
  ...MANUFACTURING, id: 'integrated-it-application', nameZh: '信息技术综合集成应用比例', nameEn: 'enterprises with integrated IT', comparator: '>=', defaultTarget: 60,
  clause: { document: 'S002', place: KEY_FIELDS, quoteZh: '信息技术综合集成应用达到60%' }, ownDefinition: OWN,
  formula: { zh: 'ERP—MES—PLM 等已综合集成的企业数 ÷ 企业数 × 100%', en: 'enterprises with ERP–MES–PLM or the like integrated ÷ all × 100 %' },
});

export const smartFactoryPenetration = declaredShare({
  ...MANUFACTURING, id: 'smart-factory-penetration', nameZh: '智能工厂/数字化车间普及率', nameEn: 'enterprises with a smart factory or digital workshop', comparator: '>=', defaultTarget: 20,
  clause: { document: 'S002', place: KEY_FIELDS, quoteZh: '智能工厂/数字化车间普及率达到20%以上' }, ownDefinition: OWN,
  formula: { zh: '建有智能工厂或数字化车间的企业数 ÷ 企业数 × 100%', en: 'enterprises with a smart factory or digital workshop ÷ all × 100 %' },
});

export const developmentCycleReduction = declaredGain({
  ...MANUFACTURING, id: 'development-cycle-reduction', nameZh: '产品研制周期缩短率', nameEn: 'reduction of the product development cycle', comparator: '>=', defaultTarget: 20,
  clause: { document: 'S002', place: '智能制造 专栏3', quoteZh: '产品研制周期平均缩短20%以上' }, ownDefinition: OWN,
  formula: {
    zh: '（基期 t − 报告期 t）÷ 基期 t × 100%，t 为立项至首件合格产品的平均天数，相对值',
    en: '(t_B − t_R) ÷ t_B × 100 %, relative; t = mean days from project approval to first qualified product',
  },
}, 'reduction', ['cycle-time', '天']);
