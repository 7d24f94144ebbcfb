import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COMPUTED_INDICATORS, QUANTITIES } from '@yanshou/catalogue';
import type { RoleQuantity } from '@yanshou/catalogue';
import { DECISION_STATES, EVIDENCE_KINDS, FIGURE_PURPOSES, LEGAL_STATES, LEGS, MICROS_PER_DAY, MICROS_PER_HOUR, QUANTITY_ROLES, SOURCE_KINDS } from '@yanshou/telemetry';
import type { DeclaredFigure, EvidenceItem, MetricDefinition, MetricRole, ProjectContract, SourceKind } from '@yanshou/telemetry';
import { evaluateAll } from './evaluate.js';
import type { EvaluationContext } from './evaluation-context.js';
import { explainAll } from './trace/explain.js';
import type { ExplainedRow } from './trace/explain.js';
import { traceFaults } from './testing/trace-faults.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const IDS = COMPUTED_INDICATORS.map(({ id }) => id);
const METRICS = QUANTITY_ROLES.map((role): MetricDefinition => ({ ...metric(role, 'counter'), role }));
const INVENTORY = inventoryOf([device('M1'), device('M2')], { classes: [deviceClass('c5', 5, METRICS)] });
const BASELINE = { from: WINDOW_FROM - MICROS_PER_DAY, to: WINDOW_FROM - MICROS_PER_DAY + 2 * MICROS_PER_HOUR };

const anyAmount = fc.oneof(fc.integer({ min: -3, max: 1_000 }), fc.double(), fc.constantFrom(0, -0, 5e-324, 1.7e308, NaN, Infinity, -1));
const anyUnit = fc.constantFrom('', '件', 'kWh', 'MWh', 'h', 'min', 'us', '万元', 'parsec');
const UNIT_OF: Readonly<Partial<Record<MetricRole, string>>> = { 'energy': 'kWh', 'labour-time': 'min', 'production-state': 'us' };
const usually = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> => fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: other });
const anySteps = usually(fc.bigInt({ min: 0n, max: 10_000n }), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })).map(String);

const anyQuantity: fc.Arbitrary<RoleQuantity> = fc.constantFrom(...QUANTITY_ROLES).chain((role) => fc.record({
  leg: fc.constantFrom(...LEGS), device: usually(fc.constantFrom('M1', 'M2'), fc.constant('gone')), role: fc.constant(role), steps: anySteps,
  resolution: fc.constantFrom(1, 0.1, 0.001, 3e-7), unit: usually(fc.constant(UNIT_OF[role] ?? '件'), anyUnit), readings: fc.integer({ min: 1, max: 9 }), resets: fc.nat(3),
  origins: fc.subarray(['live', 'imported'] as const, { minLength: 1 }),
})).map((row) => ({ ...row, metric: row.role }));
const anyQuantities = fc.uniqueArray(anyQuantity, { minLength: 6, maxLength: 30, size: 'max', selector: ({ leg, device: of, metric: name }) => `${leg} ${of} ${name}` });

const anyFigure: fc.Arbitrary<DeclaredFigure> = fc.record({
  project: fc.constantFrom('workshop', 'other'), id: fc.string({ maxLength: 3 }), indicator: fc.constantFrom(...IDS), purpose: fc.constantFrom(...FIGURE_PURPOSES),
  quantity: fc.constantFrom(...Object.keys(QUANTITIES), 'value'), amount: anyAmount, unit: anyUnit,
  sourceKind: fc.constantFrom(...SOURCE_KINDS.filter((kind): kind is Exclude<SourceKind, 'collected'> => kind !== 'collected')),
  status: fc.constantFrom(...DECISION_STATES), statedBy: fc.constant('m'), statedAt: fc.nat(),
});
const anyEvidence: fc.Arbitrary<EvidenceItem> = fc.record({
  id: fc.string({ maxLength: 2 }), indicator: fc.constantFrom(...IDS), status: fc.constantFrom(...DECISION_STATES), sha256: fc.constantFrom('a', 'b'), datedAt: fc.constant(WINDOW_FROM), kind: fc.constantFrom(...EVIDENCE_KINDS), number: fc.string({ maxLength: 2 }),
  owner: fc.constantFrom('单位', '他人'), legalState: fc.constantFrom(...LEGAL_STATES),
}, { requiredKeys: ['id', 'indicator', 'status', 'sha256'] });

const anyTerms: fc.Arbitrary<Partial<ProjectContract>> = fc.record({
  baseline: fc.constant(BASELINE), minimumDeviceCoverage: fc.constantFrom(0, 0.8, 1),
  efficiency: fc.record({ definition: fc.constantFrom('labour-hours', 'oee', 'machine-hours'), standards: fc.constant([{ device: 'M1', millisecondsPerPiece: 700 }, { device: 'M2', millisecondsPerPiece: 30_000 }]) }),
  energy: fc.record({ definition: fc.constantFrom('reduction', 'output-per-energy') }),
}, { requiredKeys: ['baseline'] });

const anyContext: fc.Arbitrary<EvaluationContext> = fc.record({
  contract: anyTerms, quantities: anyQuantities, figures: fc.array(anyFigure, { maxLength: 12 }), evidence: fc.array(anyEvidence, { maxLength: 8 }),
}).map(({ contract, ...facts }) => contextOf({ inventory: INVENTORY, contract }, { ...facts, baselineHours: contextOf({ inventory: INVENTORY }).deviceHours }));

const textOf = (explained: ExplainedRow): string => `${explained.row.indicator} ${JSON.stringify(explained)}`;

describe('arbitrary inputs', () => {
  it('give a finite value with both legs, or none with a reason', () => {
    let valued = 0;
    fc.assert(fc.property(anyContext, (context) => {
      for (const row of evaluateAll(context, IDS)) {
        if (row.value === null) expect([row.verdict === 'insufficient-data' || row.verdict === 'pending-evidence', row.reasons.length > 0]).toEqual([true, true]);
        else expect(Number.isFinite(row.value)).toBe(true);
        const numbers: number[] = [];
        JSON.stringify(row, (_key, value: unknown) => (typeof value === 'number' ? (numbers.push(value), value) : value));
        expect(numbers.every(Number.isFinite)).toBe(true);
        if (row.value !== null && row.figures.legs) valued += 1;
      }
    }), { numRuns: 300 });
    expect(valued).toBeGreaterThan(10);
  });

  it('are explained so that a calculator of its own comes to every value, with every sum', () => {
    let steps = 0;
    fc.assert(fc.property(anyContext, (context) => {
      for (const explained of explainAll(context, IDS)) {
        expect(traceFaults(explained)).toEqual([]);
        steps += explained.trace.steps.length;
      }
    }), { numRuns: 100 });
    expect(steps).toBeGreaterThan(100);
  });

  it('give the same bytes in any order', () => {
    const shuffled = fc.tuple(anyContext, fc.infiniteStream(fc.integer({ min: 0, max: 1_000 })));
    fc.assert(fc.property(shuffled, ([context, keys]) => {
      const inAnyOrder = <T>(rows: readonly T[]): readonly T[] => rows.map((row) => [keys.next().value as number, row] as const).sort(([a], [b]) => a - b).map(([, row]) => row);
      const disturbed = { ...context, quantities: inAnyOrder(context.quantities), figures: inAnyOrder(context.figures), evidence: inAnyOrder(context.evidence) };
      expect(explainAll(disturbed, IDS).map(textOf)).toEqual(explainAll(context, IDS).map(textOf));
    }), { numRuns: 100 });
  });
});

describe('another unit in both legs', () => {
  const positive = fc.bigInt({ min: 1n, max: 10n ** 20n });

  it('leaves a gain as it is, to the last digit', () => {
    const legs = fc.record({ energy: fc.tuple(positive, positive), good: fc.tuple(positive, positive) });
    fc.assert(fc.property(legs, positive, ({ energy, good }, factor) => {
      const contextWith = (times: bigint): EvaluationContext => contextOf({ inventory: INVENTORY, contract: { baseline: BASELINE } }, {
        baselineHours: contextOf({ inventory: INVENTORY }).deviceHours,
        quantities: LEGS.flatMap((leg, index) => (['energy', 'good-quantity'] as const).map((role) => ({
          leg, device: 'M1', metric: role, role, resolution: 1, unit: role === 'energy' ? 'kWh' : '件', readings: 2, resets: 0, origins: ['live'] as const,
          steps: String(role === 'energy' ? (energy[index] as bigint) * times : (good[index] as bigint)),
        }))),
      });
      const [one, scaled] = [1n, factor].map((times) => evaluateAll(contextWith(times), ['energy-utilisation-gain'])[0]);
      expect(one?.value).not.toBeNull();
      expect([scaled?.value, scaled?.numerator, scaled?.denominator]).toEqual([one?.value, one?.numerator, one?.denominator]);
    }), { numRuns: 100 });
  });
});
