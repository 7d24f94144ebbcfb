import { registryCount } from './registry-count.js';

export const standards = registryCount({
  id: 'standards',
  nameZh: '企业以上标准数（项）',
  nameEn: 'standards of enterprise level or above',
  unit: '项',
  defaultTarget: 2,
  programme: 'P1',
  directions: ['P1.1.2'],
  clause: { document: 'S000', place: '一(二)2 考核指标(3)', quoteZh: '形成企业以上标准至少2项' },
  item: { zh: '标准', en: 'standard' },
  rule: { kinds: ['standard'], states: ['published'] },
});
