import { registryCount } from './registry-count.js';

export const mechanismModels = registryCount({
  id: 'mechanism-models',
  nameZh: '工业机理模型、微服务组件数量',
  nameEn: 'industrial mechanism models and microservice components',
  unit: '个',
  defaultTarget: null,
  programme: 'P2',
  directions: ['P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5'],
  clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计部署工业机理模型、微服务组件数量（个）' },
  item: { zh: '工业机理模型、微服务组件', en: 'deployed mechanism model or microservice component' },
  rule: { kinds: ['model'], states: ['deployed'] },
});
