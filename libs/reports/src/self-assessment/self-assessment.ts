import type { BilingualText, PerformanceLevelId } from '@yanshou/catalogue';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Micros } from '@yanshou/telemetry';

/** What stands beside a value wherever it is shown. */
export type JudgedFigure = Pick<IndicatorRow,
  | 'indicator' | 'nameZh' | 'nameEn' | 'clause' | 'from' | 'to' | 'value' | 'unit' | 'numerator' | 'denominator' | 'scale' | 'comparator' | 'target' | 'loweredFrom' | 'loweredApproval'
  | 'verdict' | 'coverage' | 'platformCoverage' | 'origin' | 'origins' | 'sourceKind' | 'formulaVersion' | 'inputsDigest' | 'reasons'>;

/** A row of the table before anybody has scored it: nothing in it can be typed in. */
export interface SelfAssessmentLine {
  readonly row: string;
  /** Second level; null of the budget's row, which stands by itself. */
  readonly level: PerformanceLevelId | null;
  readonly figure: JudgedFigure;
  /** 年度指标值. */
  readonly planned: BilingualText;
  /** 实际完成值. */
  readonly actual: BilingualText;
  /** How much of it is reached, 0…1, 1 exactly when met; null where the data decides nothing. */
  readonly counted: number | null;
}

export interface SelfAssessmentRow extends Omit<SelfAssessmentLine, 'counted'> {
  readonly area: BilingualText;
  readonly levelName: BilingualText;
  readonly weight: number;
  /** Null while none is given. */
  readonly score: number | null;
  readonly deviation: string;
  /** The platform's suggestion (建议), by its stated rule. */
  readonly proposed: { readonly weight: number; readonly score: number | null };
  /** The value misses its target, or cannot be told: reasons and measures are obligatory. */
  readonly explanationDue: boolean;
}

/** What has to be put right before the table can be issued. */
export interface SelfAssessmentFault extends BilingualText {
  readonly code: 'weights' | 'score-missing' | 'deviation-missing';
  /** '' for the whole table. */
  readonly row: string;
}

export type SelfAssessmentState = 'proposed' | 'draft' | 'issued';

/** The yearly performance self-assessment (绩效自评表) of a project. */
export interface SelfAssessmentTable {
  readonly project: { readonly id: string; readonly nameZh: string; readonly nameEn: string; readonly zone: string };
  readonly year: number;
  /** ISO 8601: the values are of this time. */
  readonly asOf: string;
  readonly state: SelfAssessmentState;
  /** 0 while nothing is saved. */
  readonly version: number;
  readonly who: string | null;
  readonly at: string | null;
  readonly reason: string | null;
  readonly rows: readonly SelfAssessmentRow[];
  readonly totals: { readonly weight: number; readonly score: number | null };
  readonly faults: readonly SelfAssessmentFault[];
  readonly stamps: readonly string[];
}

/** `sha256:` of the canonical JSON of facts. */
export type DigestOf = (facts: unknown) => string;

/** A calendar year of the project's zone, and the moment within it of which the values are. */
export interface AssessedYear {
  readonly year: number;
  readonly from: Micros;
  readonly to: Micros;
  readonly asOf: Micros;
  readonly zone: string;
}
