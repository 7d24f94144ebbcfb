import type { Leg } from '@yanshou/telemetry';
import { fractionToNumber, multiplyFractions } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import type { IndicatorInputs, LegDevice } from '../indicator.js';
import type { IntervalTotals } from '../outcome-figures.js';
import { byId, intervalTotals } from '../networked-rule.js';
import { machinesOf, quantitiesByDevice, workOf } from '../oee-machines.js';
import { effectivenessOf } from '../oee.js';
import type { Effectiveness, MachineWork } from '../oee.js';
import type { RoleQuantity } from '../role-quantity.js';
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
  const devices = byId(inputs.legs[LEG].devices).filter(({ roles }) => roles.includes('production-state') || roles.includes('good-quantity'));
  const works: Works = { own: quantitiesByDevice(inputs.legs[LEG]), timed: machinesOf(inputs, LEG, termsOf(inputs)) };
  const timed = new Map(works.timed.map((machine) => [machine.device, machine]));
  return [...devices.flatMap((device) => figuresOf(device.id, ofMachine(works, device, timed.get(device.id)), device)), ...ofAll(works, devices)];
}

/** What the machines of the leg did: the quantities of each, and those with an ideal cycle. */
interface Works {
  readonly own: ReadonlyMap<string, readonly RoleQuantity[]>;
  readonly timed: readonly MachineWork[];
}

function ofMachine({ own }: Works, device: LegDevice, timed: MachineWork | undefined): Effectiveness {
  const quantities = own.get(device.id) ?? [];
  if (timed !== undefined && hasPieces(quantities)) return effectivenessOf([timed]);
  // Of one machine neither availability nor quality depends on its cycle.
  const { availability, quality } = effectivenessOf([workOf(quantities, device, NO_CYCLE)]);
  return { availability, quality: hasPieces(quantities) ? quality : null, effectiveness: null, oee: null };
}

/** Whether any reading tells of good pieces: none is no number of them, and no OEE of 0. */
const hasPieces = (quantities: readonly RoleQuantity[]): boolean => quantities.some(({ role }) => role === 'good-quantity');

/** By sums over the machines with a cycle; where none has one, or nothing tells of pieces, availability alone. */
function ofAll({ own, timed }: Works, devices: readonly LegDevice[]): readonly ChartFigure[] {
  const names = new Set(timed.map(({ device }) => device));
  if (timed.length > 0 && [...own.values()].some(hasPieces)) return figuresOf(null, effectivenessOf(timed), intervalTotals(devices.filter(({ id }) => names.has(id))));
  const stated = devices.filter(({ roles }) => roles.includes('production-state'));
  const { availability } = effectivenessOf(stated.map((device) => workOf(own.get(device.id) ?? [], device, NO_CYCLE)));
  return stated.length === 0 ? [] : figuresOf(null, { availability, effectiveness: null, quality: null, oee: null }, intervalTotals(stated));
}

const termsOf = ({ efficiency }: IndicatorInputs) => ({ definition: 'oee', standards: efficiency?.standards ?? [] }) as const;

const figuresOf = (device: string | null, factors: Effectiveness, { expected, valid }: IntervalTotals): readonly ChartFigure[] =>
  (['availability', 'effectiveness', 'quality', 'oee'] as const).map((name) => {
    const exact = factors[name];
    return { name, indicator: INDICATOR, device, value: exact && fractionToNumber(multiplyFractions(exact, HUNDRED)), unit: '%', expected, valid, note: null };
  });
