import type { AnswerOf } from '@yanshou/api-schema';
import { clauseText, fenOf, findProgramme, judgeMoney, statedIn } from '@yanshou/catalogue';
import type { CostKind, Fen, LineTotals, MoneyFinding, StatedAmount, Subsidy } from '@yanshou/catalogue';
import type { ProjectMoneyRecord } from '@yanshou/telemetry';
import { invalidInput } from './problem.js';
import { compact, iso } from './times.js';

type MoneyView = NonNullable<AnswerOf<'readMoney'>['money']>;

/** The amount in whole 分 as it is kept; refuses parts of a 分. */
export function statedFen(field: string, amount: StatedAmount): string {
  const fen = fenOf(amount);
  if (fen === undefined) throw invalidInput(field, '金额须精确到分，不得有更小的部分', 'must be an amount in whole 分, with no part of one');
  return String(fen);
}

/** The form and the rules of P2: the only programme whose document has them. */
const P2 = findProgramme('P2');
const LINES = P2?.budget?.lines ?? [];
const SUBSIDY_RULE = P2?.rules.find(({ id }) => id === 'subsidy-rate');

/** What was stated, what it comes to by the rules, and what is to be looked at; amounts in 元. */
export function moneyView(record: ProjectMoneyRecord, otherProjects: readonly string[]): MoneyView {
  const { lines, total, ofTotal, ofEligible, findings } = judgeMoney(moneyOf(record), LINES.map(({ id }) => id));
  return {
    stated: statedView(record),
    audit: auditView(record),
    lines: lines.map((line) => ({ ...totalsView(line), ...namesOf(line.line) })),
    total: totalsView(total),
    subsidy: { ofTotal: subsidyView(ofTotal), ofEligible: subsidyView(ofEligible), clause: SUBSIDY_RULE === undefined ? '' : clauseText(SUBSIDY_RULE) },
    findings: [...findings, ...(otherProjects.length === 0 ? [] : [ONE_PROJECT])].map(({ code, field, zh, en }) => ({ code, field, zh, en })),
    otherProjects: [...otherProjects],
  };
}

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
const namesOf = (line: string): { nameZh: string; nameEn: string } => {
  const found = LINES.find(({ id }) => id === line);
  return { nameZh: found?.zh ?? line, nameEn: found?.en ?? line };
};

const totalsView = ({ line, ...amounts }: LineTotals): MoneyView['total'] =>
  ({ line, ...Object.fromEntries(Object.entries(amounts).map(([name, fen]) => [name, yuan(fen)])) }) as MoneyView['total'];

const subsidyView = ({ base, uncapped, subsidy, capped }: Subsidy): MoneyView['subsidy']['ofTotal'] =>
  ({ base: yuan(base), uncapped: yuan(uncapped), subsidy: yuan(subsidy), capped });

const statedView = ({ applicant, items, sources, districtMatching, construction, statedBy, statedAt }: ProjectMoneyRecord): MoneyView['stated'] => ({
  applicant, construction, statedBy, statedAt: iso(statedAt),
  items: items.map((item) => ({ ...item, kind: item.kind as CostKind, budget: yuan(item.budget), requested: yuan(item.requested) })),
  sources: sources.map(({ year, own, programme }) => ({ year, own: yuan(own), programme: yuan(programme) })),
  ...(districtMatching === null ? {} : { districtMatching: yuan(districtMatching) }),
});

const auditView = ({ audit }: ProjectMoneyRecord): MoneyView['audit'] =>
  audit === undefined ? null : { ...audit, at: iso(audit.at), amounts: audit.amounts.map(({ item, audited }) => ({ item, audited: yuan(audited) })) };
