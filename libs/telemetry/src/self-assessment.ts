import type { Micros } from './time.js';

/** What the weights of a self-assessment come to. */
export const FULL_POINTS = 100;

/** The row that every self-assessment has, with its weight: how much of the year's budget was carried out. */
export const BUDGET_ROW = 'budget-execution';
export const BUDGET_WEIGHT = 10;

/** Points are 0…100 with at most two decimals, so that sums of them are exact in hundredths. */
export const isPoints = (points: number): boolean => points >= 0 && points <= FULL_POINTS && Number(points.toFixed(2)) === points;

export const hundredths = (points: number): number => Math.round(points * 100);

/** The sum of points, exact to the hundredth. */
export const sumOfPoints = (points: readonly number[]): number => points.reduce((sum, one) => sum + hundredths(one), 0) / 100;

/** What people say of one row: all else of it is the platform's. */
export interface SelfAssessmentEntry {
  /** An indicator of the contract, `milestone.{id}`, or `budget-execution`. */
  readonly row: string;
  /** 分值. */
  readonly weight: number;
  /** 得分, 0…weight; null while none is given. */
  readonly score: number | null;
  /** 偏差原因分析及改进措施; '' while there is none. */
  readonly deviation: string;
  /** Second level (二级指标) in place of the catalogue's. */
  readonly level?: string;
}

/** The table as it was when it was issued. */
export interface IssuedSelfAssessment {
  readonly asOf: Micros;
  /** The whole table; plain JSON. */
  readonly table: unknown;
  /** `sha256:` of the table's canonical JSON. */
  readonly digest: string;
}

/** One version of a project's yearly performance self-assessment (绩效自评表). Never changed; a later one takes its place. */
export interface SelfAssessmentVersion {
  readonly project: string;
  readonly year: number;
  /** From 1 for each year. */
  readonly version: number;
  readonly entries: readonly SelfAssessmentEntry[];
  /** Why an issued one was taken up again. */
  readonly reason?: string;
  readonly issued?: IssuedSelfAssessment;
  readonly who: string;
  readonly at: Micros;
}
