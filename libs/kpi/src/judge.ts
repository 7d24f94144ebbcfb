import { decimalFraction, exactRatio, holds, ratioFraction } from '@yanshou/catalogue';
import type { BilingualText, CoverageGate, IndicatorDefinition, Outcome, Verdict } from '@yanshou/catalogue';
import { baselineDowntime } from './baseline-downtime.js';
import type { EffectiveTarget } from './effective-target.js';
import type { EvaluationContext } from './evaluation-context.js';
import { AWAITS_DECISION, AWAITS_EVIDENCE, DOWNTIME_DECIDES, LOWERED_APPROVED, LOWERED_UNAPPROVED, NO_TARGET, PLATFORM_COVERAGE_LOW, WORTH_UNKNOWN } from './row-reasons.js';
import type { SufficiencyFigure } from './sufficiency/sufficiency-figure.js';
import { insufficiencyReasons, sufficiencyNotes } from './sufficiency/sufficiency-words.js';
import { weakerTerms } from './weaker-terms.js';

export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly BilingualText[];
}

type Value = Extract<Outcome, { readonly kind: 'value' }>;

/** A value with the target and the data that it is judged by. */
export interface JudgedValue {
  readonly definition: IndicatorDefinition;
  readonly target: EffectiveTarget;
  readonly outcome: Outcome;
  readonly context: EvaluationContext;
  readonly sufficiency: SufficiencyFigure | null;
}

/** Data first, then the target: coverage below the minimum is never a lucky `met`. */
export function judge({ definition, target, outcome, context, sufficiency }: JudgedValue): Judgement {
  const lowered = target.loweredFrom === null ? [] : [target.approval === null ? LOWERED_UNAPPROVED : LOWERED_APPROVED];
  if (outcome.kind === 'insufficient') return withoutValue(outcome, lowered);
  const notes = [...(outcome.notes ?? []), ...baselineDowntime(outcome, context), ...(sufficiency === null ? [] : sufficiencyNotes(sufficiency))];
  const also = [...notes, ...lowered, ...weakerTerms(definition, context.contract)];
  const gated = definition.computed ? [...lowPlatform(definition.gates, outcome, context), ...unknownWorth(definition.gates, outcome, sufficiency), ...lowData(sufficiency, context)] : [];
  if (gated.length > 0) return { verdict: 'insufficient-data', reasons: [...gated, ...also] };
  if (target.value === null) return { verdict: 'pending-evidence', reasons: [NO_TARGET, ...notes, ...weakerTerms(definition, context.contract)] };
  return againstTarget(outcome, also, (ratio) => reaches(ratio, definition, target.comparator, target.value as number));
}

/** What is missed only because of what awaits a decision, or of our own downtime, is not missed. */
function againstTarget({ ratio, withSubmitted, withoutDowntime }: Value, also: readonly BilingualText[], isReached: (ratio: Value['ratio']) => boolean): Judgement {
  if (isReached(ratio)) return { verdict: 'met', reasons: also };
  if (withSubmitted !== undefined && isReached(withSubmitted)) return { verdict: 'pending-evidence', reasons: [AWAITS_EVIDENCE, ...also] };
  if (withoutDowntime !== undefined && isReached(withoutDowntime)) return { verdict: 'insufficient-data', reasons: [DOWNTIME_DECIDES, ...also] };
  return { verdict: 'not-met', reasons: also };
}

function withoutValue({ reason, awaitsDecision }: Extract<Outcome, { readonly kind: 'insufficient' }>, lowered: readonly BilingualText[]): Judgement {
  return awaitsDecision === true
    ? { verdict: 'pending-evidence', reasons: [AWAITS_DECISION, reason, ...lowered] }
    : { verdict: 'insufficient-data', reasons: [reason, ...lowered] };
}

const reaches = (ratio: Value['ratio'], { scale }: IndicatorDefinition, comparator: EffectiveTarget['comparator'], target: number): boolean =>
  holds(exactRatio(ratio, scale), comparator, decimalFraction(target));

/** A leg of devices that was not judged holds the verdict back: what is not known is not enough. */
function unknownWorth(gates: readonly CoverageGate[], { figures: { legs = [] } }: Value, sufficiency: SufficiencyFigure | null): readonly BilingualText[] {
  if (!gates.includes('device')) return [];
  const judged = new Set(sufficiency?.legs.map(({ leg }) => leg));
  return legs.some(({ leg, intervals }) => intervals !== null && !judged.has(leg)) ? [WORTH_UNKNOWN] : [];
}

const lowData = (sufficiency: SufficiencyFigure | null, { contract }: EvaluationContext): readonly BilingualText[] =>
  (sufficiency === null ? [] : insufficiencyReasons(sufficiency, contract.plannedTime.zone));

/** The platform's coverage is of the reporting period, so it says nothing of a value that has no reading of it. */
function lowPlatform(gates: readonly CoverageGate[], { figures: { legs } }: Value, context: EvaluationContext): readonly BilingualText[] {
  const reporting = legs?.find(({ leg }) => leg === 'reporting');
  return gates.includes('platform') && reporting?.intervals !== null && !platformSuffices(context) ? [PLATFORM_COVERAGE_LOW] : [];
}

function platformSuffices({ contract, platformCoverage: { covered, total } }: EvaluationContext): boolean {
  return total > 0 && holds(ratioFraction(covered, total), '>=', decimalFraction(contract.minimumPlatformCoverage));
}
