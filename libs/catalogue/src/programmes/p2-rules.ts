import { clausesOf } from './programme.js';
import type { ProgrammeRule } from './programme.js';

const s001 = clausesOf('S001');
const SUBSIDY = s001('一', '对市级示范项目，按项目总投资的20%给予补助，最高不超过300万元');
const NAMED = s001('一', '对被评为工信部相关试点示范的项目，按项目总投资的30%给予补助，最高不超过500万元');
const EXCLUDED = s001('二(五)', '项目资金支持预算不包括购买数字化生产装备、试验测试仪器费用和房屋土建改造等费用');

/** Money, time and eligibility of programme P2; a project is judged by the rules of its batch. */
export const P2_RULES: readonly ProgrammeRule[] = [
  {
    id: 'subsidy-rate', zh: '补助为 2018-01-01 之后项目总投资的 20%；另列按审定合格支出计算的数额，由管理人员认定',
    en: 'subsidy = 20 % of the total investment after 2018-01-01; the same rate of the eligible audited cost is shown beside it, and the officer decides', basis: 'declared',
    limit: { quantity: 'subsidy-share-of-investment', comparator: '<=', value: 20, unit: '%' }, clause: SUBSIDY,
  },
  { id: 'subsidy-cap', zh: '补助最高 300 万元', en: 'subsidy of at most 3 million yuan', basis: 'declared', limit: { quantity: 'subsidy', comparator: '<=', value: 300, unit: '万元' }, clause: SUBSIDY },
  {
    id: 'named-subsidy-rate', zh: '入选工信部试点示范的项目按 30% 补助', en: '30 % where the ministry named the project a demonstration', basis: 'declared',
    limit: { quantity: 'subsidy-share-of-investment', comparator: '<=', value: 30, unit: '%' }, clause: NAMED,
  },
  { id: 'named-subsidy-cap', zh: '入选工信部试点示范的项目补助最高 500 万元', en: 'at most 5 million yuan where the ministry named it', basis: 'declared', limit: { quantity: 'subsidy', comparator: '<=', value: 500, unit: '万元' }, clause: NAMED },
  {
    id: 'later-naming', zh: '获支持后入选工信部试点示范的，重新申报，按现行政策补齐差额', en: 'a later naming by the ministry tops up the difference on a new application', basis: 'document',
    clause: s001('二(四)', '按现行政策补齐支持资金差额'),
  },
  { id: 'investment-from', zh: '总投资只计 2018-01-01 之后的投入', en: 'only investment after 2018-01-01 counts', basis: 'declared', clause: s001('二(三)', '项目总投资只包含2018年1月1日之后的投入') },
  { id: 'built-or-building', zh: '项目应为已建成或在建', en: 'the project is built or under construction', basis: 'document', clause: s001('二(三)', '所申报项目应为已建成或在建项目') },
  {
    id: 'construction-time', zh: '在建项目总体建设周期不超过 2 年', en: 'projects under construction take at most 2 years', basis: 'declared',
    limit: { quantity: 'construction-time', comparator: '<=', value: 2, unit: '年' }, clause: s001('二(三)', '在建项目总体建设周期不超过2年'),
  },
  {
    id: 'progress-step', zh: '在建项目一般每三个月写一个进度', en: 'a progress step generally every three months', basis: 'document',
    limit: { quantity: 'progress-step', comparator: '<=', value: 3, unit: '月' }, clause: s001('附件9—1 五', '一般每三个月写一个进度'),
  },
  {
    id: 'one-project', zh: '每个申报主体仅可申报一个项目、一个子方向', en: 'one project and one direction per applicant', basis: 'document',
    limit: { quantity: 'projects-per-applicant', comparator: '<=', value: 1, unit: '项' }, clause: s001('二(一)', '每个申报主体仅可申报一个项目，且只可选择对应一个子方向'),
  },
  {
    id: 'direction-1-1-quota', zh: '方向 1.1 支持项目不超过 10 个', en: 'at most 10 projects in direction 1.1', basis: 'document',
    limit: { quantity: 'projects-in-direction', comparator: '<=', value: 10, unit: '项' }, clause: s001('一(一)1', '支持项目数量不超过10个'),
  },
  { id: 'quantified-benefit', zh: '在降低企业成本、提升生产经营效率等方面有可量化指标', en: 'benefits in cost and efficiency are quantified', basis: 'document', clause: s001('二(二)', '项目在降低企业成本、提升生产经营效率等方面有可量化指标') },
  { id: 'no-production-equipment', zh: '资金预算不含数字化生产装备（数控机床、加工中心、工业机器人）', en: 'the subsidy pays no digital production equipment (numerically controlled machines, machining centres, industrial robots)', basis: 'document', clause: EXCLUDED },
  { id: 'no-test-instruments', zh: '资金预算不含试验测试仪器', en: 'the subsidy pays no test instruments', basis: 'document', clause: EXCLUDED },
  { id: 'no-civil-works', zh: '资金预算不含房屋土建改造（含机房）', en: 'the subsidy pays no civil works, machine rooms included', basis: 'document', clause: EXCLUDED },
  { id: 'district-matching', zh: '区财政 1:1 资金配套承诺', en: 'the district commits itself to match the funds one to one', basis: 'document', clause: s001('四(二)', '区财政局在1:1资金配套承诺书中加盖公章') },
];
