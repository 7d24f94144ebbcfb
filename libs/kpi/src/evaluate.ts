import { Failure, ORIGINS, formatIsoMicros } from '@yanshou/telemetry';
import type { Origin } from '@yanshou/telemetry';
import { decimalFraction, findIndicator, holds, ratioFraction } from '@yanshou/catalogue';
import type { BilingualText, IndicatorDefinition, Outcome, Ratio, SourceKind, Verdict } from '@yanshou/catalogue';
import { effectiveTarget } from './effective-target.js';
import type { EffectiveTarget } from './effective-target.js';
import type { EvaluationContext } from './evaluation-context.js';
import type { IndicatorRow, RatioFigure, RowFigures } from './indicator-row.js';
import { inputsDigest } from './inputs-digest.js';
import { measure } from './measurement.js';
import type { Measurement } from './measurement.js';
import { LOWERED_APPROVED, LOWERED_UNAPPROVED, NO_TARGET, PLATFORM_COVERAGE_LOW } from './row-reasons.js';

/**
 * One indicator of one project over the window of its contract. Pure: the same context in any order of rows gives the
 * same row, byte for byte. Throws Failure `unknown-indicator` for an id that the catalogue does not have and
 * `inventory-inconsistent` for a device without a usable class.
 */
export const evaluate = (indicatorId: string, context: EvaluationContext): IndicatorRow => evaluateMeasured(indicatorId, measure(context));

/**
 * All indicators named, or those of the contract's targets that the catalogue computes, in that order. Reads the rows
 * of the context once.
 */
export function evaluateAll(context: EvaluationContext, indicatorIds?: readonly string[]): readonly IndicatorRow[] {
  const promised = context.contract.targets.map((target) => target.indicator).filter((id) => findIndicator(id) !== undefined);
  const measurement = measure(context);
  return (indicatorIds ?? [...new Set(promised)]).map((id) => evaluateMeasured(id, measurement));
}

/** As `evaluate`, from a context that `measure` has read already. */
export function evaluateMeasured(indicatorId: string, measurement: Measurement): IndicatorRow {
  const definition = findIndicator(indicatorId);
  if (!definition) throw unknownIndicator(indicatorId);
  const { contract, platformCoverage, origins } = measurement.context;
  const target = effectiveTarget(definition, contract);
  const outcome = definition.compute(measurement.inputs);
  const { verdict, reasons } = judge(definition, target, outcome, measurement);
  const ratio = outcome.kind === 'value' ? outcome.ratio : null;
  const intervals = outcome.kind === 'value' ? outcome.intervals : null;
  return {
    project: contract.project,
    indicator: definition.id,
    clause: target.clause,
    from: formatIsoMicros(contract.window.from),
    to: formatIsoMicros(contract.window.to),
    value: ratio === null ? null : valueOf(ratio, definition.scale),
    unit: definition.unit,
    comparator: target.comparator,
    target: target.value,
    verdict,
    coverage: intervals === null ? null : share(intervals.valid, intervals.expected),
    platformCoverage: share(platformCoverage.covered, platformCoverage.total),
    uncertainty: null,
    numerator: ratio?.numerator ?? null,
    denominator: ratio?.denominator ?? null,
    devices: outcome.kind === 'value' ? outcome.counted : [],
    readings: readingsOf(definition, outcome, measurement),
    origin: heaviest(origins),
    sourceKind: weakest(definition, origins),
    formulaVersion: definition.formulaVersion,
    inputsDigest: inputsDigest(definition, target, measurement),
    nameZh: definition.nameZh,
    nameEn: definition.nameEn,
    scale: definition.scale,
    origins: ORIGINS.filter((origin) => origins.includes(origin)),
    loweredFrom: target.loweredFrom,
    reasons,
    figures: figuresOf(outcome, definition, measurement.exemptShare),
  };
}

const unknownIndicator = (id: string): Failure =>
  new Failure('unknown-indicator', `no such indicator: ${id}`, false, {
    zh: `指标目录中没有“${id}”，请查看 GET /api/v1/catalogue`,
    en: `The catalogue has no "${id}"; see GET /api/v1/catalogue`,
  });

interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly BilingualText[];
}

/** Data first, then the target: coverage below the minimum is never a lucky `met`. */
function judge(definition: IndicatorDefinition, target: EffectiveTarget, outcome: Outcome, { context }: Measurement): Judgement {
  const lowered = target.loweredFrom === null ? [] : [target.approval === null ? LOWERED_UNAPPROVED : LOWERED_APPROVED];
  if (outcome.kind === 'insufficient') return { verdict: 'insufficient-data', reasons: [outcome.reason, ...lowered] };
  if (definition.gates.includes('platform') && !platformSuffices(context)) {
    return { verdict: 'insufficient-data', reasons: [PLATFORM_COVERAGE_LOW, ...lowered] };
  }
  if (target.value === null) return { verdict: 'pending-evidence', reasons: [NO_TARGET] };
  const value = ratioFraction(outcome.ratio.numerator, outcome.ratio.denominator, definition.scale);
  const met = holds(value, target.comparator, decimalFraction(target.value));
  return { verdict: met ? 'met' : 'not-met', reasons: lowered };
}

function platformSuffices({ contract, platformCoverage: { covered, total } }: EvaluationContext): boolean {
  return total > 0 && holds(ratioFraction(covered, total), '>=', decimalFraction(contract.minimumPlatformCoverage));
}

const valueOf = ({ numerator, denominator }: Ratio, scale: number): number => (scale * numerator) / denominator;
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Readings of the process points or of the devices judged; none where nothing was judged. */
function readingsOf({ inputs: used }: IndicatorDefinition, outcome: Outcome, { inputs, readings, activity }: Measurement): number {
  if (outcome.kind === 'insufficient') return 0;
  if (used.some((input) => input.name === 'series-activity')) {
    const points = new Set(inputs.processPoints.map((point) => `${point.device}\n${point.metric}`));
    return activity.reduce((sum, [device, metric, valid]) => sum + (points.has(`${device}\n${metric}`) ? valid : 0), 0);
  }
  return (outcome.figures.devices ?? []).reduce((sum, device) => sum + (readings.get(device.id) ?? 0), 0);
}

const BY_WEIGHT: readonly Origin[] = ['simulated', 'replayed', 'imported', 'live'];
const heaviest = (origins: readonly Origin[]): Origin | 'none' => BY_WEIGHT.find((origin) => origins.includes(origin)) ?? 'none';

function weakest(definition: IndicatorDefinition, origins: readonly Origin[]): SourceKind {
  return definition.sourceKind === 'collected' && origins.includes('imported') ? 'imported' : definition.sourceKind;
}

function figuresOf(outcome: Outcome, { scale }: IndicatorDefinition, exemptShare: number | null): RowFigures {
  if (outcome.kind === 'insufficient') return { exemptShare };
  const { byCalendar24h, devices, ...counts } = outcome.figures;
  const figure = (ratio: Ratio): RatioFigure => ({ ...ratio, value: valueOf(ratio, scale) });
  return {
    ...counts,
    exemptShare,
    ...(byCalendar24h && { byPlannedTime: figure(outcome.ratio), byCalendar24h: figure(byCalendar24h) }),
    ...(devices && { perDevice: devices }),
  };
}
