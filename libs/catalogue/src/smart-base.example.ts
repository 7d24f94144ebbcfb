import type { BaseKind, BaseParameter, BaseTerms } from '@yanshou/telemetry';
import { exampleDevice } from './example-inputs.js';
import { ALL_DAY, exampleSeries, hoursOf, windowExample } from './environment/window.example.js';
import type { NoDataCase, Outcome, WorkedExample } from './indicator.js';
import { platformHoursNote } from './reasons.js';
import type { LegDay, SeriesInput } from './series-window.js';
import { loweredNote, termsOf } from './smart-base-terms.js';

/** The examples ask for less than any kind of base has to monitor: each kind says what. */
export function withLoweredNote({ inputs: { bases }, expected }: WorkedExample, kind: BaseKind): Outcome {
  const terms = termsOf(bases, kind);
  return expected.kind === 'insufficient' || terms === null ? expected : { ...expected, notes: [...(expected.notes ?? []), ...loweredNote(terms, kind)] };
}

const DAY = '2026-06-01';
const POND_DAY: LegDay = { day: DAY, hours: 24, planned: ALL_DAY };
const TERMS: BaseTerms = { sites: ['north', 'south', 'west'], parameters: ['dissolved-oxygen', 'ph'] };
const pond = (device: string, role: BaseParameter, hours: number, facts: Partial<SeriesInput> = {}) => exampleSeries(device, role, '', hoursOf(DAY, 70, hours), facts);
const DEVICES = [exampleDevice('P1', { assetKind: 'farm', site: 'north' }), exampleDevice('P2', { assetKind: 'farm', site: 'south' })];
/** North is on line with both, its pH by six readings of four hours each; south lacks an hour of pH beyond the fifth that may be missing; west has no device. */
const SERIES = [pond('P1', 'dissolved-oxygen', 24), pond('P1', 'ph', 6, { intervalMinutes: 240, windows: hoursOf(DAY, 70).filter(({ hour }) => (hour ?? 0) % 4 === 0) }), pond('P2', 'dissolved-oxygen', 24), pond('P2', 'ph', 19)];

export const BASE_EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '三个基地中一个全部必测参数在线', en: 'one of three bases has every parameter on line' },
    inputs: windowExample([POND_DAY], SERIES, { devices: DEVICES, bases: TERMS }),
    expected: {
      kind: 'value', ratio: { numerator: 1, denominator: 3 }, counted: ['P1'], intervals: { expected: 6 * 24, valid: 24 + 24 + 24 + 19 }, readings: 73,
      figures: {
        tables: [{
          title: { zh: '各场（基地）必测参数的在线小时', en: 'hours on line of the parameters of each base' },
          columns: [
            { zh: '场（基地）', en: 'base' }, { zh: '参数', en: 'parameter' }, { zh: '有数小时', en: 'hours with data' }, { zh: '计划小时', en: 'hours planned' }, { zh: '平台停机小时', en: 'hours the platform was down' }, { zh: '计入', en: 'counts' },
          ],
          rows: [
            ['north', 'dissolved-oxygen', 24, 24, 0, '●'], ['north', 'ph', 24, 24, 0, '●'], ['south', 'dissolved-oxygen', 24, 24, 0, ''], ['south', 'ph', 19, 24, 0, ''],
            ['west', 'dissolved-oxygen', 0, 24, 0, ''], ['west', 'ph', 0, 24, 0, ''],
          ],
        }],
      },
    },
  },
  {
    title: { zh: '排水清塘的小时不计为应有，其间的数据也不计', en: 'hours in which a pond is drained are not planned, and what came in them does not count' },
    inputs: windowExample([{ ...POND_DAY, planned: 2 ** 12 - 1 }], [pond('P1', 'ph', 0, { windows: hoursOf(DAY, 70).slice(2) })], { devices: DEVICES, bases: { sites: ['north'], parameters: ['ph'] } }),
    expected: {
      kind: 'value', ratio: { numerator: 1, denominator: 1 }, counted: ['P1'], intervals: { expected: 12, valid: 10 }, readings: 22,
      figures: {
        tables: [{
          title: { zh: '各场（基地）必测参数的在线小时', en: 'hours on line of the parameters of each base' },
          columns: [
            { zh: '场（基地）', en: 'base' }, { zh: '参数', en: 'parameter' }, { zh: '有数小时', en: 'hours with data' }, { zh: '计划小时', en: 'hours planned' }, { zh: '平台停机小时', en: 'hours the platform was down' }, { zh: '计入', en: 'counts' },
          ],
          rows: [['north', 'ph', 10, 12, 0, '●']],
        }],
      },
    },
  },
  {
    title: { zh: '最后一天才装的传感器不能补前一天', en: 'a sensor that was installed on the last day does not heal the day before' },
    inputs: windowExample([{ ...POND_DAY, day: '2026-05-31' }, POND_DAY], [pond('P1', 'ph', 24, { since: DAY })], { devices: DEVICES, bases: { sites: ['north'], parameters: ['ph'] } }),
    expected: {
      kind: 'value', ratio: { numerator: 0, denominator: 1 }, counted: [], intervals: { expected: 48, valid: 24 }, readings: 24,
      figures: {
        tables: [{
          title: { zh: '各场（基地）必测参数的在线小时', en: 'hours on line of the parameters of each base' },
          columns: [
            { zh: '场（基地）', en: 'base' }, { zh: '参数', en: 'parameter' }, { zh: '有数小时', en: 'hours with data' }, { zh: '计划小时', en: 'hours planned' }, { zh: '平台停机小时', en: 'hours the platform was down' }, { zh: '计入', en: 'counts' },
          ],
          rows: [['north', 'ph', 24, 48, 0, '']],
        }],
      },
    },
  },
  {
    title: { zh: '平台停机 3 小时：无数据的两个小时不计为应有，已补传的一个照计；只停 40 分钟的小时照常计为应有', en: 'the platform was down for three hours: two without data are not due, the one that was delivered later counts; an hour of which it was down for 40 minutes is due' },
    inputs: windowExample([{ ...POND_DAY, planned: 2 ** 12 - 1, platformDown: [0, 0, 60, 60, 60, 40] }], [pond('P1', 'ph', 0, { windows: hoursOf(DAY, 70).filter(({ hour }) => ![2, 3, 5].includes(hour ?? 0)) })], { devices: DEVICES, bases: { sites: ['north'], parameters: ['ph'] } }),
    expected: {
      kind: 'value', ratio: { numerator: 1, denominator: 1 }, counted: ['P1'], intervals: { expected: 10, valid: 9 }, readings: 21,
      figures: {
        tables: [{
          title: { zh: '各场（基地）必测参数的在线小时', en: 'hours on line of the parameters of each base' },
          columns: [
            { zh: '场（基地）', en: 'base' }, { zh: '参数', en: 'parameter' }, { zh: '有数小时', en: 'hours with data' }, { zh: '计划小时', en: 'hours planned' }, { zh: '平台停机小时', en: 'hours the platform was down' }, { zh: '计入', en: 'counts' },
          ],
          rows: [['north', 'ph', 9, 10, 2, '●']],
        }],
      },
      notes: [platformHoursNote(2)],
    },
  },
];

export const BASE_NO_DATA: readonly NoDataCase[] = [
  { title: { zh: '任务书未列基地', en: 'the contract names no base' }, inputs: windowExample([POND_DAY], SERIES, { devices: DEVICES }) },
  { title: { zh: '没有计划时间', en: 'nothing planned' }, inputs: windowExample([{ ...POND_DAY, planned: 0 }], SERIES, { devices: DEVICES, bases: TERMS }) },
  { title: { zh: '时段为空', en: 'an empty window' }, inputs: windowExample([], [], { devices: DEVICES, bases: TERMS }) },
];
