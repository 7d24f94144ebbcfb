import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WARMED_PLANT, METER_OFF_PLANT, EXTRAPOLATED_PLANT } from '../energy-regression.example.js';
import { energyUtilisationGain } from '../energy-utilisation-gain.indicator.js';
import { exampleDevice, exampleInputs } from '../example-inputs.js';
import { exampleLegs, legOf, quantityRow, roleDevice } from '../gain.example.js';
import type { ComputedIndicator, IndicatorInputs } from '../indicator.js';
import { networkedDeviceRatio } from '../networked-device-ratio.indicator.js';
import { overallEquipmentEffectiveness } from '../overall-equipment-effectiveness.indicator.js';
import { productionEfficiencyGain } from '../production-efficiency-gain.indicator.js';
import { exactRatio } from '../fraction.js';
import { calculate, sameNumber } from '../testing/calculator.js';
import { faultsOf } from '../testing/check-trace.js';
import { traceOf } from './trace-of.js';

/** Nothing where there is no value; else what does not follow. */
function faultsIn(definition: ComputedIndicator, inputs: IndicatorInputs): readonly string[] {
  const outcome = definition.compute(inputs);
  if (outcome.kind === 'insufficient') return [];
  const steps = traceOf(definition, inputs, outcome);
  const { numerator, denominator } = exactRatio(outcome.ratio, definition.scale);
  const isValue = sameNumber(calculate(steps.at(-1)?.put ?? ''), { over: numerator, under: denominator });
  return [...faultsOf(steps), ...(isValue ? [] : ['the last step is not the value'])];
}

const steps = fc.integer({ min: 0, max: 1e9 });
const resolution = fc.constantFrom(1, 0.1, 0.001, 0.25);
const energyUnit = fc.constantFrom('kWh', 'MWh', 'MJ', 'GJ');
const legs = ['baseline', 'reporting'] as const;

const machine = fc.record({ good: steps, scrap: steps, energy: steps, labour: steps, running: fc.integer({ min: 0, max: 4e12 }), planned: fc.integer({ min: 0, max: 100_000 }), stated: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }), cycle: fc.integer({ min: 1, max: 1e7 }), resolution, energyUnit });

/** A plant of some machines with everything that a gain can read. */
const plant = fc.array(fc.tuple(machine, machine), { minLength: 1, maxLength: 6 }).map((machines): IndicatorInputs => {
  const of = (leg: 0 | 1) => legOf(
    machines.flatMap((pair, index) => {
      const [id, one, leg2] = [`M${index}`, pair[leg], legs[leg]];
      const row = (role: Parameters<typeof quantityRow>[2], amount: number, facts = {}) => quantityRow(leg2, id, role, amount, facts);
      return [
        row('good-quantity', one.good), row('scrap-quantity', one.scrap), row('energy', one.energy, { unit: one.energyUnit, resolution: one.resolution }),
        row('labour-time', one.labour, { unit: 'min', resolution: one.resolution }), row('production-state', one.running, { unit: 'us' }),
      ];
    }),
    machines.map((pair, index) => roleDevice(`M${index}`, ['good-quantity', 'scrap-quantity', 'energy', 'labour-time', 'production-state'], { plannedMinutes: pair[leg].planned, ...(pair[leg].stated !== undefined && { stateMinutes: pair[leg].stated }) })),
  );
  const standards = machines.map(([{ cycle }], index) => ({ device: `M${index}`, millisecondsPerPiece: cycle }));
  return exampleLegs(of(0), of(1), { efficiency: { definition: 'labour-hours', standards } });
});

describe('a trace of random data', () => {
  it('of gains and effectiveness comes to the value, and its sums add up', () => {
    fc.assert(fc.property(plant, fc.constantFrom('labour-hours', 'oee', 'machine-hours'), (inputs, definition) => {
      const chosen = { ...inputs, efficiency: { definition, standards: inputs.efficiency?.standards ?? [] } } as IndicatorInputs;
      const of = [[productionEfficiencyGain, chosen], [overallEquipmentEffectiveness, inputs], [energyUtilisationGain, inputs], [energyUtilisationGain, { ...inputs, energy: { definition: 'output-per-energy' } }]] as const;
      expect(of.flatMap(([indicator, given]) => faultsIn(indicator, given))).toEqual([]);
    }), { numRuns: 60 });
  });

  it('of networked devices comes to the value, and has each of them', () => {
    const device = fc.record({ expected: fc.integer({ min: 0, max: 500 }), share: fc.double({ min: 0, max: 1, noNaN: true }), equipment: fc.boolean(), intelligent: fc.boolean() });
    fc.assert(fc.property(fc.array(device, { maxLength: 80 }), fc.constantFrom(0.5, 0.8, 0.95), (devices, networkedThreshold) => {
      const rows = devices.map(({ expected, share, ...facts }, index) => exampleDevice(`D${index}`, { ...facts, expected, valid: Math.floor(expected * share) }));
      expect(faultsIn(networkedDeviceRatio, exampleInputs(rows, { networkedThreshold }))).toEqual([]);
    }), { numRuns: 60 });
  });

  it('of a regression puts the normal equations of one and of two variables', () => {
    expect([WARMED_PLANT, METER_OFF_PLANT, EXTRAPOLATED_PLANT].flatMap((inputs) => faultsIn(energyUtilisationGain, inputs))).toEqual([]);
    const outcome = energyUtilisationGain.compute(WARMED_PLANT);
    if (outcome.kind === 'insufficient') throw new Error(outcome.reason.en);
    const traced = traceOf(energyUtilisationGain, WARMED_PLANT, outcome);
    const fit = outcome.figures.tables?.[0]?.rows.map(([, value]) => value) ?? [];
    expect(['c0', 'c1', 'c2', 'ŷ'].map((symbol) => Number(traced.find((step) => step.symbol === symbol)?.result.rounded))).toEqual([fit[2], fit[3], fit[4], fit[11]].map((value) => expect.closeTo(Number(value), 5)));
  });
});
