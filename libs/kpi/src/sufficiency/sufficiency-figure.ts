import type { Leg } from '@yanshou/telemetry';
import type { SufficiencyRuleName } from '@yanshou/catalogue';

/** A share as integers; of `baseline-days` whole days over one. */
export interface SufficiencyShare {
  readonly numerator: number;
  readonly denominator: number;
}

/** One device, or one series of it, as a rule measured it. */
export interface SufficiencyDevice extends SufficiencyShare {
  readonly device: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Where the rule is about a series. */
  readonly metric?: string;
  /** Of `same-series`: the leg in which it has no reading. */
  readonly missingIn?: Leg;
  /** Of `complete-days`: planned hours and those with data, and the longest gap in planned hours with its ends (ISO 8601). */
  readonly hours?: { readonly planned: number; readonly present: number };
  readonly gap?: { readonly hours: number; readonly from: string; readonly to: string } | null;
}

/** One rule in one leg. */
export interface SufficiencyRule {
  readonly rule: SufficiencyRuleName;
  /** As the contract writes it: a share, or days; the upper one of the baseline's days beside it. */
  readonly limit: number;
  readonly upperLimit?: number;
  /** Over all devices that it was judged of; null where there was nothing to judge, and then it is held. */
  readonly measured: SufficiencyShare | null;
  readonly held: boolean;
  /** Devices judged, and those of them below the limit. */
  readonly devices: number;
  readonly failing: number;
  /** The worst, five at most, the worst first. */
  readonly worst: readonly SufficiencyDevice[];
  /** ISO 8601: data that is received until then counts at the latest; null where no data can mend it, and of a rule that holds. */
  readonly repairableUntil: string | null;
}

/** Days of a series whose amount is far above the others'. */
export interface OutlierFigure {
  readonly device: string;
  readonly metric: string;
  readonly days: readonly string[];
}

export interface SufficiencyLeg {
  readonly leg: Leg;
  readonly rules: readonly SufficiencyRule[];
  readonly outliers: readonly OutlierFigure[];
}

/** What the data behind a value is worth, printed beside it. */
export interface SufficiencyFigure {
  readonly version: string;
  /** False where the silence of devices is what is measured: then it is shown and holds nothing back. */
  readonly gates: boolean;
  readonly lateDeliveryHours: number;
  readonly legs: readonly SufficiencyLeg[];
}
