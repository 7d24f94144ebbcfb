import { declaredShare } from './declared-values.js';
import { DECLARED_DEFINITION, KEY_FIELD, KEY_FIELD_GOALS } from './key-field-enterprises.js';

export const digitalRdToolPenetration = declaredShare({
  ...KEY_FIELD, id: 'digital-rd-tool-penetration', nameZh: '数字化研发设计工具普及率', nameEn: 'use of digital R&D design tools', comparator: '>', defaultTarget: 70,
  clause: { document: 'S002', place: KEY_FIELD_GOALS, quoteZh: '制造业重点领域企业数字化研发设计工具普及率超过70%' }, ownDefinition: DECLARED_DEFINITION,
  formula: {
    zh: '使用数字化研发设计工具的企业数 ÷ 企业数 × 100%；单个项目按产品或人员计',
    en: 'enterprises using digital R&D tools ÷ all × 100 %; for one project: products or staff',
  },
});
