import type { Comparator, DecisionState, SourceKind } from '@yanshou/telemetry';
import type { BilingualText, IndicatorKind, Verdict } from '@yanshou/catalogue';
import type { IndicatorRow, IndicatorTrace } from '@yanshou/kpi';
import type { Restatement } from './restatement.js';

export const STATEMENT_FORMAT = 'yanshou-report/1';

/** The project as it stood when the statement was made. */
export interface ProjectRecord {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly programme: string;
  readonly direction: string;
  readonly demonstration: boolean;
}

/** A figure that the unit or an auditor states, as it stood. */
export interface StatedFigure {
  readonly value: number;
  readonly unit: string;
  readonly statedBy: string;
  /** ISO 8601. */
  readonly statedAt: string;
  readonly status: DecisionState;
  readonly decidedBy: string | null;
  readonly sourceKind: SourceKind;
  /** Id of the file behind it. */
  readonly evidence: string | null;
  readonly explanation: string | null;
}

/** Four figures that stand side by side; null where nobody stated one. */
export interface FourFigures {
  readonly target: { readonly value: number | null; readonly unit: string; readonly comparator: Comparator; readonly clause: string } & Pick<IndicatorRow, 'loweredFrom' | 'loweredApproval'>;
  readonly own: StatedFigure | null;
  readonly platform: { readonly value: number | null; readonly unit: string; readonly sourceKind: SourceKind };
  readonly audited: StatedFigure | null;
  /** In the unit, to twelve decimals; null where one of the two is missing or has another unit. */
  readonly platformMinusOwn: number | null;
  readonly auditedMinusPlatform: number | null;
}

/** What an indicator is and where it is demanded, as printed beside its value. */
export interface StatedDefinition {
  readonly kind: IndicatorKind;
  readonly programme: string;
  readonly directions: readonly string[];
  readonly clause: { readonly document: string; readonly place: string; readonly quoteZh: string };
  readonly formula: BilingualText;
  readonly ownDefinition: BilingualText | null;
}

export interface StatedIndicator {
  readonly row: IndicatorRow;
  readonly definition: StatedDefinition;
  readonly figures: FourFigures;
  /** The weakest source among the figures that are there. */
  readonly weakestSource: SourceKind;
  /** How the platform's value came about; absent from older statements. */
  readonly trace?: IndicatorTrace;
}

/** Messages of the project since it began; acknowledged = projected + quarantined + pending. */
export interface MessageTotals {
  readonly acknowledged: number;
  readonly projected: number;
  readonly quarantined: number;
  readonly pending: number;
}

/** Readings of the projected messages; received = stored + duplicates + conflicts + rejected. The rest are classes of stored, `gaps` apart. */
export interface ReadingTotals {
  readonly received: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly rejected: number;
  readonly gaps: number;
  readonly late: number;
  readonly serverStamped: number;
}

/** A stretch of the journal that was declared missing: acknowledged messages in it are lost. */
export interface DeclaredGap {
  /** Journal sequences, both included. */
  readonly fromSequence: number;
  readonly toSequence: number;
  /** ISO 8601. */
  readonly declaredAt: string;
  readonly cause: string;
  readonly reason: string;
}

/** A broker lost its session with the platform: messages that it had acknowledged then may never have come. */
export interface StatedLoss {
  /** ISO 8601, from ≤ t < to. */
  readonly from: string;
  readonly to: string;
}

/** The fixed statement of an assessment (指标核算): plain JSON, and the same text for the same input. */
export interface Statement {
  readonly format: typeof STATEMENT_FORMAT;
  readonly title: BilingualText;
  readonly assessment: string;
  readonly project: ProjectRecord;
  /** ISO 8601, from ≤ t < to; `days` where only single calendar days of `zone` count. */
  readonly period: { readonly from: string; readonly to: string; readonly zone: string; readonly days: readonly string[] | null };
  /** The period that the contract fixed, and whether it is the one assessed; `interim` is never the assessment of the acceptance. Absent from older statements. */
  readonly reportingPeriod?: Statement['period'];
  readonly scope?: 'whole' | 'interim';
  readonly baseline: { readonly from: string; readonly to: string } | null;
  readonly createdAt: string;
  readonly platformVersion: string;
  readonly note: string | null;
  /** Id of the assessment that this one corrects (更正). */
  readonly supersedes: string | null;
  /** What it corrects and by how much; absent where it corrects none, and in older statements. */
  readonly restatement?: Restatement;
  /** 模拟数据 SIMULATED, 回放数据 REPLAYED; empty for live data. */
  readonly stamps: readonly string[];
  readonly indicators: readonly StatedIndicator[];
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly totals: { readonly messages: MessageTotals; readonly readings: ReadingTotals };
  readonly balance: { readonly messages: boolean; readonly readings: boolean };
  readonly gaps: readonly DeclaredGap[];
  /** Those that touch the period or the baseline, ascending; absent where there is none. */
  readonly lostSessions?: readonly StatedLoss[];
  /** What an acknowledgement to a device meant where the statement was made; older statements do not say. */
  readonly promise?: BilingualText;
  /** What the statement does not replace. */
  readonly limits: readonly BilingualText[];
}
