import type { AnswerOf } from '@yanshou/api-schema';
import { COST_KINDS } from '@yanshou/catalogue';

type Money = NonNullable<AnswerOf<'readMoney'>['money']>;
type Amount = Money['total']['budget'];

const BUDGET_LINES = ([
  ['design', '方案（系统）设计费', 'design of the scheme or system'], ['equipment', '设备购置及安装费', 'purchase and installation of equipment'],
  ['software-purchase', '软件购置及安装费', 'purchase and installation of software'], ['software-development', '软件开发费', 'development of software'],
  ['network', '网络建设改造费', 'building and rebuilding of networks'], ['cloud-services', '云服务购置费', 'purchase of cloud services'],
  ['integration', '系统集成、监理及实施费', 'integration, supervision and implementation'], ['outsourced-tests', '试验外协费', 'tests by others'],
  ['expert-advice', '专家论证咨询等费用', 'expert opinions and advice'], ['loan-interest', '贷款贴息费', 'subsidised interest of loans'],
  ['audit', '审计等管理费', 'audit and administration'], ['other', '其它费用', 'other costs'],
] as const).map(([id, zh, en]) => ({ id, zh, en }));

const wan = (amount: number): Amount => ({ amount: String(amount * 10_000), unit: '元' });
const BY_LINE: Readonly<Record<string, readonly [budget: number, eligible: number, requested: number]>> = { 'design': [100, 100, 0], 'equipment': [800, 400, 0], 'software-purchase': [600, 600, 200] };

const totals = (line: string, [budget, eligible, requested]: readonly [number, number, number]): Money['total'] =>
  ({ line, budget: wan(budget), requested: wan(requested), audited: wan(budget), eligibleBudget: wan(eligible), eligibleAudited: wan(eligible) });

const item = (id: string, line: string, budget: number, more: Partial<Money['stated']['items'][number]> = {}): Money['stated']['items'][number] =>
  ({ id, line, kind: Object.keys(COST_KINDS)[0] as 'eligible', investedOn: '2019-05-01', budget: wan(budget), requested: wan(0), ...more });

/** The worked example of the documents. */
export const MONEY: Money = {
  stated: {
    applicant: { code: '91120000MA0000000X', name: '天津精密零部件有限公司' }, construction: { from: '2019-01-01', to: '2020-12-31' }, districtMatching: wan(200), statedBy: 'liu', statedAt: '2026-10-20T02:00:00Z',
    items: [item('item-1', 'software-purchase', 600, { requested: wan(200) }), item('item-2', 'equipment', 400), item('item-3', 'equipment', 400, { kind: 'production-equipment' }), item('item-4', 'design', 100, { investedOn: '2017-12-31' })],
    sources: [{ year: 2019, own: wan(800), programme: wan(150) }, { year: 2020, own: wan(500), programme: wan(50) }],
  },
  audit: { named: false, amounts: [{ item: 'item-1', audited: wan(600) }], evidence: 'e3', who: 'officer', at: '2026-10-28T02:00:00Z' },
  lines: BUDGET_LINES.map(({ id, zh, en }) => ({ ...totals(id, BY_LINE[id] ?? [0, 0, 0]), nameZh: zh, nameEn: en })),
  total: totals('total', [1_500, 1_100, 200]),
  subsidy: { ofTotal: { base: wan(1_600), uncapped: wan(320), subsidy: wan(300), capped: true }, ofEligible: { base: wan(1_000), uncapped: wan(200), subsidy: wan(200), capped: false }, clause: 'S001 二(五)' },
  rule: { number: 'S001', from: 'catalogue', figures: {} }, form: 'P2', topUp: null,
  findings: [{ code: 'before-first-day', field: 'items[3]', zh: '投资日期早于 2018-01-01，不计入补助基数', en: 'was invested before 2018-01-01 and is no part of the base' }],
  otherProjects: [],
};
