/** Where in the rule document a figure stands. */
interface Cited {
  readonly clause: string;
}

/** Share of the investment that is paid, and the most that is. */
export interface SubsidyFigure extends Cited {
  /** Above 0, at most 100, with at most two decimals. */
  readonly percent: number;
  /** Whole 分 as decimal text. */
  readonly cap: string;
}

/** What a rule document says in numbers; what it does not say is absent, and not judged. */
export interface RuleFigures {
  readonly subsidy?: SubsidyFigure;
  /** Of a project that the ministry has named a demonstration; a later naming tops up the difference. */
  readonly named?: SubsidyFigure;
  /** First day whose investment counts, `YYYY-MM-DD`. */
  readonly investmentFrom?: Cited & { readonly day: string };
  /** Longest construction, in whole years. */
  readonly construction?: Cited & { readonly years: number };
  /** What the district has to match of what is requested, in per cent. */
  readonly matching?: Cited & { readonly percent: number };
  /** Most projects of a direction. */
  readonly quotas?: readonly (Cited & { readonly direction: string; readonly projects: number })[];
}
