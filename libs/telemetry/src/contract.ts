import type { PlannedTime } from './planned-time.js';
import type { Micros } from './time.js';

export type Comparator = '>=' | '<=' | '=' | '>' | '<';

/** One target of a signed contract (任务书). */
export interface ContractTarget {
  readonly indicator: string;
  readonly comparator: Comparator;
  /** In `unit`. */
  readonly value: number;
  readonly unit: string;
  /** Document and place, e.g. `S000 一(二)1 考核指标(1)`. */
  readonly clause: string;
  /** Approval number of a target lowered below the programme's default. */
  readonly approval?: string;
}

/** The assessment window, fixed beforehand: from ≤ time < to. */
export interface AssessmentWindow {
  readonly from: Micros;
  readonly to: Micros;
  /** Only these calendar days `YYYY-MM-DD` of the planned time's zone, where data was recorded on single days; all when absent. */
  readonly days?: readonly string[];
}

/** What a project promised and how it is judged; fixed before the period begins, changes approved. */
export interface ProjectContract {
  readonly project: string;
  readonly programme: string;
  readonly direction: string;
  readonly targets: readonly ContractTarget[];
  readonly window: AssessmentWindow;
  readonly baseline?: { readonly from: Micros; readonly to: Micros };
  /** Share of expected intervals from which a device counts as networked. */
  readonly networkedThreshold: number;
  /** Least platform coverage for a verdict. */
  readonly minimumPlatformCoverage: number;
  readonly plannedTime: PlannedTime;
}
