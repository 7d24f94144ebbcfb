import type { Leg } from '@yanshou/telemetry';
import { fractionToNumber, multiplyFractions } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import type { IndicatorInputs, IntervalTotals, LegDevice } from '../indicator.js';
import { byId, intervalTotals } from '../networked-rule.js';
import { machinesOf, workOf } from '../oee-machines.js';
import { effectivenessOf } from '../oee.js';
import type { Effectiveness } from '../oee.js';
import type { ChartFigure } from './chart-figure.js';

const LEG: Leg = 'reporting';
const INDICATOR = 'overall-equipment-effectiveness';
const HUNDRED: Fraction = { numerator: 100n, denominator: 1n };
const NO_CYCLE = { numerator: 1n, denominator: 1n };

/**
 * Availability, effectiveness, quality and OEE (ISO 22400-2) of every machine that tells its state or its pieces, and of all
 * together. Without an ideal cycle in the contract there is no effectiveness and no OEE; the other two need none.
 */
export function machineCharts(inputs: IndicatorInputs): readonly ChartFigure[] {
  const cycles = new Set((inputs.efficiency?.standards ?? []).map(({ device }) => device));
  const devices = byId(inputs.legs[LEG].devices).filter(({ roles }) => roles.includes('production-state') || roles.includes('good-quantity'));
  return [...devices.flatMap((device) => figuresOf(device.id, ofMachine(inputs, device, cycles.has(device.id)), device)), ...ofAll(inputs, devices)];
}

function ofMachine(inputs: IndicatorInputs, device: LegDevice, hasCycle: boolean): Effectiveness {
  const [timed] = hasCycle ? machinesOf(inputs, LEG, termsOf(inputs)).filter((machine) => machine.device === device.id) : [];
  if (timed !== undefined && hasPieces(inputs, device.id)) return effectivenessOf([timed]);
  // Of one machine neither availability nor quality depends on its cycle.
  const { availability, quality } = effectivenessOf([workOf(inputs.legs[LEG], device, NO_CYCLE)]);
  return { availability, quality: hasPieces(inputs, device.id) ? quality : null, effectiveness: null, oee: null };
}

/** Whether any reading tells of good pieces: none is no number of them, and no OEE of 0. */
const hasPieces = ({ legs }: IndicatorInputs, device?: string): boolean => legs[LEG].quantities.some((row) => row.role === 'good-quantity' && (device === undefined || row.device === device));

/** By sums over the machines with a cycle; where none has one, or nothing tells of pieces, availability alone. */
function ofAll(inputs: IndicatorInputs, devices: readonly LegDevice[]): readonly ChartFigure[] {
  const timed = machinesOf(inputs, LEG, termsOf(inputs));
  const names = new Set(timed.map(({ device }) => device));
  if (timed.length > 0 && hasPieces(inputs)) return figuresOf(null, effectivenessOf(timed), intervalTotals(devices.filter(({ id }) => names.has(id))));
  const stated = devices.filter(({ roles }) => roles.includes('production-state'));
  const { availability } = effectivenessOf(stated.map((device) => workOf(inputs.legs[LEG], device, NO_CYCLE)));
  return stated.length === 0 ? [] : figuresOf(null, { availability, effectiveness: null, quality: null, oee: null }, intervalTotals(stated));
}

const termsOf = ({ efficiency }: IndicatorInputs) => ({ definition: 'oee', standards: efficiency?.standards ?? [] }) as const;

const figuresOf = (device: string | null, factors: Effectiveness, { expected, valid }: IntervalTotals): readonly ChartFigure[] =>
  (['availability', 'effectiveness', 'quality', 'oee'] as const).map((name) => {
    const exact = factors[name];
    return { name, indicator: INDICATOR, device, value: exact && fractionToNumber(multiplyFractions(exact, HUNDRED)), unit: '%', expected, valid, note: null };
  });
