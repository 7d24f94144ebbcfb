import { registryCount } from './registry-count.js';

export const ipApplications = registryCount({
  id: 'ip-applications',
  nameZh: '申请自主核心知识产权数（件）',
  nameEn: 'applications for own core intellectual property',
  unit: '件',
  defaultTarget: 3,
  programme: 'P1',
  directions: ['P1.1.1', 'P1.1.2'],
  clause: { document: 'S000', place: '一(二)1 考核指标(1)', quoteZh: '申请自主核心知识产权3件以上' },
  item: { zh: '知识产权申请', en: 'application for intellectual property' },
  rule: { kinds: ['patent', 'software-copyright', 'layout-design', 'plant-variety'], states: ['applied', 'granted'] },
});
