import type { DeclaredFigure, FigurePeriod, Leg, MetricRole } from '@yanshou/telemetry';
import { EMPTY_LEG, exampleInputs } from './example-inputs.js';
import type { IndicatorInputs, LegDevice, LegInputs, NoDataCase } from './indicator.js';
import type { LegFigure, QuantityFigure } from './outcome-figures.js';
import type { QuantityName } from './quantities.js';
import type { RoleQuantity } from './role-quantity.js';

/** A series of a worked example: whole pieces from a counter unless told otherwise. */
export const quantityRow = (leg: Leg, device: string, role: MetricRole, steps: number, facts: Partial<RoleQuantity> = {}): RoleQuantity =>
  ({ leg, device, metric: role, role, steps: String(steps), resolution: 1, unit: '件', readings: 10, resets: 0, origins: ['live'], ...facts });

/** A device that delivered all of its 100 intervals in 10 h of planned time, unless told otherwise. */
export const roleDevice = (id: string, roles: readonly MetricRole[], facts: Partial<LegDevice> = {}): LegDevice =>
  ({ id, roles, expected: 100, valid: 100, plannedMinutes: 600, platformMinutes: 0, ...facts });

export const legOf = (quantities: readonly RoleQuantity[], devices: readonly LegDevice[]): LegInputs => ({ quantities, devices });

export const exampleLegs = (baseline: LegInputs, reporting: LegInputs, facts: Partial<IndicatorInputs> = {}): IndicatorInputs =>
  exampleInputs([], { legs: { baseline, reporting }, ...facts });

const PERIODS: Readonly<Record<Leg, FigurePeriod>> = { baseline: { from: 0, to: 1_000_000 }, reporting: { from: 2_000_000, to: 3_000_000 } };

/** An accepted figure of a leg's period, typed in from a document. */
export const declared = (indicator: string, purpose: Leg, [quantity, amount, unit]: readonly [QuantityName, number, string], facts: Partial<DeclaredFigure> = {}): DeclaredFigure => ({
  project: 'example', id: `${purpose}-${quantity}`, indicator, purpose, quantity, amount, unit, period: PERIODS[purpose], sourceKind: 'entered', evidence: 'E1',
  status: 'accepted', statedBy: 'member', statedAt: 0, decidedBy: 'officer', ...facts,
});

type Fraction = readonly [numerator: number, denominator: number];

/** The figure of a leg whose amounts all came from 10 readings each of live telemetry. */
export const measuredLeg = (leg: Leg, [numerator, denominator]: Fraction, unit: string, quantities: readonly QuantityFigure[]): LegFigure => ({
  leg, numerator: String(numerator), denominator: String(denominator), value: numerator / denominator, unit, sourceKind: 'collected', telemetry: true,
  quantities, intervals: { expected: 100, valid: 100 }, readings: quantities.reduce((sum, one) => sum + one.readings, 0),
});

export const measuredQuantity = (quantity: QuantityName, amount: number, unit: string, readings = 10): QuantityFigure =>
  ({ quantity, amount, unit, sourceKind: 'collected', readings, declaredFigure: null });

export const declaredQuantity = (leg: Leg, quantity: QuantityName, amount: number, unit: string): QuantityFigure =>
  ({ quantity, amount, unit, sourceKind: 'entered', readings: 0, declaredFigure: `${leg}-${quantity}` });

/** Nothing measured and nothing declared, and one leg without the other. */
export const gainWithoutData = (reporting: LegInputs, facts: Partial<IndicatorInputs> = {}): readonly NoDataCase[] => [
  { title: { zh: '没有任何数据', en: 'no data at all' }, inputs: exampleLegs(EMPTY_LEG, EMPTY_LEG, facts) },
  { title: { zh: '缺少基期', en: 'no baseline' }, inputs: exampleLegs(EMPTY_LEG, reporting, facts) },
  { title: { zh: '缺少报告期', en: 'no reporting period' }, inputs: exampleLegs(reporting, EMPTY_LEG, facts) },
];
