import { clausesOf } from './programme.js';
import type { LibraryClass, Programme, ProgrammeRule } from './programme.js';

const s003 = clausesOf('S003');

type Field = readonly [id: string, zh: string, en: string];

/** Fields are numbered through all classes. */
const classOf = (facts: Omit<LibraryClass, 'fields'>, first: number, fields: readonly Field[]): LibraryClass =>
  ({ ...facts, fields: fields.map(([id, zh, en], index) => ({ id, number: first + index, zh, en })) });

const LIBRARY: readonly LibraryClass[] = [
  classOf({ id: 'technology', zh: '关键技术突破类', en: 'breakthroughs in key technology', clause: s003('二(一)', '关键技术突破类') }, 1, [
    ['sensors', '传感器技术', 'sensors'],
    ['operating-systems', '物联网操作系统', 'IoT operating systems'],
    ['big-data', '物联网与大数据融合关键技术', 'IoT and big data'],
    ['chips', '物联网核心芯片', 'IoT chips'],
  ]),
  classOf({ id: 'application', zh: '重点领域应用类', en: 'application in key fields', clause: s003('二(二)', '重点领域应用类') }, 5, [
    ['smart-manufacturing', '智能制造', 'smart manufacturing'],
    ['transport', '智能交通和车联网', 'transport and connected vehicles'],
    ['health', '智慧医疗和健康养老', 'health and elderly care'],
    ['smart-city', '智慧城市', 'smart city'],
  ]),
  classOf({ id: 'services', zh: '服务保障体系类', en: 'services and assurance', clause: s003('二(三)', '服务保障体系类') }, 9, [
    ['public-platforms', '产业公共服务平台', 'public service platforms'],
    ['testing-and-security', '测试与安全评估体系', 'testing and security assessment'],
  ]),
];

/** “一般不超过” leaves room for an approval; “不超过” does not. */
const quota = (id: string, value: number, [zh, en]: readonly [string, string], quoteZh: string): ProgrammeRule =>
  ({ id, zh, en, basis: 'document', limit: { quantity: 'recommended-projects', comparator: '<=', value, unit: '项', ...(quoteZh.includes('一般') && { inGeneral: true }) }, clause: s003('三(二)', quoteZh) });

const RULES: readonly ProgrammeRule[] = [
  quota('quota-province', 20, ['省、自治区、直辖市推荐一般不超过 20 项', 'a province recommends 20 projects in general'], '各省、自治区和直辖市工业和信息化主管部门推荐的项目数量一般不超过20项'),
  quota('quota-planned-city', 10, ['计划单列市、新疆生产建设兵团推荐不超过 10 项', 'a city with its own plan recommends at most 10'], '各计划单列市、新疆生产建设兵团工业和信息化主管部门推荐项目数量不超过10项'),
  quota('quota-central-enterprise', 6, ['中央企业集团推荐不超过 6 项', 'a central enterprise group recommends at most 6'], '中央企业集团推荐项目数量不超过6项'),
  {
    id: 'per-legal-person', zh: '同一法人单位不超过 2 项', en: 'at most 2 items a legal person', basis: 'document',
    limit: { quantity: 'items-per-legal-person', comparator: '<=', value: 2, unit: '项' }, clause: s003('三(二)', '同一个法人单位申报内容不超过2项'),
  },
  { id: 'expert-review', zh: '专家评审遴选', en: 'selected by expert review', basis: 'document', clause: s003('三(三)', '我部组织行业专家依据项目申报书进行评审') },
  { id: 'library', zh: '建立项目库并推广', en: 'kept in a library and promoted', basis: 'document', clause: s003('四(三)', '建立物联网应用和创新项目并建立项目库') },
];

/** A library of projects without a numeric indicator: one direction a field. */
export const P4: Programme = {
  id: 'P4',
  document: 'S003',
  nameZh: '物联网集成创新与融合应用项目',
  nameEn: 'Integrated innovation and application of the internet of things',
  years: [2018, 2018],
  directions: LIBRARY.flatMap(({ fields }) => fields).map(({ number, zh, en }) =>
    ({ id: `P4.${number}`, nameZh: zh, nameEn: en, clause: s003(`二 ${number}`, zh), eligibility: [], demands: [], contractDefined: [] })),
  rules: RULES,
  library: LIBRARY,
};
