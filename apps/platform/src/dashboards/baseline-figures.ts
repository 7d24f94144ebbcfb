import type { IndicatorRow } from '@yanshou/kpi';
import type { KpiValueVersion } from '@yanshou/registry';
import type { BaselineFigure, LegPoint } from '@yanshou/store-influx';
import type { Micros, ProjectContract } from '@yanshou/telemetry';

/**
 * What an indicator was before the project. A gain compares with its baseline: there it is 0 by its definition, as its row
 * says. Of any other it is the value that the ledger of windows keeps of the contract's baseline; null where it keeps none.
 */
export function baselineOf(row: IndicatorRow, contract: ProjectContract | undefined, kept: readonly KpiValueVersion[]): BaselineFigure | null {
  const { from = null, to = null } = contract?.baseline ?? {};
  const leg = row.figures.legs?.find((one) => one.leg === 'baseline');
  if (leg !== undefined) return { value: 0, from, to, coverage: shareOf(leg.intervals), inputsDigest: row.inputsDigest };
  const value = kept.find((one) => one.indicator === row.indicator && one.from === from && one.to === to);
  if (value === undefined || value.value === null) return null;
  const { coverage } = (value.detail ?? {}) as { readonly coverage?: number | null };
  return { value: value.value, from, to, coverage: coverage ?? null, inputsDigest: value.inputsDigest };
}

/** Both sides of every gain, with what the row says of them. */
export const legPoints = (rows: readonly IndicatorRow[], at: Micros): LegPoint[] =>
  rows.flatMap(({ project, indicator, clause, formulaVersion, inputsDigest, figures }) => (figures.legs ?? []).map(({ leg, value, unit, numerator, denominator, intervals, sourceKind }) =>
    ({ project, indicator, leg, at, value, unit, numerator, denominator, coverage: shareOf(intervals), sourceKind, clause, formulaVersion, inputsDigest })));

const shareOf = (intervals: { readonly expected: number; readonly valid: number } | null): number | null =>
  (intervals === null || intervals.expected === 0 ? null : intervals.valid / intervals.expected);
