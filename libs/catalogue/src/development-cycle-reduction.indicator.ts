import { declaredGain } from './declared-values.js';
import { DECLARED_DEFINITION, KEY_FIELD } from './key-field-enterprises.js';

export const developmentCycleReduction = declaredGain({
  ...KEY_FIELD, id: 'development-cycle-reduction', nameZh: '产品研制周期缩短率', nameEn: 'reduction of the product development cycle', comparator: '>=', defaultTarget: 20,
  clause: { document: 'S002', place: '智能制造 专栏3', quoteZh: '产品研制周期平均缩短20%以上' }, ownDefinition: DECLARED_DEFINITION,
  formula: {
    zh: '（基期 t − 报告期 t）÷ 基期 t × 100%，t 为立项至首件合格产品的平均天数，相对值',
    en: '(t_B − t_R) ÷ t_B × 100 %, relative; t = mean days from project approval to first qualified product',
  },
}, 'reduction', ['cycle-time', '天']);
