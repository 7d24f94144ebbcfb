import { Failure, ORIGINS, formatIsoMicros } from '@yanshou/telemetry';
import { fractionToNumber } from '@yanshou/catalogue';
import type { FigureTable, IndicatorDefinition, Outcome } from '@yanshou/catalogue';
import { definitionFor } from './contract-indicator.js';
import { effectiveTarget } from './effective-target.js';
import type { EvaluationContext } from './evaluation-context.js';
import { withGaps } from './gaps/gap-figures.js';
import { withMinimumData } from './gaps/minimum-figures.js';
import type { IndicatorRow } from './indicator-row.js';
import { inputsDigest } from './inputs-digest.js';
import { judge } from './judge.js';
import { lostSessionNotes, lostSessionsOf } from './lost-session-note.js';
import { measure } from './measurement.js';
import type { Measurement } from './measurement.js';
import { measurementFor, ownWindowNotes } from './own-window.js';
import { NO_NUMBER, NOT_COMPUTED, OF_PROGRAMME } from './row-reasons.js';
import { sufficiencyOf } from './sufficiency/sufficiency-of.js';
import { withSufficiency } from './sufficiency/sufficiency-table.js';
import { exactOf, figuresOf, heaviest, kindOf, ratioOf, readingsOf, share, weakestOf } from './row-values.js';
import { yearTarget } from './year-target.js';

/**
 * One indicator of one project over the window of its contract. Pure: the same context in any order of rows gives the
 * same row, byte for byte. An indicator that is not computed gives a row without a value. Throws Failure
 * `unknown-indicator` for an id that neither catalogue nor contract has and `inventory-inconsistent` for a device
 * without a usable class.
 */
export const evaluate = (indicatorId: string, context: EvaluationContext): IndicatorRow => evaluateMeasured(indicatorId, measure(context));

/** All indicators named, or one row for every indicator that the contract has a target for, in that order. Reads the rows of the context once. */
export function evaluateAll(context: EvaluationContext, indicatorIds?: readonly string[]): readonly IndicatorRow[] {
  const promised = context.contract.targets.map((target) => target.indicator);
  const measurement = measure(context);
  return (indicatorIds ?? [...new Set(promised)]).map((id) => evaluateMeasured(id, measurement));
}

/** As `evaluate`, from a context that `measure` has read already; of a figure with an own window, the part of it. */
export function evaluateMeasured(indicatorId: string, whole: Measurement): IndicatorRow {
  const measurement = measurementFor(indicatorId, whole);
  const { contract, platformCoverage, origins } = measurement.context;
  const definition = definitionFor(indicatorId, contract);
  if (!definition) throw unknownIndicator(indicatorId);
  const target = effectiveTarget(definition, contract);
  const outcome = outcomeOf(definition, measurement);
  const sufficiency = sufficiencyOf(definition, outcome, measurement);
  const { judgedBy, shown, notes } = yearTarget(target, definition.id, measurement.context);
  const { verdict, reasons } = judge({ definition, target: judgedBy, outcome, context: measurement.context, sufficiency });
  const lost = lostSessionsOf(definition, outcome, measurement.context);
  const exact = exactOf(outcome, definition.scale);
  const { numerator, denominator } = ratioOf(outcome);
  const intervals = outcome.kind === 'value' ? outcome.intervals : null;
  return {
    project: contract.project,
    indicator: definition.id,
    clause: target.clause,
    from: formatIsoMicros(contract.window.from),
    to: formatIsoMicros(contract.window.to),
    value: exact === null ? null : fractionToNumber(exact),
    unit: definition.unit,
    comparator: target.comparator,
    target: judgedBy.value,
    ...shown,
    verdict,
    coverage: intervals === null ? null : share(intervals.valid, intervals.expected),
    platformCoverage: share(platformCoverage.covered, platformCoverage.total),
    uncertainty: outcome.kind === 'value' ? (outcome.uncertainty ?? null) : null,
    numerator,
    denominator,
    devices: outcome.kind === 'value' ? outcome.counted : [],
    readings: readingsOf(definition, outcome, measurement),
    origin: heaviest(origins),
    sourceKind: weakestOf(definition, outcome, origins),
    formulaVersion: definition.formulaVersion,
    inputsDigest: inputsDigest({ definition, target, isShown: sufficiency !== null, lost }, measurement),
    nameZh: definition.nameZh,
    nameEn: definition.nameEn,
    scale: definition.scale,
    origins: ORIGINS.filter((origin) => origins.includes(origin)),
    loweredFrom: target.loweredFrom,
    ...(target.loweredFrom === null ? {} : { loweredApproval: target.approval }),
    reasons: [...reasons, ...ownWindowNotes(definition.id, contract), ...notes, ...lostSessionNotes(lost, contract.plannedTime.zone)],
    figures: withSufficiency(withMinimumData(withGaps(figuresOf(outcome, definition, measurement.exemptShare), measurement), measurement), sufficiency, contract),
    kind: kindOf(definition, outcome),
    computed: definition.computed,
  };
}

/** A value that no number can hold is none. */
export function outcomeOf(definition: IndicatorDefinition, { inputs }: Measurement): Outcome {
  if (!definition.computed) return { kind: 'insufficient', reason: definition.ofProgramme === undefined ? NOT_COMPUTED : OF_PROGRAMME };
  const outcome = definition.compute(inputs);
  if (outcome.kind === 'insufficient') return cellsOf(outcome.figures?.tables).every(Number.isFinite) ? outcome : { kind: 'insufficient', reason: NO_NUMBER };
  const exact = exactOf(outcome, definition.scale);
  const legs = (outcome.figures.legs ?? []).flatMap((leg) => [leg.value, ...leg.quantities.map(({ amount }) => amount)]);
  const numbers = [...legs, ...cellsOf(outcome.figures.tables), outcome.uncertainty ?? 0, ...(exact === null ? [] : [fractionToNumber(exact)])];
  return numbers.every(Number.isFinite) ? outcome : { kind: 'insufficient', reason: NO_NUMBER };
}

const cellsOf = (tables: readonly FigureTable[] = []): readonly number[] => tables.flatMap(({ rows }) => rows.flat()).filter((cell) => typeof cell === 'number');

const unknownIndicator = (id: string): Failure =>
  new Failure('unknown-indicator', `no such indicator: ${id}`, false, {
    zh: `指标目录中没有“${id}”，请查看 GET /api/v1/catalogue`,
    en: `The catalogue has no "${id}"; see GET /api/v1/catalogue`,
  });
