import { findIndicator } from '@yanshou/catalogue';
import { meteredGains, ownWindowNotes, readsBaseline, roleMetrics } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { DeclaredFigure, Micros, PeriodUnit, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';

/**
 * The contract as it can be judged at a time: its window ends with the last whole hour, because nothing can be expected
 * of the hours to come. From the window's end on, the contract itself.
 */
export function contractAt(contract: ProjectContract, at: Micros): ProjectContract {
  const { from, to } = contract.window;
  const until = Math.floor(at / MICROS_PER_HOUR) * MICROS_PER_HOUR;
  return until >= to ? contract : { ...contract, window: { ...contract.window, to: Math.max(from, until) } };
}

export interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

/** With the own windows of stock figures, cut down to the span. */
const heldOver = (contract: ProjectContract, { from, to }: Span): ProjectContract => ({ ...contract, window: { ...contract.window, from, to } });

/** The contract judged over a part of its window, e.g. one day of it: of that day alone, whatever own window a stock figure has. */
export const contractOver = (contract: ProjectContract, span: Span): ProjectContract =>
  ({ ...heldOver(contract, span), targets: contract.targets.map(({ window: _own, ...target }) => target) });

/** The contract as a period is assessed by it: with the window that it fixed beside the one that is judged. */
export const assessedContract = (contract: ProjectContract, span: Span): ProjectContract => ({ ...heldOver(contract, span), reportingWindow: contract.window });

/** The contract as a span of it is explained: over its whole window as it is assessed, over a part as that part is kept. */
export const explainedContract = (contract: ProjectContract, span: Span): ProjectContract =>
  (span.from === contract.window.from && span.to === contract.window.to ? heldOver(contract, span) : contractOver(contract, span));

/** A row judged without the own window that the contract fixes for its figure says how the span stands to it. */
export function withOwnWindowNote(row: IndicatorRow, contract: ProjectContract, judged: ProjectContract): IndicatorRow {
  if (judged.targets.some(({ indicator, window }) => indicator === row.indicator && window !== undefined)) return row;
  return { ...row, reasons: [...row.reasons, ...ownWindowNotes(row.indicator, { ...contract, window: judged.window })] };
}

/** What a window is judged with beside its contract: it decides which gains telemetry alone answers. */
export interface WindowFacts {
  readonly inventory: ProjectInventory;
  readonly figures: readonly DeclaredFigure[];
}

/** Windows that a gain over the fixed baseline is kept of: an hour is too short to be compared, and the baseline is what it is compared with. */
const GAIN_UNITS: ReadonlySet<PeriodUnit> = new Set<PeriodUnit>(['day', 'month', 'quarter', 'reporting']);
/** Days of series that a baseline may have for its gain to be kept by the day, too: what is kept of it is opened for each of them. */
const MOST_SERIES_DAYS = 1_000_000;

function keepsGains(unit: PeriodUnit, { baseline }: ProjectContract, inventory: ProjectInventory): boolean {
  if (unit !== 'day') return GAIN_UNITS.has(unit);
  return baseline !== undefined && roleMetrics(inventory).length * ((baseline.to - baseline.from) / MICROS_PER_DAY) <= MOST_SERIES_DAYS;
}

/**
 * What a stored window is judged by: the targets that telemetry alone answers, gains with two metered legs among them where
 * the unit keeps them. The reporting period is judged as an assessment judges it, with the own windows of figures. The baseline
 * stays only where one of them reads it, or every hour would read it again.
 */
export function windowContract(contract: ProjectContract, { from, to, unit = 'day' }: WindowSpan, facts?: WindowFacts): ProjectContract {
  const gains = facts !== undefined && keepsGains(unit, contract, facts.inventory) ? meteredGains(contract, facts.inventory, facts.figures) : new Set<string>();
  const { baseline, targets, ...rest } = (unit === 'reporting' ? heldOver : contractOver)(contract, { from, to });
  const judged = { ...rest, targets: targets.filter(({ indicator }) => findIndicator(indicator)?.kind === 'telemetry' || gains.has(indicator)) };
  return baseline !== undefined && readsBaseline(judged) ? { ...judged, baseline } : judged;
}

/** What dashboards draw of a span: of that span alone, without the baseline that no day is compared with. */
export function chartContract(contract: ProjectContract, span: Span): ProjectContract {
  const { baseline, ...rest } = contractOver(contract, span);
  return rest;
}

/** A window with what it is called; a day where nobody says. */
export interface WindowSpan extends Span {
  readonly unit?: PeriodUnit;
}
