import { listed } from './listed-indicator.js';

const AGRICULTURE = { programme: 'P3', directions: ['P3.agriculture'] };

/** Programme P3, agriculture, transport, logistics and health: what this version lists and does not compute. */
export const P3_DOMAINS_LISTED = [
  listed({
    id: 'smart-agriculture-parks', nameZh: '智能农业示范园区数', nameEn: 'smart agriculture demonstration parks', unit: '个', defaultTarget: 30, kind: 'portfolio',
    ...AGRICULTURE, clause: { document: 'S002', place: '总体 三(二)', quoteZh: '建设30个智能农业示范园区' },
    formula: { zh: '列入名单的园区数', en: 'parks on the list' },
  }),
  listed({
    id: 'logistics-demonstration-enterprises', nameZh: '智能物流示范企业数', nameEn: 'smart logistics demonstration enterprises', unit: '家', defaultTarget: 10, kind: 'portfolio',
    programme: 'P3', directions: ['P3.logistics'], clause: { document: 'S002', place: '总体 三(三)', quoteZh: '培育10家智能物流示范企业' },
    formula: { zh: '列入名单的企业数', en: 'enterprises on the list' },
  }),
];
