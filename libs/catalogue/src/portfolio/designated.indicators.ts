import type { ListedIndicator } from '../indicator.js';
import { designatedCount } from './designated-count.js';

const MANUFACTURING = { programme: 'P3', directions: ['P3.manufacturing'] };
const PILOTS = '智能制造 专栏3';

type Facts = Pick<ListedIndicator, 'id' | 'nameZh' | 'nameEn' | 'unit' | 'defaultTarget' | 'programme' | 'directions' | 'clause' | 'formula' | 'ofProgramme'>;

const counted = (facts: Facts): ListedIndicator =>
  ({ ...facts, comparator: '>=', kind: 'portfolio', sourceKind: 'entered', ownDefinition: null, scale: 1, formulaVersion: '1.0.0', computed: false });

/** What P3 counts over its projects: by designations that an officer enters with their document. */
export const DESIGNATED_INDICATORS = [
  counted({
    id: 'municipal-demonstration-projects', nameZh: '市级智能制造试点示范项目数', nameEn: 'municipal smart manufacturing demonstration projects', unit: '个', defaultTarget: 100,
    ...MANUFACTURING, clause: { document: 'S002', place: PILOTS, quoteZh: '建成100个以上天津市智能制造试点示范项目' },
    formula: { zh: '计数日在列的市级试点示范项目数，每个项目计一次', en: 'projects on the municipal list at the date, each once' }, ofProgramme: designatedCount('municipal-project', 'project'),
  }),
  counted({
    id: 'national-demonstration-projects', nameZh: '国家智能制造试点示范项目数', nameEn: 'national smart manufacturing demonstration projects', unit: '个', defaultTarget: 10,
    ...MANUFACTURING, clause: { document: 'S002', place: PILOTS, quoteZh: '形成10个以上国家智能制造试点示范项目' },
    formula: { zh: '计数日在列的国家级试点示范项目数，每个项目计一次', en: 'projects on the national list at the date, each once' }, ofProgramme: designatedCount('national-project', 'project'),
  }),
  counted({
    id: 'smart-agriculture-parks', nameZh: '智能农业示范园区数', nameEn: 'smart agriculture demonstration parks', unit: '个', defaultTarget: 30,
    programme: 'P3', directions: ['P3.agriculture'], clause: { document: 'S002', place: '总体 三(二)', quoteZh: '建设30个智能农业示范园区' },
    formula: { zh: '计数日在列的园区数，同名园区计一次', en: 'parks on the list at the date, each name once' }, ofProgramme: designatedCount('agriculture-park', 'subject'),
  }),
  counted({
    id: 'logistics-demonstration-enterprises', nameZh: '智能物流示范企业数', nameEn: 'smart logistics demonstration enterprises', unit: '家', defaultTarget: 10,
    programme: 'P3', directions: ['P3.logistics'], clause: { document: 'S002', place: '总体 三(三)', quoteZh: '培育10家智能物流示范企业' },
    formula: { zh: '计数日在列的企业数，同名企业计一次', en: 'enterprises on the list at the date, each name once' }, ofProgramme: designatedCount('logistics-enterprise', 'subject'),
  }),
];
