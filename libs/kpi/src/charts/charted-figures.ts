import { GOOD_AIR, chartsOf } from '@yanshou/catalogue';
import type { ChartFigure } from '@yanshou/catalogue';
import { evaluateMeasured } from '../evaluate.js';
import type { IndicatorRow } from '../indicator-row.js';
import type { Measurement } from '../measurement.js';

/** A figure that dashboards draw, with all that it must never be shown without: as the row of its indicator over the same period has it. */
export interface ChartedFigure extends ChartFigure, Pick<IndicatorRow, 'platformCoverage' | 'clause' | 'formulaVersion' | 'inputsDigest' | 'origin'> {
  /** What it should reach or not exceed, in `unit`: the contract's target of the indicator, of an index the standard's own; null without one. */
  readonly limit: number | null;
}

/** Of which only a contract's promise tells whether they are the right text for a water or an air. */
const OF_TARGETS: ReadonlySet<string> = new Set(['aqi', 'surface-class', 'sea-class']);

/** What dashboards draw of a measured period, as a rule of one day. Pure, in any order of rows. */
export function chartedFigures(measurement: Measurement): readonly ChartedFigure[] {
  const promised = new Set(measurement.context.contract.targets.map(({ indicator }) => indicator));
  const rows = new Map<string, IndicatorRow>();
  const rowOf = (id: string): IndicatorRow => {
    const row = rows.get(id) ?? evaluateMeasured(id, measurement);
    rows.set(id, row);
    return row;
  };
  return chartsOf(measurement.inputs).filter(({ name, indicator }) => !OF_TARGETS.has(name) || promised.has(indicator)).map((figure) => {
    const { target, platformCoverage, clause, formulaVersion, inputsDigest, origin } = rowOf(figure.indicator);
    return { ...figure, limit: limitOf(figure, target), platformCoverage, clause, formulaVersion, inputsDigest, origin };
  });
}

/** A class and OEE are what their indicators promise; the index of a day is good up to one that the standard sets. */
const limitOf = ({ name }: ChartFigure, target: number | null): number | null => (name === 'aqi' ? GOOD_AIR : name === 'oee' || name.endsWith('-class') ? target : null);
