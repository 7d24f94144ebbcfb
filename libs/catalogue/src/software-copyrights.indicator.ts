import { registryCount } from './registry-count.js';

export const softwareCopyrights = registryCount({
  id: 'software-copyrights',
  nameZh: '申报软件著作权或相关知识产权数',
  nameEn: 'software copyrights or related intellectual property applied for',
  unit: '项',
  defaultTarget: 2,
  programme: 'P1',
  directions: ['P1.2.1'],
  clause: { document: 'S000', place: '二(二)1 考核指标', quoteZh: '申报软件著作权或相关知识产权不少于2项' },
  item: { zh: '软件著作权或相关知识产权', en: 'software copyright or related intellectual property' },
  rule: { kinds: ['software-copyright', 'patent', 'layout-design'], states: ['applied', 'granted'] },
});
