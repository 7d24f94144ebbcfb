import type { Micros } from './time.js';

/** How a figure came into the platform, strongest first; an indicator shows its weakest. */
export const SOURCE_KINDS = ['collected', 'other-system', 'entered', 'imported'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What a declared figure is for: an input of one leg of a formula, the unit's own result, or an auditor's. */
export const FIGURE_PURPOSES = ['baseline', 'reporting', 'own', 'audited'] as const;
export type FigurePurpose = (typeof FIGURE_PURPOSES)[number];

export const DECISION_STATES = ['submitted', 'accepted', 'rejected'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** An accepted figure that turned out wrong is withdrawn by two people; another is stated in its place. */
export const FIGURE_STATES = [...DECISION_STATES, 'withdrawn'] as const;
export type FigureState = (typeof FIGURE_STATES)[number];

/** Why an accepted figure is to count no more: asked by one person, decided by another. */
export interface FigureWithdrawal {
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Micros;
  readonly status: DecisionState;
  readonly decidedBy?: string;
}

export interface FigurePeriod {
  readonly from: Micros;
  readonly to: Micros;
}

/** A figure that somebody states, with the file behind it. Counts in an indicator only when accepted. */
export interface DeclaredFigure {
  readonly project: string;
  readonly id: string;
  readonly indicator: string;
  readonly purpose: FigurePurpose;
  /** Name of the input, e.g. `good-quantity` or `sales-income`; `value` for purposes own and audited. */
  readonly quantity: string;
  /** The decimal as it was written, in `unit`. */
  readonly amount: number;
  readonly unit: string;
  /** What it was counted or summed over: from ≤ t < to. Absent where nobody said. */
  readonly period?: FigurePeriod;
  /**
   * The part of the quantity that this is, beside others that are metered or stated apart: the name of the metric that
   * meters it, or of what nobody meters, e.g. `natural-gas`. Absent: all of the quantity.
   */
  readonly item?: string;
  readonly sourceKind: Exclude<SourceKind, 'collected'>;
  /** Id of the evidence file that it is taken from. */
  readonly evidence?: string;
  readonly explanation?: string;
  readonly status: FigureState;
  /** The latest request to withdraw it. */
  readonly withdrawal?: FigureWithdrawal;
  /** Who stated it and who accepted or rejected it: never the same person. */
  readonly statedBy: string;
  readonly statedAt: Micros;
  readonly decidedBy?: string;
  /** The signed opinion that an audited figure is told from: it is corrected by another opinion, and by nothing else. */
  readonly opinion?: { readonly assessment: string; readonly number: number };
}
