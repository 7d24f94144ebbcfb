import { ENERGY_GAIN } from '../energy-per-unit.js';
import { addFractions, fractionToNumber } from '../fraction.js';
import type { IndicatorInputs, LegDevice } from '../indicator.js';
import { rowMeasure } from '../leg-amount.js';
import { byId, intervalTotals } from '../networked-rule.js';
import type { RoleQuantity } from '../role-quantity.js';
import type { ChartFigure } from './chart-figure.js';

/** Amounts of a machine, under the name of their role, and the indicator that reads it. */
const AMOUNTS = [
  { name: 'good-quantity', indicator: 'overall-equipment-effectiveness' },
  { name: 'scrap-quantity', indicator: 'defect-rate-reduction' },
  { name: 'energy', indicator: ENERGY_GAIN },
] as const;

/**
 * What every machine made, rejected and used, as the indicators add it up: a reset or a dip of its counter is neither a gap
 * nor an amount. Null where no reading tells, and where its metrics measure in units that cannot be added.
 */
export const amountCharts = ({ legs: { reporting } }: IndicatorInputs): readonly ChartFigure[] =>
  AMOUNTS.flatMap(({ name, indicator }) => byId(reporting.devices).filter(({ roles }) => roles.includes(name)).map((device): ChartFigure => ({
    name, indicator, device: device.id, note: null, ...coverageOf(device, name),
    ...sumOf(reporting.quantities.filter((row) => row.device === device.id && row.role === name)),
  })));

/** Of the series that the amount is made of, where they are known one by one. */
function coverageOf(device: LegDevice, role: string): Pick<ChartFigure, 'expected' | 'valid'> {
  const own = (device.series ?? []).filter((series) => series.role === role);
  return intervalTotals(own.length > 0 ? own : [device]);
}

function sumOf(rows: readonly RoleQuantity[]): Pick<ChartFigure, 'value' | 'unit'> {
  const [first, ...others] = rows.map(rowMeasure);
  if (first === undefined || others.some(({ unit }) => unit !== first.unit)) return { value: null, unit: '' };
  return { value: fractionToNumber(others.reduce((sum, { value }) => addFractions(sum, value), first.value)), unit: first.unit };
}
