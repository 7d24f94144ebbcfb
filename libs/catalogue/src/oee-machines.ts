import type { EfficiencyTerms, Leg, MetricRole } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import type { FigureTable } from './figure-table.js';
import { addFractions, compareFractions, decimalFraction, fractionToNumber, multiplyFractions } from './fraction.js';
import type { Fraction } from './fraction.js';
import type { IndicatorInputs, LegDevice, LegInputs } from './indicator.js';
import { rowMeasure } from './leg-amount.js';
import { byId } from './networked-rule.js';
import { effectivenessOf } from './oee.js';
import type { Effectiveness, MachineWork } from './oee.js';
import { MILLISECONDS_PER_HOUR } from './production-efficiency.js';
import { LEG_NAMES } from './quantities.js';
import type { RoleQuantity } from './role-quantity.js';
import { UNIT } from './units.js';

/** The machines of a leg with an ideal cycle and good pieces, in hours and pieces; ascending. */
export function machinesOf({ legs }: IndicatorInputs, leg: Leg, { standards }: EfficiencyTerms): readonly MachineWork[] {
  const cycles = new Map(standards.map(({ device, millisecondsPerPiece }) => [device, millisecondsPerPiece]));
  const own = quantitiesByDevice(legs[leg]);
  return byId(legs[leg].devices).flatMap((device): MachineWork[] => {
    const cycle = cycles.get(device.id);
    if (cycle === undefined || !device.roles.includes('good-quantity')) return [];
    const { numerator, denominator } = decimalFraction(cycle);
    return [workOf(own.get(device.id) ?? [], device, { numerator, denominator: denominator * MILLISECONDS_PER_HOUR })];
  });
}

/** The quantities of a leg by device: looked through once, however many machines there are. */
export function quantitiesByDevice({ quantities }: LegInputs): ReadonlyMap<string, readonly RoleQuantity[]> {
  const own = new Map<string, RoleQuantity[]>();
  for (const row of quantities) {
    const rows = own.get(row.device);
    if (rows) rows.push(row);
    else own.set(row.device, [row]);
  }
  return own;
}

/** What a device did by its own quantities, in hours and pieces. `runTime`: hours of one piece. */
export function workOf(quantities: readonly RoleQuantity[], { id, plannedMinutes, platformMinutes, stateMinutes = plannedMinutes }: LegDevice, runTime: Fraction): MachineWork {
  const amount = (role: MetricRole, unit: string): Fraction | null => {
    const measures = quantities.filter((row) => row.role === role).map(rowMeasure);
    if (measures.length === 0 || measures.some((measure) => measure.unit !== unit)) return null;
    return measures.map(({ value }) => value).reduce(addFractions);
  };
  const good = amount('good-quantity', UNIT.piece) ?? { numerator: 0n, denominator: 1n };
  const scrap = amount('scrap-quantity', UNIT.piece);
  return {
    device: id, good, runTime,
    planned: { numerator: BigInt(plannedMinutes), denominator: 60n },
    lost: { numerator: BigInt(platformMinutes), denominator: 60n },
    stated: { numerator: BigInt(stateMinutes), denominator: 60n },
    produced: amount('production-state', UNIT.hour),
    quantity: amount('produced-quantity', UNIT.piece) ?? (scrap === null ? null : addFractions(good, scrap)),
  };
}

/** Times, pieces and factors of each machine of a leg, and of all together. */
export function oeeTable(leg: Leg, machines: readonly MachineWork[]): FigureTable {
  const name = LEG_NAMES[leg];
  const number = (value: Fraction | null): number | null => (value === null ? null : fractionToNumber(value));
  const percents = ({ availability, effectiveness, quality, oee }: Effectiveness): readonly (number | null)[] =>
    [availability, effectiveness, quality, oee].map((value) => number(value && multiplyFractions(value, HUNDRED)));
  const cells = ({ planned, lost, produced, quantity, good }: MachineWork): readonly (number | null)[] => [planned, lost, produced, quantity, good].map(number);
  return {
    title: { zh: `${name.zh}设备综合效率及其因子（ISO 22400-2）`, en: `OEE and its factors of the ${name.en} (ISO 22400-2)` },
    columns: [
      { zh: '设备', en: 'machine' }, { zh: '计划忙碌时间 h', en: 'planned busy time, h' }, { zh: '平台停机 h', en: 'platform down, h' }, { zh: '实际生产时间 h', en: 'actual production time, h' },
      { zh: '产量', en: 'produced' }, { zh: '合格品数', en: 'good' }, { zh: '可用率 %', en: 'availability, %' }, { zh: '表现性 %', en: 'effectiveness, %' },
      { zh: '合格率 %', en: 'quality, %' }, { zh: 'OEE %', en: 'OEE, %' },
    ],
    rows: [
      ...machines.map((machine) => [machine.device, ...cells(machine), ...percents(effectivenessOf([machine]))]),
      [{ zh: '合计（加权）', en: 'all, by sums' }, null, null, null, null, null, ...percents(effectivenessOf(machines))],
    ],
  };
}

const HUNDRED: Fraction = { numerator: 100n, denominator: 1n };

const MINUTES: Fraction = { numerator: 60n, denominator: 1n };

/** Planned time in which the state of production is not known, though the pieces are, or the other way round; nothing where there is none. */
export function stateNotes(machines: readonly MachineWork[]): readonly BilingualText[] {
  const apart = machines.filter(({ planned, stated, produced }) => produced !== null && compareFractions(planned, stated) !== 0);
  if (apart.length === 0) return [];
  const [pieces, state] = [apart.map(({ planned }) => planned), apart.map(({ stated }) => stated)].map((times) => fractionToNumber(multiplyFractions(times.reduce(addFractions), MINUTES))) as [number, number];
  return [{
    zh: `平台自身停机期间，${apart.length} 台设备的产量与生产状态补传不一：产量有数据的计划忙碌时间 ${pieces} 分钟，生产状态为 ${state} 分钟；设备综合效率按前者计，可用率按后者计，表现性按该可用率折算`,
    en: `of ${apart.length} machines pieces and state of production were not delivered alike for what the platform was down for: planned busy time is ${pieces} min with pieces and ${state} min with a state; the OEE is of the former, availability of the latter, and effectiveness goes by that availability`,
  }];
}
