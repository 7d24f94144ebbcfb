import type { AnswerOf } from '@yanshou/api-schema';
import { fenOf, findProgramme, judgeMoney, statedIn, topUpOf } from '@yanshou/catalogue';
import type { BudgetLine, CostKind, Fen, LineTotals, MoneyFinding, MoneyJudgement, StatedAmount, Subsidy } from '@yanshou/catalogue';
import type { ProjectMoneyRecord } from '@yanshou/telemetry';
import type { LaterNaming, MoneyRule } from './money-rule.js';
import { invalidInput } from './problem.js';
import { figuresView } from './rule-figures-view.js';
import { compact, iso } from './times.js';

type MoneyView = NonNullable<AnswerOf<'readMoney'>['money']>;

/** The amount in whole 分 as it is kept; refuses parts of a 分. */
export function statedFen(field: string, amount: StatedAmount): string {
  const fen = fenOf(amount);
  if (fen === undefined) throw invalidInput(field, '金额须精确到分，不得有更小的部分', 'must be an amount in whole 分, with no part of one');
  return String(fen);
}

/** Programme whose form stands in for a document that has none: S001 is the only one with a budget table. */
const FORM_OF_OTHERS = 'P2';

/** What the money of a project is judged with. */
export interface MoneyFacts {
  readonly programme: string;
  readonly rule: MoneyRule | undefined;
  readonly otherProjects: readonly string[];
  readonly naming: LaterNaming | undefined;
  /** Projects of the direction, where they are more than its quota and the caller may see them all. */
  readonly overQuota: { readonly direction: string; readonly projects: number; readonly quota: number } | undefined;
}

type Told = Omit<MoneyFinding, 'code'> & { readonly code: string };

/** What was stated, what it comes to by the rule document of its batch, and what is to be looked at; amounts in 元. */
export function moneyView(record: ProjectMoneyRecord, facts: MoneyFacts): MoneyView {
  const { rule, otherProjects } = facts;
  const { form, lines: formLines } = formOf(facts.programme);
  const money = moneyOf(record);
  const judgement = judgeMoney(money, formLines.map(({ id }) => id), rule?.figures ?? {});
  const { lines, total, findings } = judgement;
  return {
    stated: statedView(record),
    audit: auditView(record),
    lines: lines.map((line) => ({ ...totalsView(line), ...namesOf(line.line, formLines) })),
    total: totalsView(total),
    subsidy: subsidiesView(judgement, rule?.figures[money.named ? 'named' : 'subsidy']?.clause),
    rule: rule === undefined ? null : { number: rule.number, from: rule.from, figures: figuresView(rule.figures) },
    form,
    topUp: topUpView(judgement, facts.naming),
    findings: [...findings, ...ruleFindings(facts)].map(({ code, field, zh, en }) => ({ code, field, zh, en })),
    otherProjects: [...otherProjects],
  };
}

function formOf(programme: string): { readonly form: string; readonly lines: readonly BudgetLine[] } {
  const form = findProgramme(programme)?.budget === undefined ? FORM_OF_OTHERS : programme;
  return { form, lines: findProgramme(form)?.budget?.lines ?? [] };
}

function subsidiesView({ ofTotal, ofEligible }: MoneyJudgement, clause = ''): MoneyView['subsidy'] {
  return ofTotal === null || ofEligible === null ? null : { ofTotal: subsidyView(ofTotal), ofEligible: subsidyView(ofEligible), clause };
}

/** 补齐差额: by the rate for named projects of the policy of that day, less what was due by the audit. */
function topUpView({ ofTotal, ofEligible }: MoneyJudgement, naming: LaterNaming | undefined): MoneyView['topUp'] {
  const named = naming?.rule.figures.named;
  if (naming === undefined || named === undefined || ofTotal === null || ofEligible === null) return null;
  const { document } = naming.designation;
  return { ofTotal: yuan(topUpOf(ofTotal, named)), ofEligible: yuan(topUpOf(ofEligible, named)), document: document.number, datedAt: iso(document.datedAt), rule: naming.rule.number, clause: named.clause };
}

function ruleFindings({ rule, otherProjects, overQuota }: MoneyFacts): readonly Told[] {
  return [
    ...(otherProjects.length === 0 ? [] : [ONE_PROJECT]),
    ...(rule === undefined ? [NO_FIGURES] : []),
    ...(rule?.without == null ? [] : [figuresOfCatalogue(rule.without, rule.number)]),
    ...(overQuota === undefined ? [] : [quotaExceeded(overQuota)]),
  ];
}

const NO_FIGURES: Told = {
  code: 'no-figures', field: 'rule', zh: '规则文件未录入补助比例、上限等数值，不测算补助；请由管理员按文件录入', en: 'no rates or caps are entered for the rule document, so no subsidy is computed: an administrator enters them from the document',
};
const figuresOfCatalogue = (number: string, source: string): Told => ({
  code: 'figures-of-catalogue', field: 'rule', zh: `规则文件“${number}”未录入数值，暂按 ${source} 的数值测算；请由管理员按该文件录入`, en: `no figures are entered for rule document "${number}": those of ${source} are taken meanwhile; an administrator enters them from the document`,
});
const quotaExceeded = ({ direction, projects, quota }: NonNullable<MoneyFacts['overQuota']>): Told => ({
  code: 'direction-quota', field: 'direction', zh: `疑点线索（待核实）：方向 ${direction} 已有 ${projects} 个项目，超过 ${quota} 个的名额`, en: `finding to be checked: direction ${direction} has ${projects} projects, more than its quota of ${quota}`,
});

const ONE_PROJECT: Omit<MoneyFinding, 'code'> & { readonly code: string } = {
  code: 'one-project', field: 'applicant', zh: '疑点线索（待核实）：同一申报主体在本计划中另有项目', en: 'finding to be checked: the applicant has another project in the programme',
};

function moneyOf({ items, sources, districtMatching, construction, audit }: ProjectMoneyRecord): Parameters<typeof judgeMoney>[0] {
  const audited = new Map(audit?.amounts.map((one) => [one.item, BigInt(one.audited)]));
  return {
    items: items.map(({ id, line, kind, investedOn, budget, requested }) =>
      compact({ line, kind: kind as CostKind, investedOn, budget: BigInt(budget), requested: BigInt(requested), audited: audited.get(id) })),
    sources: sources.map(({ year, own, programme }) => ({ year, own: BigInt(own), programme: BigInt(programme) })),
    districtMatching: districtMatching === null ? null : BigInt(districtMatching),
    named: audit?.named ?? false, construction,
  };
}

const yuan = (fen: Fen | string): StatedAmount => statedIn(BigInt(fen), '元');
const namesOf = (line: string, lines: readonly BudgetLine[]): { nameZh: string; nameEn: string } => {
  const found = lines.find(({ id }) => id === line);
  return { nameZh: found?.zh ?? line, nameEn: found?.en ?? line };
};

const totalsView = ({ line, ...amounts }: LineTotals): MoneyView['total'] =>
  ({ line, ...Object.fromEntries(Object.entries(amounts).map(([name, fen]) => [name, yuan(fen)])) }) as MoneyView['total'];

const subsidyView = ({ base, uncapped, subsidy, capped }: Subsidy): NonNullable<MoneyView['subsidy']>['ofTotal'] =>
  ({ base: yuan(base), uncapped: yuan(uncapped), subsidy: yuan(subsidy), capped });

const statedView = ({ applicant, items, sources, districtMatching, construction, statedBy, statedAt }: ProjectMoneyRecord): MoneyView['stated'] => ({
  applicant, construction, statedBy, statedAt: iso(statedAt),
  items: items.map((item) => ({ ...item, kind: item.kind as CostKind, budget: yuan(item.budget), requested: yuan(item.requested) })),
  sources: sources.map(({ year, own, programme }) => ({ year, own: yuan(own), programme: yuan(programme) })),
  ...(districtMatching === null ? {} : { districtMatching: yuan(districtMatching) }),
});

const auditView = ({ audit }: ProjectMoneyRecord): MoneyView['audit'] =>
  audit === undefined ? null : { ...audit, at: iso(audit.at), amounts: audit.amounts.map(({ item, audited }) => ({ item, audited: yuan(audited) })) };
