import { registryCount } from './registry-count.js';

export const industrialApps = registryCount({
  id: 'industrial-apps',
  nameZh: '工业APP数量',
  nameEn: 'industrial apps',
  unit: '个',
  defaultTarget: null,
  programme: 'P2',
  directions: ['P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5'],
  clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计部署工业APP数量（个）' },
  item: { zh: '工业APP', en: 'deployed industrial app' },
  rule: { kinds: ['app'], states: ['deployed'] },
});
