import type { EnergyTerms, Leg, MetricRole, Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { decimalFraction, multiplyFractions } from './fraction.js';
import { legValue } from './gain.js';
import type { LegValue } from './gain.js';
import type { IndicatorInputs } from './indicator.js';
import { amountOf, rowMeasure } from './leg-amount.js';
import type { Measure, MeasuredSteps, Missing } from './leg-amount.js';
import { UNIT } from './units.js';

export const ENERGY_GAIN = 'energy-utilisation-gain';

/** Qualified products are the output (GB/T 2589); all that was produced only where no leg knows how many were good. */
export const ENERGY_OUTPUTS = ['good-quantity', 'produced-quantity'] as const satisfies readonly MetricRole[];
export type EnergyOutput = (typeof ENERGY_OUTPUTS)[number];

/** Whether anything tells how many pieces were good: then nothing else is the output. */
export const knowsGood = ({ legs, figures }: IndicatorInputs): boolean =>
  [...legs.baseline.quantities, ...legs.reporting.quantities].some((row) => row.role === 'good-quantity') ||
  figures.some((figure) => figure.indicator === ENERGY_GAIN && figure.quantity === 'good-quantity' && figure.status !== 'rejected');

/** e = energy ÷ output. */
export function energyPerUnit(inputs: IndicatorInputs, leg: Leg, output: EnergyOutput): Result<LegValue, Missing> {
  const energy = amountOf(inputs, { indicator: ENERGY_GAIN, leg, quantity: 'energy', role: 'energy', weigh: (row) => equivalentOf(row, inputs.energy?.factors) });
  const pieces = amountOf(inputs, { indicator: ENERGY_GAIN, leg, quantity: output, role: output });
  if (!energy.ok) return energy;
  return pieces.ok ? legValue(inputs, leg, energy.value, pieces.value) : pieces;
}

type EnergySteps = MeasuredSteps & { readonly device: string; readonly metric: string };

/** kgce where the contract has factors: then every energy metric needs one. */
export function equivalentOf(row: EnergySteps, factors: EnergyTerms['factors']): Result<Measure, BilingualText> {
  if (factors === undefined) return ok(rowMeasure(row));
  const factor = factors.find(({ device, metric }) => device === row.device && metric === row.metric);
  if (!factor) return fail(noFactor(row));
  const units = multiplyFractions({ numerator: BigInt(row.steps), denominator: 1n }, decimalFraction(row.resolution));
  return ok({ value: multiplyFractions(units, decimalFraction(factor.kgcePerUnit)), unit: UNIT.kgce });
}

const noFactor = ({ device, metric }: EnergySteps): BilingualText => ({
  zh: `任务书未规定设备“${device}”测点“${metric}”的折标煤系数`,
  en: `the contract has no coal-equivalent factor for metric "${metric}" of device "${device}"`,
});
