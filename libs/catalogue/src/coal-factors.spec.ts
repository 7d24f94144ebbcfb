import { describe, expect, it } from '@jest/globals';
import type { CoalFactor } from '@yanshou/telemetry';
import { coalFactorNotes } from './coal-factors.js';
import { EMPTY_LEG } from './example-inputs.js';
import { legOf, quantityRow } from './gain.example.js';
import { energyUtilisationGain } from './energy-utilisation-gain.indicator.js';

const leg = legOf([quantityRow('reporting', 'P01', 'energy', 1, { unit: 'kWh' }), quantityRow('reporting', 'G01', 'energy', 1, { unit: 'm3', metric: 'gas' }), quantityRow('reporting', 'P02', 'energy', 1, { unit: 'MWh' })], []);
const notesOf = (...factors: readonly CoalFactor[]) => coalFactorNotes({ energy: { definition: 'reduction', factors }, legs: { baseline: EMPTY_LEG, reporting: leg } });
const power = (kgcePerUnit: number, more: Partial<CoalFactor> = {}): CoalFactor => ({ device: 'P01', metric: 'energy', kgcePerUnit, ...more });
const gas = (kgcePerUnit: number, more: Partial<CoalFactor> = {}): CoalFactor => ({ device: 'G01', metric: 'gas', kgcePerUnit, carrier: 'natural-gas', ...more });

describe('coal factors beside the defaults of GB/T 2589', () => {
  it('are silent where they are the defaults, or where there are none', () => {
    expect([notesOf(), notesOf(power(0.1229), gas(1.1), gas(1.33), { ...power(122.9), device: 'P02' }), coalFactorNotes({ energy: null, legs: { baseline: EMPTY_LEG, reporting: leg } })]).toEqual([[], [], []]);
  });

  it('are own factors where they deviate, with by how much and by which paper', () => {
    expect(notesOf(power(0.15))[0]).toEqual({
      zh: '折标煤系数为自定系数，不是 GB/T 2589 缺省值：P01 energy 0.15 kgce/kWh（缺省 0.1229，偏差 +22.05 %，未附依据）',
      en: 'own coal factors, not the defaults of GB/T 2589: P01 energy 0.15 kgce/kWh (default 0.1229, off by +22.05 %, without evidence)',
    });
    expect(notesOf(gas(0.99, { evidence: 'e7' }))[0]?.zh).toContain('（缺省 1.1–1.33，偏差 −10.00 %，依据 e7）');
    expect(notesOf(power(122.9))[0]?.zh).toContain('偏差');
  });

  it('have nothing to be compared with where the carrier is another one or not told', () => {
    expect([notesOf(power(0.1229, { carrier: 'other' })), notesOf({ device: 'G01', metric: 'gas', kgcePerUnit: 1.2 })].map(([note]) => note?.en)).toEqual([expect.stringContaining('no default to compare with'), expect.stringContaining('no default to compare with')]);
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))('have nothing to be compared with in a unit that is called %s', (unit) => {
    const odd = legOf([quantityRow('reporting', 'P01', 'energy', 1, { unit })], []);
    expect(coalFactorNotes({ energy: { definition: 'reduction', factors: [power(0.5)] }, legs: { baseline: EMPTY_LEG, reporting: odd } })[0]?.en).toContain(`0.5 kgce/${unit} (no default to compare with`);
  });

  it('of metrics that deliver nothing are not told, and of many the first five', () => {
    expect(notesOf({ device: 'X', metric: 'y', kgcePerUnit: 9 })).toEqual([]);
    expect(notesOf(...Array.from({ length: 7 }, () => power(0.15)))[0]?.zh).toContain('另有 2 项');
  });

  it('stand beside the value of the gain', () => {
    const [example] = energyUtilisationGain.workedExamples.filter(({ inputs }) => inputs.energy?.factors !== undefined && inputs.energy.definition === 'reduction');
    if (example === undefined) throw new Error('no example with factors');
    const { inputs } = example;
    const factors = (inputs.energy?.factors ?? []).map((factor) => ({ ...factor, kgcePerUnit: 2 * factor.kgcePerUnit }));
    expect(energyUtilisationGain.compute(inputs)).not.toHaveProperty('notes');
    expect(energyUtilisationGain.compute({ ...inputs, energy: { definition: 'reduction', factors } })).toMatchObject({ kind: 'value', notes: [{ zh: expect.stringContaining('自定系数') }] });
  });
});
