import { declaredShare } from './declared-values.js';
import { DECLARED_DEFINITION, KEY_FIELD, KEY_FIELD_GOALS } from './key-field-enterprises.js';

export const integratedItApplication = declaredShare({
  ...KEY_FIELD, id: 'integrated-it-application', nameZh: '信息技术综合集成应用比例', nameEn: 'enterprises with integrated IT', comparator: '>=', defaultTarget: 60,
  clause: { document: 'S002', place: KEY_FIELD_GOALS, quoteZh: '信息技术综合集成应用达到60%' }, ownDefinition: DECLARED_DEFINITION,
  formula: { zh: 'ERP—MES—PLM 等已综合集成的企业数 ÷ 企业数 × 100%', en: 'enterprises with ERP–MES–PLM or the like integrated ÷ all × 100 %' },
});
