import type { Comparator, Origin } from '@yanshou/telemetry';
import type { BilingualText, DeviceFigure, IndicatorKind, OutcomeFigures, SourceKind, Verdict } from '@yanshou/catalogue';
import type { SufficiencyFigure } from './sufficiency/sufficiency-figure.js';
import type { GapFigures } from './gaps/gap-figures.js';

/** A ratio with its value in the indicator's unit. */
export interface RatioFigure {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number;
}

/** How many of a gain's amounts are measured and how many declared: shown wherever the value is. */
export interface SourceShares {
  /** Amounts of the legs that stored readings gave, and that somebody stated. */
  readonly measured: number;
  readonly declared: number;
}

/** What is printed beside the value; `legs`, `evidence` and `tables` are those of the outcome. */
export interface RowFigures extends Omit<OutcomeFigures, 'byCalendar24h' | 'devices'> {
  readonly byPlannedTime?: RatioFigure;
  readonly byCalendar24h?: RatioFigure;
  readonly sources?: SourceShares;
  /** What the data behind the value is worth; absent where no device is behind it. Its table is the last of `tables`. */
  readonly sufficiency?: SufficiencyFigure;
  readonly exemptShare: number | null;
  readonly perDevice?: readonly DeviceFigure[];
  /** Why the devices judged miss intervals; only in an assessment, elsewhere it is asked for by itself. */
  readonly gaps?: GapFigures;
}

/** One line of the acceptance table: the public contract's row, then what explains it. Plain JSON; numbers unrounded. */
export interface IndicatorRow {
  readonly project: string;
  readonly indicator: string;
  readonly clause: string;
  /** ISO 8601, from ≤ t < to. */
  readonly from: string;
  readonly to: string;
  /** In `unit`; null when no value follows from the data. */
  readonly value: number | null;
  readonly unit: string;
  readonly comparator: Comparator;
  /** In `unit`; null when neither contract nor programme sets one. */
  readonly target: number | null;
  readonly verdict: Verdict;
  /** Device coverage 0…1: valid ÷ expected intervals of the devices judged; null where no interval is expected. */
  readonly coverage: number | null;
  /** 0…1; null for a window without minutes. */
  readonly platformCoverage: number | null;
  /** Of the value, in `unit` and to both sides; null where none can be stated. */
  readonly uncertainty: number | null;
  /**
   * value = scale × numerator ÷ denominator; a count has the denominator 1. Of a gain: in lowest terms, both null where
   * one is no safe integer (its legs are exact in `figures.legs`).
   */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Ids of devices that count in the numerator, ascending. */
  readonly devices: readonly string[];
  /** Valid readings of the devices judged. */
  readonly readings: number;
  /** The origin that weighs most among those seen; `none` without any reading. */
  readonly origin: Origin | 'none';
  readonly sourceKind: SourceKind;
  readonly formulaVersion: string;
  /** `sha256:` and 64 hex digits. */
  readonly inputsDigest: string;

  readonly nameZh: string;
  readonly nameEn: string;
  /** 100 for per cent, 1 for counts. */
  readonly scale: number;
  /** Every origin seen, in the order of ORIGINS. */
  readonly origins: readonly Origin[];
  /** The programme's target where the contract's is less demanding; null otherwise. */
  readonly loweredFrom: number | null;
  /** Only of a lowered target: the number of its approval; null without one, which is 未经批准调整. */
  readonly loweredApproval?: string | null;
  /** Only of a row that the target of a year decides: in `unit`, that of the whole term. */
  readonly termTarget?: number | null;
  /** Why the verdict is not simply met or not met, and what else a reader must know. */
  readonly reasons: readonly BilingualText[];
  readonly figures: RowFigures;
  /** Of a gain as it turned out: telemetry only when both legs are; else that of the catalogue. */
  readonly kind: IndicatorKind;
  /** False for an indicator that this version knows and does not compute. */
  readonly computed: boolean;
}
