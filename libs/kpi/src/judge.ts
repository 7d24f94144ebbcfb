import { decimalFraction, exactRatio, holds, ratioFraction } from '@yanshou/catalogue';
import type { BilingualText, CoverageGate, IndicatorDefinition, IntervalTotals, Outcome, Verdict } from '@yanshou/catalogue';
import type { EffectiveTarget } from './effective-target.js';
import type { EvaluationContext } from './evaluation-context.js';
import {
  AWAITS_DECISION, AWAITS_EVIDENCE, DEVICE_COVERAGE_LOW, LOWERED_APPROVED, LOWERED_UNAPPROVED, NO_TARGET, PLATFORM_COVERAGE_LOW,
} from './row-reasons.js';

export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly BilingualText[];
}

/** Where the contract names no minimum of device coverage. */
export const DEFAULT_DEVICE_COVERAGE = 0.8;

type Value = Extract<Outcome, { readonly kind: 'value' }>;

/** Data first, then the target: coverage below the minimum is never a lucky `met`. */
export function judge(definition: IndicatorDefinition, target: EffectiveTarget, outcome: Outcome, context: EvaluationContext): Judgement {
  const lowered = target.loweredFrom === null ? [] : [target.approval === null ? LOWERED_UNAPPROVED : LOWERED_APPROVED];
  if (outcome.kind === 'insufficient') return withoutValue(outcome, lowered);
  const also = [...(outcome.notes ?? []), ...lowered];
  const gated = definition.computed ? lowCoverage(definition.gates, outcome, context) : [];
  if (gated.length > 0) return { verdict: 'insufficient-data', reasons: [...gated, ...also] };
  if (target.value === null) return { verdict: 'pending-evidence', reasons: [NO_TARGET, ...(outcome.notes ?? [])] };
  if (reaches(outcome.ratio, definition, target.comparator, target.value)) return { verdict: 'met', reasons: also };
  const reachable = outcome.withSubmitted !== undefined && reaches(outcome.withSubmitted, definition, target.comparator, target.value);
  return reachable ? { verdict: 'pending-evidence', reasons: [AWAITS_EVIDENCE, ...also] } : { verdict: 'not-met', reasons: also };
}

function withoutValue({ reason, awaitsDecision }: Extract<Outcome, { readonly kind: 'insufficient' }>, lowered: readonly BilingualText[]): Judgement {
  return awaitsDecision === true
    ? { verdict: 'pending-evidence', reasons: [AWAITS_DECISION, reason, ...lowered] }
    : { verdict: 'insufficient-data', reasons: [reason, ...lowered] };
}

const reaches = (ratio: Value['ratio'], { scale }: IndicatorDefinition, comparator: EffectiveTarget['comparator'], target: number): boolean =>
  holds(exactRatio(ratio, scale), comparator, decimalFraction(target));

/** The platform's coverage is of the reporting period, so it says nothing of a value that has no reading of it. */
function lowCoverage(gates: readonly CoverageGate[], { figures: { legs } }: Value, context: EvaluationContext): readonly BilingualText[] {
  const reporting = legs?.find(({ leg }) => leg === 'reporting');
  const byPlatform = gates.includes('platform') && reporting?.intervals !== null && !platformSuffices(context);
  const minimum = context.contract.minimumDeviceCoverage ?? DEFAULT_DEVICE_COVERAGE;
  const silent = (legs ?? []).filter(({ intervals }) => intervals !== null && !reachesShare(intervals, minimum));
  return [...(byPlatform ? [PLATFORM_COVERAGE_LOW] : []), ...(gates.includes('device') ? silent.map(({ leg }) => DEVICE_COVERAGE_LOW[leg]) : [])];
}

const reachesShare = ({ valid, expected }: IntervalTotals, minimum: number): boolean =>
  expected > 0 && holds(ratioFraction(valid, expected), '>=', decimalFraction(minimum));

function platformSuffices({ contract, platformCoverage: { covered, total } }: EvaluationContext): boolean {
  return total > 0 && holds(ratioFraction(covered, total), '>=', decimalFraction(contract.minimumPlatformCoverage));
}
