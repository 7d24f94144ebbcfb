import type { IndicatorKind } from '@yanshou/catalogue';
import type { Micros } from '@yanshou/telemetry';
import type { Forecast } from '../forecast/forecast.js';
import type { IndicatorRow } from '../indicator-row.js';

/** Device coverage of one indicator over one stored day. */
export interface CoverageDay {
  readonly indicator: string;
  readonly from: Micros;
  /** 0…1. */
  readonly coverage: number;
}

export type RiskRow = Pick<IndicatorRow, 'indicator' | 'nameZh' | 'nameEn' | 'value' | 'numerator' | 'denominator' | 'scale' | 'unit' | 'comparator' | 'target' | 'verdict' | 'figures' | 'reasons'> & {
  readonly kind: IndicatorKind;
};

/** What is known of a project that may endanger it. Lists may come in any order. */
export interface RiskFacts {
  readonly now: Micros;
  /** IANA: in which times are told. */
  readonly zone: string;
  /** The assessment window; null without a contract. */
  readonly window: { readonly from: Micros; readonly to: Micros } | null;
  readonly rows: readonly RiskRow[];
  /** `unjudged`: of these nothing is known while what was received is not projected. */
  readonly devices: { readonly total: number; readonly silent: number; readonly never: number; readonly unjudged: number };
  /** Everything received until then is in these facts (null: not known), and whether that is too long ago to call anything silent. */
  readonly heard: { readonly until: Micros | null; readonly isCatchingUp: boolean };
  /** Of any device; null where nothing ever came. */
  readonly lastReceived: Micros | null;
  readonly overdue: readonly { readonly id: string; readonly nameZh: string; readonly nameEn: string; readonly due: Micros; readonly daysLate: number }[];
  readonly coverageDays: readonly CoverageDay[];
  readonly forecasts: readonly Forecast[];
  /** Items and figures that nobody has decided on, and when the oldest of them was submitted. */
  readonly undecided: { readonly count: number; readonly since: Micros | null };
  readonly readings: { readonly received: number; readonly conflicts: number };
  /** Metrics whose values did not move in all the time looked at. */
  readonly frozen: readonly { readonly device: string; readonly metric: string; readonly since: Micros }[];
  /** Items whose number or file another project has too; 0 for a reader who may not learn of it. */
  readonly sharedEvidence: number;
  /** Issued assessments whose figures are others by now, and since when the oldest of them is known to be. */
  readonly staleAssessments: { readonly count: number; readonly since: Micros | null };
  /** Assessments that nothing supersedes and that an auditor does not agree with, and since when the first. */
  readonly objections: { readonly count: number; readonly since: Micros | null };
}
