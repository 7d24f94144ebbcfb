import { registryCount } from './registry-count.js';

export const industryApps = registryCount({
  id: 'industry-apps',
  nameZh: '行业共性工具类APP数',
  nameEn: 'shared tool apps of the trade',
  unit: '个',
  defaultTarget: 1,
  programme: 'P1',
  directions: ['P1.1.2'],
  clause: { document: 'S000', place: '一(二)2 考核指标(2)', quoteZh: '面向质量、效率、成本、能耗等主题的共性工具类APP' },
  item: { zh: '共性工具类APP', en: 'shared tool app for quality, efficiency, cost or energy' },
  rule: { kinds: ['app'], states: ['deployed'] },
  ownDefinition: { zh: '文件未规定数量，至少 1 个为本平台定义；不同于 P2 的工业APP', en: 'the document gives no number: at least 1 is a definition of this platform; not the industrial apps of P2' },
});
