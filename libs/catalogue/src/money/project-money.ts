import type { RuleFigures, SubsidyFigure } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import type { Fen } from './fen.js';
import { mistakenUnit, shareOf } from './fen.js';

/** What the subsidy does not pay (S001 二(五) and the budget form), whatever the line; `eligible` is everything else. */
export const COST_KINDS = {
  'eligible': { zh: '可列支', en: 'eligible' },
  'production-equipment': { zh: '数字化生产装备（数控机床、加工中心、工业机器人）', en: 'digital production equipment' },
  'test-instruments': { zh: '试验测试仪器', en: 'test instruments' },
  'civil-works': { zh: '房屋土建改造（含机房）', en: 'civil works, machine rooms included' },
} as const satisfies Record<string, BilingualText>;
export type CostKind = keyof typeof COST_KINDS;

/** One item of investment. */
export interface CostItem {
  /** Id of one of the budget's lines. */
  readonly line: string;
  readonly kind: CostKind;
  /** Calendar day on which it was invested, `YYYY-MM-DD`. */
  readonly investedOn: string;
  readonly budget: Fen;
  readonly requested: Fen;
  /** What the audit settled; absent until then. */
  readonly audited?: Fen;
}

export interface MoneySource {
  readonly year: number;
  readonly own: Fen;
  readonly programme: Fen;
}

export interface ProjectMoney {
  readonly items: readonly CostItem[];
  readonly sources: readonly MoneySource[];
  /** What the district has committed itself to; null while nothing is known of it. */
  readonly districtMatching: Fen | null;
  /** The ministry named the project a demonstration. */
  readonly named: boolean;
  /** Calendar days; `to` is absent for what is built. */
  readonly construction: { readonly from: string; readonly to?: string };
}

export interface LineTotals {
  readonly line: string;
  readonly budget: Fen;
  readonly requested: Fen;
  readonly audited: Fen;
  readonly eligibleBudget: Fen;
  readonly eligibleAudited: Fen;
}

/** One reading of the guide: what it takes the rate of, and what comes out. */
export interface Subsidy {
  readonly base: Fen;
  readonly uncapped: Fen;
  readonly subsidy: Fen;
  readonly capped: boolean;
}

export interface MoneyFinding extends BilingualText {
  readonly code: 'before-first-day' | 'requests-ineligible' | 'unknown-line' | 'sources-differ' | 'unit-mistaken' | 'requested-differs' | 'matching-short' | 'construction-too-long' | 'construction-inverted';
  /** Place of it, e.g. `items[3]`. */
  readonly field: string;
}

export interface MoneyJudgement {
  readonly lines: readonly LineTotals[];
  readonly total: LineTotals;
  /** Rate × audited total investment since the first day that counts; null where the rule document has no rate. */
  readonly ofTotal: Subsidy | null;
  /** Rate × audited eligible investment since then: the guide can be read both ways, and the officer decides. */
  readonly ofEligible: Subsidy | null;
  readonly findings: readonly MoneyFinding[];
}

/** What a project's money comes to by the figures of its rule document. Pure and exact: amounts are whole 分. */
export function judgeMoney(money: ProjectMoney, lineIds: readonly string[], figures: RuleFigures): MoneyJudgement {
  const counting = money.items.filter(({ investedOn }) => investedOn >= (figures.investmentFrom?.day ?? ''));
  const rule = money.named ? figures.named : figures.subsidy;
  const total = totalsOf('total', money.items);
  return {
    lines: lineIds.map((line) => totalsOf(line, money.items.filter((item) => item.line === line))),
    total,
    ofTotal: rule === undefined ? null : subsidyOf(sum(counting, auditedOf), rule),
    ofEligible: rule === undefined ? null : subsidyOf(sum(counting.filter(isEligible), auditedOf), rule),
    findings: [...itemFindings(money.items, lineIds, figures), ...sourceFindings(money, total, figures), ...constructionFindings(money.construction, figures)],
  };
}

/** What a later naming adds: the subsidy by the rate of named projects, less the one that was due before; never below nothing. */
export function topUpOf({ base, subsidy }: Subsidy, named: SubsidyFigure): Fen {
  const difference = subsidyOf(base, named).subsidy - subsidy;
  return difference > 0n ? difference : 0n;
}

const isEligible = ({ kind }: CostItem): boolean => kind === 'eligible';
const auditedOf = ({ audited }: CostItem): Fen => audited ?? 0n;
const sum = <T>(of: readonly T[], amount: (one: T) => Fen): Fen => of.reduce((total, one) => total + amount(one), 0n);

function totalsOf(line: string, items: readonly CostItem[]): LineTotals {
  const eligible = items.filter(isEligible);
  return {
    line, budget: sum(items, ({ budget }) => budget), requested: sum(items, ({ requested }) => requested), audited: sum(items, auditedOf),
    eligibleBudget: sum(eligible, ({ budget }) => budget), eligibleAudited: sum(eligible, auditedOf),
  };
}

/** Rates have two decimals. */
const HUNDREDTHS = 100;

function subsidyOf(base: Fen, figure: SubsidyFigure): Subsidy {
  const uncapped = shareOf(base, BigInt(Math.round(figure.percent * HUNDREDTHS)), 10_000n);
  const cap = BigInt(figure.cap);
  return { base, uncapped, subsidy: uncapped > cap ? cap : uncapped, capped: uncapped > cap };
}

function itemFindings(items: readonly CostItem[], lineIds: readonly string[], { investmentFrom }: RuleFigures): MoneyFinding[] {
  return items.flatMap((item, index): MoneyFinding[] => {
    const field = `items[${index}]`;
    return [
      ...(lineIds.includes(item.line) ? [] : [{ code: 'unknown-line' as const, field, zh: `预算表没有“${item.line}”这一科目`, en: `the budget has no line “${item.line}”` }]),
      ...(investmentFrom !== undefined && item.investedOn < investmentFrom.day
        ? [{ code: 'before-first-day' as const, field, zh: `${item.investedOn} 的投入早于 ${investmentFrom.day}，不计入总投资`, en: `invested on ${item.investedOn}, before ${investmentFrom.day}: it does not count` }] : []),
      ...(!isEligible(item) && item.requested > 0n ? [{ code: 'requests-ineligible' as const, field, zh: `${COST_KINDS[item.kind].zh}不得申请专项资金`, en: `the subsidy pays no ${COST_KINDS[item.kind].en}` }] : []),
    ];
  });
}

function sourceFindings({ sources, districtMatching }: ProjectMoney, total: LineTotals, { matching }: RuleFigures): MoneyFinding[] {
  const [own, programme] = [sum(sources, (source) => source.own), sum(sources, (source) => source.programme)];
  return [
    ...(own + programme === total.budget ? [] : [mistakenUnit(own + programme, total.budget) ? UNIT_MISTAKEN : SOURCES_DIFFER]),
    ...(programme === total.requested ? [] : [{ code: 'requested-differs' as const, field: 'sources', zh: '分年度申请专项资金合计与预算表不一致', en: 'what is requested by year does not add up to what the budget requests' }]),
    ...(matching !== undefined && (districtMatching === null || districtMatching * 100n < total.requested * BigInt(matching.percent))
      ? [{ code: 'matching-short' as const, field: 'districtMatching', zh: `区财政配套承诺不足（应为申请额的 ${matching.percent}%）或未提供`, en: `the commitment of the district to match ${matching.percent} % of what is requested is missing or too small` }] : []),
  ];
}

const SOURCES_DIFFER: MoneyFinding = { code: 'sources-differ', field: 'sources', zh: '分年度资金来源合计与预算合计不一致', en: 'the sources by year do not add up to the budget' };
const UNIT_MISTAKEN: MoneyFinding = {
  code: 'unit-mistaken', field: 'sources', zh: '分年度资金来源合计与预算合计恰好相差一万倍，请核对单位（元、万元）', en: 'sources and budget differ by exactly ten thousand times: check the units (元, 万元)',
};

function constructionFindings({ from, to }: ProjectMoney['construction'], { construction }: RuleFigures): MoneyFinding[] {
  if (to === undefined) return [];
  if (to < from) return [{ code: 'construction-inverted', field: 'construction', zh: '建设期结束早于开始', en: 'the construction ends before it begins' }];
  if (construction === undefined) return [];
  const latest = `${Number(from.slice(0, 4)) + construction.years}${from.slice(4)}`;
  return to < latest ? [] : [{ code: 'construction-too-long', field: 'construction', zh: `建设周期超过 ${construction.years} 年`, en: `the construction takes more than ${construction.years} years` }];
}
