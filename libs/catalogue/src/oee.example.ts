import type { EfficiencyTerms, Leg } from '@yanshou/telemetry';
import { EMPTY_LEG } from './example-inputs.js';
import type { FigureCell, FigureTable } from './figure-table.js';
import { exampleLegs, legOf, measuredLeg, measuredQuantity, quantityRow, roleDevice } from './gain.example.js';
import type { IndicatorInputs, NoDataCase, WorkedExample } from './indicator.js';
import { LEG_NAMES } from './quantities.js';
import type { RoleQuantity } from './role-quantity.js';

const terms = (...cycles: readonly (readonly [device: string, milliseconds: number])[]): EfficiencyTerms =>
  ({ definition: 'oee', standards: cycles.map(([device, millisecondsPerPiece]) => ({ device, millisecondsPerPiece })) });

const minutes = (device: string, count: number): RoleQuantity => quantityRow('reporting', device, 'production-state', count * 60_000_000, { unit: 'us' });
const pieces = (device: string, role: 'good-quantity' | 'produced-quantity' | 'scrap-quantity', count: number): RoleQuantity => quantityRow('reporting', device, role, count);
const ROLES = ['good-quantity', 'produced-quantity', 'scrap-quantity', 'production-state'] as const;

const shop = (quantities: readonly RoleQuantity[], planned: Readonly<Record<string, number>>, efficiency: EfficiencyTerms): IndicatorInputs =>
  exampleLegs(EMPTY_LEG, legOf(quantities, Object.entries(planned).map(([id, plannedMinutes]) => roleDevice(id, ROLES, { plannedMinutes }))), { efficiency });

/** The table of a leg as the examples expect it. */
export const expectedOee = (rows: readonly (readonly FigureCell[])[], leg: Leg = 'reporting'): FigureTable => ({
  title: { zh: `${LEG_NAMES[leg].zh}设备综合效率及其因子（ISO 22400-2）`, en: `OEE and its factors of the ${LEG_NAMES[leg].en} (ISO 22400-2)` },
  columns: [
    { zh: '设备', en: 'machine' }, { zh: '计划忙碌时间 h', en: 'planned busy time, h' }, { zh: '平台停机 h', en: 'platform down, h' }, { zh: '实际生产时间 h', en: 'actual production time, h' },
    { zh: '产量', en: 'produced' }, { zh: '合格品数', en: 'good' }, { zh: '可用率 %', en: 'availability, %' }, { zh: '表现性 %', en: 'effectiveness, %' },
    { zh: '合格率 %', en: 'quality, %' }, { zh: 'OEE %', en: 'OEE, %' },
  ],
  rows,
});
export const ALL: FigureCell = { zh: '合计（加权）', en: 'all, by sums' };

/** A shift of 480 min with 60 min of breaks and 47 min of downtime, 1 s a piece, 19 271 pieces of which 423 defective. */
const SHIFT = shop([minutes('M01', 373), pieces('M01', 'good-quantity', 18_848), pieces('M01', 'produced-quantity', 19_271)], { M01: 420 }, terms(['M01', 1_000]));
const APART_FACTORS = [93.25, (100 * 19_271 * 400) / (60 * 373 * 420), 97.80499195682632, 117_800 / 1_575];
const SHIFT_FACTORS = [(100 * 373) / 420, 86.10813226094727, 97.80499195682632, 117_800 / 1_575];

/** M01: 10 h planned, 5 h in production, 50 pieces of 6 min of which 25 good; M02: 1 h, 1 h, 60 pieces of 1 min, all good. */
const TWO = shop(
  [minutes('M02', 60), pieces('M02', 'good-quantity', 60), pieces('M02', 'scrap-quantity', 0), minutes('M01', 300), pieces('M01', 'good-quantity', 25), pieces('M01', 'scrap-quantity', 25)],
  { M02: 60, M01: 600 }, terms(['M01', 360_000], ['M02', 60_000]),
);

const FAST = shop([minutes('M01', 60), pieces('M01', 'good-quantity', 40), pieces('M01', 'produced-quantity', 40)], { M01: 60 }, terms(['M01', 120_000]));
const BARE = shop([pieces('M01', 'good-quantity', 30)], { M01: 60 }, terms(['M01', 60_000]));

const leg = (fraction: readonly [number, number], earned: number, planned: number, readings: number) =>
  measuredLeg('reporting', fraction, '', [measuredQuantity('earned-time', earned, 'h', readings), measuredQuantity('planned-busy-time', planned, 'h', 0)]);

export const OEE_EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '一班 480 分钟：可用率 88.81%，表现性 86.11%，合格率 97.80%，OEE 74.79%', en: 'a shift of 480 min: 88.81 %, 86.11 %, 97.80 %, OEE 74.79 %' },
    inputs: SHIFT,
    expected: {
      kind: 'value', ratio: { numerator: 1_178n, denominator: 1_575n }, counted: ['M01'], intervals: { expected: 100, valid: 100 },
      figures: {
        legs: [leg([1_178, 1_575], 18_848 / 3_600, 7, 10)],
        tables: [expectedOee([['M01', 7, 0, 373 / 60, 19_271, 18_848, ...SHIFT_FACTORS], [ALL, null, null, null, null, null, ...SHIFT_FACTORS]])],
      },
      notes: [],
    },
  },
  {
    title: { zh: '两台设备按分子、分母之和：31.82%，不是 25% 与 100% 的平均', en: 'two machines by sums: 31.82 %, not the mean of 25 and 100 %' },
    inputs: TWO,
    expected: {
      kind: 'value', ratio: { numerator: 7n, denominator: 22n }, counted: ['M01', 'M02'], intervals: { expected: 200, valid: 200 },
      figures: {
        legs: [{ ...leg([7, 22], 3.5, 11, 20), intervals: { expected: 200, valid: 200 } }],
        tables: [expectedOee([
          ['M01', 10, 0, 5, 50, 25, 50, 100, 50, 25], ['M02', 1, 0, 1, 60, 60, 100, 100, 100, 100],
          [ALL, null, null, null, null, null, 600 / 11, 100, 175 / 3, 350 / 11],
        ])],
      },
      notes: [],
    },
  },
  {
    title: { zh: '表现性 133% 如实列出', en: 'an effectiveness of 133 % is reported as it is' },
    inputs: FAST,
    expected: {
      kind: 'value', ratio: { numerator: 4n, denominator: 3n }, counted: ['M01'], intervals: { expected: 100, valid: 100 },
      figures: {
        legs: [leg([4, 3], 4 / 3, 1, 10)],
        tables: [expectedOee([['M01', 1, 0, 1, 40, 40, 100, 400 / 3, 100, 400 / 3], [ALL, null, null, null, null, null, 100, 400 / 3, 100, 400 / 3]])],
      },
      notes: [{ zh: '表现性大于 100%，如实列出未作截断；请核对理想节拍', en: 'effectiveness is above 100 %; it is reported as it is: check the ideal cycle time' }],
    },
  },
  {
    title: { zh: '未上报生产状态与产量：只有 OEE', en: 'no state of production and no produced quantity: the efficiency alone' },
    inputs: BARE,
    expected: {
      kind: 'value', ratio: { numerator: 1n, denominator: 2n }, counted: ['M01'], intervals: { expected: 100, valid: 100 },
      figures: {
        legs: [leg([1, 2], 0.5, 1, 10)],
        tables: [expectedOee([['M01', 1, 0, null, null, 30, null, null, null, 50], [ALL, null, null, null, null, null, null, null, null, 50]])],
      },
      notes: [{
        zh: '有设备未上报生产状态或产量，只能给出设备综合效率，不能全部分解为因子',
        en: 'a machine tells no state of production or no produced quantity: the efficiency is given, not all of its factors',
      }],
    },
  },
  {
    title: { zh: '计划 8 小时中 1 小时平台停机：按 7 小时计，OEE 仍为 74.79%', en: 'an hour of eight in which the platform was down: 7 h count, and the OEE is 74.79 % all the same' },
    inputs: { ...SHIFT, legs: { ...SHIFT.legs, reporting: { ...SHIFT.legs.reporting, devices: SHIFT.legs.reporting.devices.map((device) => ({ ...device, platformMinutes: 60 })) } } },
    expected: {
      kind: 'value', ratio: { numerator: 1_178n, denominator: 1_575n }, counted: ['M01'], intervals: { expected: 100, valid: 100 },
      figures: {
        legs: [leg([1_178, 1_575], 18_848 / 3_600, 7, 10)],
        tables: [expectedOee([['M01', 7, 1, 373 / 60, 19_271, 18_848, ...SHIFT_FACTORS], [ALL, null, null, null, null, null, ...SHIFT_FACTORS]])],
      },
      notes: [{
        zh: '报告期计划忙碌时间已扣除平台自身停机（有心跳证明）且合格品数事后未补传的 1 小时（各设备合计）',
        en: '1 h of the planned busy time of the reporting period are left out (all machines together): the platform itself was down (its heartbeat shows it) and no good pieces were delivered for them later',
      }],
    },
  },
  {
    title: { zh: '平台停机 20 分钟，合格品数为累计计数器，生产状态未补传：可用率按其余 400 分钟计为 93.25%，表现性按其折算，OEE 仍为 74.79%', en: '20 min of downtime that a counter bridges and the state does not: availability is 93.25 % of the other 400 min, effectiveness goes by it, and the OEE is 74.79 % all the same' },
    inputs: { ...SHIFT, legs: { ...SHIFT.legs, reporting: { ...SHIFT.legs.reporting, devices: SHIFT.legs.reporting.devices.map((device) => ({ ...device, stateMinutes: 400 })) } } },
    expected: {
      kind: 'value', ratio: { numerator: 1_178n, denominator: 1_575n }, counted: ['M01'], intervals: { expected: 100, valid: 100 },
      figures: {
        legs: [leg([1_178, 1_575], 18_848 / 3_600, 7, 10)],
        tables: [expectedOee([['M01', 7, 0, 373 / 60, 19_271, 18_848, ...APART_FACTORS], [ALL, null, null, null, null, null, ...APART_FACTORS]])],
      },
      notes: [{
        zh: '平台自身停机期间，1 台设备的产量与生产状态补传不一：产量有数据的计划忙碌时间 420 分钟，生产状态为 400 分钟；设备综合效率按前者计，可用率按后者计，表现性按该可用率折算',
        en: 'of 1 machines pieces and state of production were not delivered alike for what the platform was down for: planned busy time is 420 min with pieces and 400 min with a state; the OEE is of the former, availability of the latter, and effectiveness goes by that availability',
      }],
    },
  },
];

export const OEE_NO_DATA: readonly NoDataCase[] = [
  { title: { zh: '没有合格品数', en: 'no good pieces' }, inputs: shop([minutes('M01', 1)], { M01: 60 }, terms(['M01', 1_000])) },
  { title: { zh: '设备没有理想节拍', en: 'a machine without an ideal cycle' }, inputs: shop([pieces('M01', 'good-quantity', 1)], { M01: 60 }, terms()) },
  { title: { zh: '没有计划时间', en: 'no planned time' }, inputs: shop([pieces('M01', 'good-quantity', 1)], { M01: 0 }, terms(['M01', 1_000])) },
  { title: { zh: '没有任何数据', en: 'no data at all' }, inputs: exampleLegs(EMPTY_LEG, EMPTY_LEG) },
];
