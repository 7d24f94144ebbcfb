import { declaredShare } from './declared-values.js';
import { DECLARED_DEFINITION, KEY_FIELD, KEY_FIELD_GOALS } from './key-field-enterprises.js';

export const smartFactoryPenetration = declaredShare({
  ...KEY_FIELD, id: 'smart-factory-penetration', nameZh: '智能工厂/数字化车间普及率', nameEn: 'enterprises with a smart factory or digital workshop', comparator: '>=', defaultTarget: 20,
  clause: { document: 'S002', place: KEY_FIELD_GOALS, quoteZh: '智能工厂/数字化车间普及率达到20%以上' }, ownDefinition: DECLARED_DEFINITION,
  formula: { zh: '建有智能工厂或数字化车间的企业数 ÷ 企业数 × 100%', en: 'enterprises with a smart factory or digital workshop ÷ all × 100 %' },
});
