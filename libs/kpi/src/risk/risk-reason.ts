import type { BilingualText } from '@yanshou/catalogue';

/** A project in one word; the worst that its reasons and verdicts say. */
export const RISK_STATES = ['off-track', 'suspicious', 'silent', 'at-risk', 'on-track', 'unknown'] as const;
export type RiskState = (typeof RISK_STATES)[number];

/** What a reason is about: it decides which word the project gets. */
export const RISK_GROUPS = ['off-track', 'suspicious', 'silent', 'at-risk'] as const;
export type RiskGroup = (typeof RISK_GROUPS)[number];

export const RISK_SEVERITIES = ['serious', 'warning', 'notice'] as const;
export type RiskSeverity = (typeof RISK_SEVERITIES)[number];

export const RISK_CODES = [
  'target-missed', 'evidence-shared', 'conflicting-readings', 'frozen-values', 'silent', 'devices-silent', 'coverage-falling', 'data-missing', 'target-far', 'target-near',
  'forecast-missed', 'milestone-overdue', 'evidence-missing', 'evidence-undecided', 'silence-unjudged',
  'assessment-stale', 'auditor-disagrees',
] as const;
export type RiskCode = (typeof RISK_CODES)[number];

/** Why a project may not pass, with the figure that says so and since when. */
export interface RiskReason extends BilingualText {
  readonly code: RiskCode;
  readonly group: RiskGroup;
  readonly severity: RiskSeverity;
  /** ISO 8601; null where no beginning is known. */
  readonly since: string | null;
  readonly figure: { readonly value: number | null; readonly limit: number | null; readonly unit: string };
  readonly indicator?: string;
}
