import { registryCount } from './registry-count.js';

export const systemComplete = registryCount({
  id: 'system-complete',
  nameZh: '系统开发完成',
  nameEn: 'development of the system complete',
  unit: '项',
  defaultTarget: 1,
  programme: 'P1',
  directions: ['P1.2.1', 'P1.2.2'],
  clause: { document: 'S000', place: '二(二)1 考核指标', quoteZh: '项目完成时，完成系统的开发' },
  item: { zh: '已上线系统的验收记录', en: 'acceptance record of a system that is deployed' },
  rule: { kinds: ['app', 'cloud-software'], states: ['deployed'] },
});
