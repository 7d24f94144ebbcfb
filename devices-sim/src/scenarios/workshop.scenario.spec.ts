import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, parseIsoMicros } from '@yanshou/telemetry';
import { scenarioProject } from '../scenario-project.js';
import { readings } from '../simulated-source.js';

const NOW = parseIsoMicros('2026-11-22T09:30:00+08:00') as number;
const project = scenarioProject('workshop', { now: NOW, seed: 1 });
const { window } = project.contract;

interface Shown {
  readonly ts: number;
  readonly execution: unknown;
  readonly produced: number;
  readonly good: number;
  readonly scrap: number;
  readonly inspected: number;
  readonly energy: number;
}

/** What each machine tool showed over a week, in time order. */
function shown(seed: number): ReadonlyMap<string, readonly Shown[]> {
  const machines = new Map<string, Shown[]>();
  for (const { payload } of readings(scenarioProject('workshop', { now: NOW, seed }), { from: window.to - 7 * MICROS_PER_DAY, to: window.to, seed })) {
    for (const { device, elements } of payload) {
      if (!/^CNC-[FL]-/.test(device)) continue;
      const own = machines.get(device) ?? [];
      machines.set(device, own);
      for (const { ts, values } of elements) {
        const number = (name: string): number => values[name] as number;
        own.push({
          ts: Number(ts), execution: values['execution'], produced: number('part_count'), good: number('good_count'), scrap: number('scrap_count'),
          inspected: number('inspected_count'), energy: number('energy'),
        });
      }
    }
  }
  return machines;
}

const pairs = (rows: readonly Shown[]): readonly (readonly [Shown, Shown])[] => rows.slice(1).map((row, index) => [rows[index] as Shown, row]);

describe.each([1, 7])('the production of the simulated workshop, seed %i', (seed) => {
  const machines = [...shown(seed).values()];

  it('has eight machines that deliver', () => {
    expect(machines.length).toBe(8);
    for (const rows of machines) expect(rows.length).toBeGreaterThan(200);
  });

  it('agrees at every reading: good and scrap are what was produced and inspected', () => {
    for (const row of machines.flat()) expect([row.good + row.scrap, row.inspected]).toEqual([row.produced, row.produced]);
  });

  it('only grows, and energy with it: more pieces, more energy', () => {
    for (const [before, after] of machines.flatMap(pairs)) {
      for (const counter of ['produced', 'good', 'scrap', 'energy'] as const) expect(after[counter]).toBeGreaterThanOrEqual(before[counter]);
      expect(after.energy - before.energy).toBeGreaterThanOrEqual(after.produced - before.produced - 0.1 - 1e-6);
    }
  });

  it('produces while it says ACTIVE and hardly otherwise', () => {
    let [working, idle] = [0, 0];
    for (const [before, after] of machines.flatMap(pairs)) {
      // The pace changes every 45 minutes, so two neighbours that agree say what was between them, but for a slot's edge.
      if (after.ts - before.ts > 16 * 60_000 || (before.execution === 'ACTIVE') !== (after.execution === 'ACTIVE')) continue;
      if (before.execution === 'ACTIVE') working += after.produced - before.produced;
      else idle += after.produced - before.produced;
    }
    expect(working).toBeGreaterThan(1_000);
    expect(idle).toBe(0);
  });
});

describe('the papers of the simulated workshop', () => {
  const { contract, figures, evidence, inventory } = project;

  it('demand all of direction P1.1.1, and more by contract, each with its clause', () => {
    const targets = new Map(contract.targets.map(({ indicator, value, unit, clause }) => [indicator, [value, unit, clause]]));
    expect(targets.get('networked-device-ratio')).toEqual([70, '%', 'S000 一(二)1 考核指标(1)']);
    expect(targets.get('ip-applications')).toEqual([3, '件', 'S000 一(二)1 考核指标(1)']);
    expect(targets.get('new-economic-benefit')).toEqual([20, '%', 'S000 一(二)1 考核指标(2)']);
    expect([...targets.keys()]).toEqual(expect.arrayContaining(['production-efficiency-gain', 'defect-rate-reduction', 'energy-utilisation-gain', 'standards']));
    expect(targets.size).toBe(contract.targets.length);
  });

  it('state each figure once, by one person and accepted by another, with a file that is there', () => {
    const files = new Set(evidence.map(({ id }) => id));
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
    for (const { status, statedBy, decidedBy, evidence: file, project: of, statedAt } of figures) {
      expect([status, statedBy === decidedBy, of, statedAt <= window.to]).toEqual(['accepted', false, 'workshop', true]);
      if (file !== undefined) expect(files).toContain(file);
    }
  });

  it('bring files dated within the term that call themselves specimens', () => {
    const { from, to } = contract.term as { from: number; to: number };
    for (const { datedAt, text } of evidence) {
      expect([datedAt >= from, datedAt < to]).toEqual([true, true]);
      expect(text).toMatch(/演示样例.*\n.*specimen/u);
    }
    expect(new Set(evidence.map(({ text }) => text)).size).toBe(evidence.length);
  });

  it('name roles that the metrics of the machine tools have', () => {
    const roles = inventory.classes.find(({ id }) => id === 'cnc')?.metrics.flatMap(({ role }) => role ?? []);
    expect(roles).toEqual(['production-state', 'produced-quantity', 'good-quantity', 'scrap-quantity', 'inspected-quantity', 'energy']);
  });
});
