import type { Micros } from './time.js';

/** One item of investment as it is kept: amounts in whole 分 as decimal text, days `YYYY-MM-DD`. */
export interface MoneyItem {
  readonly id: string;
  readonly line: string;
  readonly kind: string;
  readonly investedOn: string;
  readonly budget: string;
  readonly requested: string;
}

/** What the audit settled: said by an officer from the audit report, and from then on the budget stays. */
export interface MoneyAudit {
  readonly named: boolean;
  readonly amounts: readonly { readonly item: string; readonly audited: string }[];
  /** Id of the evidence file with the audit report. */
  readonly evidence: string;
  readonly who: string;
  readonly at: Micros;
}

/** Budget, sources and construction period of a project, with who applies: 统一社会信用代码 and name. */
export interface ProjectMoneyRecord {
  readonly project: string;
  readonly applicant: { readonly code: string; readonly name: string };
  readonly items: readonly MoneyItem[];
  readonly sources: readonly { readonly year: number; readonly own: string; readonly programme: string }[];
  readonly districtMatching: string | null;
  readonly construction: { readonly from: string; readonly to?: string };
  readonly statedBy: string;
  readonly statedAt: Micros;
  readonly audit?: MoneyAudit;
}
