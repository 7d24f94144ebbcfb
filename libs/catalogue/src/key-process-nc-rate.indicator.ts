import { declaredShare } from './declared-values.js';
import { DECLARED_DEFINITION, KEY_FIELD, KEY_FIELD_GOALS } from './key-field-enterprises.js';

export const keyProcessNcRate = declaredShare({
  ...KEY_FIELD, id: 'key-process-nc-rate', nameZh: '关键工序数控化率', nameEn: 'numerically controlled share of key processes', comparator: '>', defaultTarget: 50,
  clause: { document: 'S002', place: KEY_FIELD_GOALS, quoteZh: '关键工序数控化率超过50%' }, ownDefinition: DECLARED_DEFINITION,
  formula: { zh: '由数控装备完成的关键工序数 ÷ 关键工序数 × 100%', en: 'key processes done by numerically controlled equipment ÷ key processes × 100 %' },
});
