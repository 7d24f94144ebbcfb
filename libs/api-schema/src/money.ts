import { COST_KINDS } from '@yanshou/catalogue';
import type { CostKind } from '@yanshou/catalogue';
import { z } from 'zod';
import { amount } from './amount.js';
import { operations } from './operation.js';
import { day, id, isoTime, text } from './primitives.js';
import { ruleFigures } from './programme-settings.js';
import { ofProject } from './projects.js';

const costKind = z.enum(Object.keys(COST_KINDS) as [CostKind, ...CostKind[]]);
const statement = {
  applicant: z.strictObject({ code: text, name: text }),
  items: z.array(z.strictObject({ id, line: id, kind: costKind, investedOn: day, budget: amount, requested: amount })).max(1_000),
  sources: z.array(z.strictObject({ year: z.int().min(1990).max(2100), own: amount, programme: amount })).max(30),
  /** What the district has committed itself to; absent while nothing is known of it. */
  districtMatching: amount.optional(),
  construction: z.strictObject({ from: day, to: day.optional() }),
};
const audit = { named: z.boolean(), amounts: z.array(z.strictObject({ item: id, audited: amount })).max(1_000), evidence: id };

const lineTotals = z.object({ line: z.string(), budget: amount, requested: amount, audited: amount, eligibleBudget: amount, eligibleAudited: amount });
const subsidy = z.object({ base: amount, uncapped: amount, subsidy: amount, capped: z.boolean() });

export const money = z.object({
  stated: z.object({ ...statement, statedBy: z.string(), statedAt: isoTime }),
  audit: z.object({ ...audit, who: z.string(), at: isoTime }).nullable(),
  lines: z.array(lineTotals.extend({ nameZh: z.string(), nameEn: z.string() })), total: lineTotals,
  /** Of the audited total, and of the audited eligible investment: the guide can be read both ways, the officer decides. */
  subsidy: z.object({ ofTotal: subsidy, ofEligible: subsidy, clause: z.string() }).nullable(),
  /** What the project is judged by: the rule document of its batch, or the catalogue's document of its programme; null where neither says anything in numbers. */
  rule: z.object({ number: z.string(), from: z.enum(['rule-document', 'catalogue']), figures: ruleFigures }).nullable(),
  /** Programme whose form the lines are of: the project's own, where its document has one. */
  form: z.string(),
  /** What a later naming by the ministry adds by the policy of its day; null without one. */
  topUp: z.object({ ofTotal: amount, ofEligible: amount, document: z.string(), datedAt: isoTime, rule: z.string(), clause: z.string() }).nullable(),
  findings: z.array(z.object({ code: z.string(), field: z.string(), zh: z.string(), en: z.string() })),
  /** Other projects of the applicant, of those that the caller may see. */
  otherProjects: z.array(id),
}).meta({ id: 'ProjectMoney' });

export const moneyOperations = operations({
  readMoney: {
    method: 'get', path: '/projects/{p}/money', tag: 'life', need: 'read-project',
    summary: { zh: '预算、资金来源、可列支与不可列支、按两种读法测算的补助、疑点', en: 'budget, sources, eligible and not, the subsidy by both readings, findings' }, params: ofProject,
    answer: { status: 200, json: z.object({ money: money.nullable() }) },
  },
  stateMoney: {
    method: 'put', path: '/projects/{p}/money', tag: 'life', need: 'work-project',
    summary: { zh: '填报预算与资金来源；有审定金额后不可再改', en: 'state budget and sources; once audited they stay' }, params: ofProject,
    body: { kind: 'json', schema: z.strictObject(statement) }, answer: { status: 200, json: z.object({ money: money.nullable() }) },
  },
  auditMoney: {
    method: 'put', path: '/projects/{p}/money/audit', tag: 'life', need: 'decide-project',
    summary: { zh: '按审计报告登记审定金额；不得由填报人登记', en: 'enter the audited amounts from the audit report; never by whoever stated the budget' }, params: ofProject,
    body: { kind: 'json', schema: z.strictObject(audit) }, answer: { status: 200, json: z.object({ money: money.nullable() }) },
  },
});
