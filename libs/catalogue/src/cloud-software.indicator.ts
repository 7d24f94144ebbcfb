import { registryCount } from './registry-count.js';

export const cloudSoftware = registryCount({
  id: 'cloud-software',
  nameZh: '云化设计、管理类工业软件数量',
  nameEn: 'cloud-based industrial software for design and management',
  unit: '个',
  defaultTarget: null,
  programme: 'P2',
  directions: ['P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5'],
  clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计部署云化设计、管理类工业软件数量（个）' },
  item: { zh: '云化设计、管理类工业软件', en: 'deployed cloud-based industrial software' },
  rule: { kinds: ['cloud-software'], states: ['deployed'] },
});
