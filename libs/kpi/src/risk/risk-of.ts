import type { RiskFacts } from './risk-facts.js';
import { RISK_CODES, RISK_GROUPS, RISK_SEVERITIES } from './risk-reason.js';
import type { RiskReason, RiskState } from './risk-reason.js';
import { RISK_RULES } from './risk-rules.js';

export interface Risk {
  readonly state: RiskState;
  /** Serious ones first. */
  readonly reasons: readonly RiskReason[];
}

/**
 * Why a project may not pass, and the one word for it. `unknown` without a contract or targets, or while nothing worse is known and the platform has not stored what it received;
 * else the worst group of its reasons; `on-track` without any. A notice about a target that is nearly there does not endanger
 * a project whose forecast reaches it. Pure; the same facts in any order give the same answer.
 */
export function riskOf(facts: RiskFacts): Risk {
  const reasons = RISK_RULES.flatMap((rule) => rule(facts)).sort(byWeight);
  return { state: stateOf(facts, reasons), reasons };
}

function stateOf(facts: RiskFacts, reasons: readonly RiskReason[]): RiskState {
  if (facts.window === null || facts.rows.length === 0) return 'unknown';
  const counting = reasons.filter((reason) => endangers(reason, facts));
  return RISK_GROUPS.find((group) => counting.some((reason) => reason.group === group)) ?? (reasons.some(({ code }) => code === 'silence-unjudged') ? 'unknown' : 'on-track');
}

/** What is undecided on paper endangers nobody by itself: its indicator says so where it does. Nor does what the platform has not got to yet. */
function endangers({ code, indicator }: RiskReason, { forecasts }: RiskFacts): boolean {
  if (code === 'evidence-undecided' || code === 'silence-unjudged') return false;
  const isReached = forecasts.some((forecast) => forecast.kind === 'forecast' && forecast.indicator === indicator && forecast.verdict === 'likely-met');
  return !(isReached && (code === 'target-near' || code === 'target-far'));
}

const byWeight = (left: RiskReason, right: RiskReason): number =>
  RISK_SEVERITIES.indexOf(left.severity) - RISK_SEVERITIES.indexOf(right.severity) ||
  RISK_CODES.indexOf(left.code) - RISK_CODES.indexOf(right.code) ||
  compareTexts(left.indicator ?? '', right.indicator ?? '') || compareTexts(left.zh, right.zh);

const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
