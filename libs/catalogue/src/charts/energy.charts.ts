import { ENERGY_GAIN, ENERGY_OUTPUTS, energyPerUnit } from '../energy-per-unit.js';
import { fractionToNumber } from '../fraction.js';
import type { IndicatorInputs, LegDevice } from '../indicator.js';
import { byId, intervalTotals } from '../networked-rule.js';
import type { ChartFigure } from './chart-figure.js';

/**
 * Metered energy ÷ metered pieces of every machine that has both, and of all that told both in the period: the pieces of one
 * whose meter is silent would make the others look thrifty. No declared figure is in it.
 */
export function energyCharts(inputs: IndicatorInputs): readonly ChartFigure[] {
  const { devices, quantities } = inputs.legs.reporting;
  const output = ENERGY_OUTPUTS.find((role) => quantities.some((row) => row.role === role)) ?? ENERGY_OUTPUTS[0];
  const both = byId(devices).filter(({ roles }) => roles.includes('energy') && roles.includes(output));
  if (both.length === 0) return [];
  const told = both.filter(({ id }) => ['energy', output].every((role) => quantities.some((row) => row.device === id && row.role === role)));
  const all = { ...figureOf(inputs, told, output, null), ...intervalTotals(both) };
  return [...both.map((device) => figureOf(inputs, [device], output, device.id)), all];
}

function figureOf(inputs: IndicatorInputs, devices: readonly LegDevice[], output: (typeof ENERGY_OUTPUTS)[number], device: string | null): ChartFigure {
  const ids = new Set(devices.map(({ id }) => id));
  const rows = inputs.legs.reporting.quantities.filter((row) => ids.has(row.device));
  const own: IndicatorInputs = { ...inputs, figures: [], legs: { ...inputs.legs, reporting: { quantities: rows, devices } } };
  const leg = energyPerUnit(own, 'reporting', output);
  const { expected, valid } = intervalTotals(devices);
  return {
    name: 'energy-per-piece', indicator: ENERGY_GAIN, device, expected, valid, note: null,
    ...(leg.ok ? { value: fractionToNumber(leg.value.value), unit: leg.value.figure.unit } : { value: null, unit: '' }),
  };
}
