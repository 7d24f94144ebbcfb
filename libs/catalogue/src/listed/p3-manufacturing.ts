import { listed } from './listed-indicator.js';

const MANUFACTURING = { programme: 'P3', directions: ['P3.manufacturing'] };
const PILOTS = '智能制造 专栏3';

/** Programme P3, smart manufacturing: what this version lists and does not compute. */
export const P3_MANUFACTURING_LISTED = [
  listed({
    id: 'municipal-demonstration-projects', nameZh: '市级智能制造试点示范项目数', nameEn: 'municipal smart manufacturing demonstration projects', unit: '个', defaultTarget: 100, kind: 'portfolio',
    ...MANUFACTURING, clause: { document: 'S002', place: PILOTS, quoteZh: '建成100个以上天津市智能制造试点示范项目' },
    formula: { zh: '列入名单的市级项目数', en: 'municipal projects on the list' },
  }),
  listed({
    id: 'national-demonstration-projects', nameZh: '国家智能制造试点示范项目数', nameEn: 'national smart manufacturing demonstration projects', unit: '个', defaultTarget: 10, kind: 'portfolio',
    ...MANUFACTURING, clause: { document: 'S002', place: PILOTS, quoteZh: '形成10个以上国家智能制造试点示范项目' },
    formula: { zh: '列入名单的国家级项目数', en: 'national projects on the list' },
  }),
];
