import type { Micros } from './time.js';

/** How a figure came into the platform, strongest first; an indicator shows its weakest. */
export const SOURCE_KINDS = ['collected', 'other-system', 'entered', 'imported'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What a declared figure is for: an input of one leg of a formula, the unit's own result, or an auditor's. */
export const FIGURE_PURPOSES = ['baseline', 'reporting', 'own', 'audited'] as const;
export type FigurePurpose = (typeof FIGURE_PURPOSES)[number];

export const DECISION_STATES = ['submitted', 'accepted', 'rejected'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

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
  readonly sourceKind: Exclude<SourceKind, 'collected'>;
  /** Id of the evidence file that it is taken from. */
  readonly evidence?: string;
  readonly explanation?: string;
  readonly status: DecisionState;
  /** Who stated it and who accepted or rejected it: never the same person. */
  readonly statedBy: string;
  readonly statedAt: Micros;
  readonly decidedBy?: string;
}
