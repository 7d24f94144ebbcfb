import { BASE_PARAMETERS } from '@yanshou/telemetry';
import type { BaseParameter, BaseTerms } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { exampleDevice } from './example-inputs.js';
import { ALL_DAY, exampleSeries, hoursOf, windowExample } from './environment/window.example.js';
import { hoursPerReading } from './environment/station-series.js';
import { WINDOW_INPUTS } from './environment/window-input.js';
import type { FigureTable } from './figure-table.js';
import { decimalFraction, holds, ratioFraction } from './fraction.js';
import type { ComputedIndicator, IndicatorEntry, IndicatorInputs, NoDataCase, Outcome, WorkedExample } from './indicator.js';
import { NETWORKED_INPUTS } from './networked-rule.js';
import { insufficient } from './reasons.js';
import { isInService } from './series-window.js';
import type { LegDay, SeriesInput, WindowInputs } from './series-window.js';
import type { Describe } from './trace/describe.js';
import { exactText } from './trace/exact-text.js';
import { counted } from './trace/make-step.js';
import { sharesOfCounts } from './trace/stations.trace.js';
import type { TraceStep } from './trace/trace-step.js';

type BaseFacts = Pick<IndicatorEntry, 'id' | 'nameZh' | 'nameEn' | 'defaultTarget' | 'clause'>;

/** An indicator that counts the farms or bases of which every required parameter is networked. */
export const smartBaseRatio = (facts: BaseFacts): ComputedIndicator => ({
  ...facts,
  unit: '%', scale: 100, comparator: '>=', programme: 'P3', directions: ['P3.agriculture'], kind: 'telemetry', sourceKind: 'collected', computed: true,
  inputs: [
    ...WINDOW_INPUTS, ...NETWORKED_INPUTS.filter(({ name }) => name === 'networked-threshold'),
    { name: 'contract-scope', unit: { zh: '场（基地）', en: 'bases' }, aggregation: { zh: '任务书所列全部场（基地）与必测参数', en: 'all bases and parameters that the contract names' } },
  ],
  windowRoles: BASE_PARAMETERS,
  gates: ['platform'],
  formula: {
    zh: '必测参数全部联网的场（基地）数 ÷ 任务书所列场（基地）总数 × 100%；参数在计划时间内有有效数据的小时比例达到任务书阈值计为联网',
    en: 'bases of which every required parameter is networked ÷ all bases of the contract × 100 %; a parameter is networked when the share of planned hours with a valid reading reaches the threshold of the contract',
  },
  ownDefinition: {
    zh: '文件未给出“智能化”的定义：按任务书所列必测参数在线计，未安装设备的场（基地）计入分母，为本平台定义',
    en: 'the document does not define "smart": every parameter that the contract names is on line; a base without devices counts below the line; a definition of this platform',
  },
  formulaVersion: '1.1.0',
  compute,
  trace,
  workedExamples: EXAMPLES,
  noDataCases: NO_DATA,
});

/** How much of its planned hours one parameter of a base delivered, by the best of its series. */
interface ParameterShare {
  readonly parameter: BaseParameter;
  readonly have: number;
  readonly due: number;
  readonly networked: boolean;
  /** The best of them; null where the base has none. */
  readonly series: SeriesInput | null;
}

interface JudgedBase {
  readonly site: string;
  readonly shares: readonly ParameterShare[];
  readonly smart: boolean;
}

function compute({ bases, devices, windows: { reporting }, networkedThreshold }: IndicatorInputs): Outcome {
  if (bases === null || bases.sites.length === 0 || bases.parameters.length === 0) return insufficient(NO_BASES);
  if (reporting.days.every(({ planned }) => planned === 0)) return insufficient(NO_PLANNED_HOUR);
  const siteOf = new Map(devices.map(({ id, site }) => [id, site]));
  const judged = judgedBases({ bases, devices, reporting, networkedThreshold });
  const smart = judged.filter((base) => base.smart);
  const shares = judged.flatMap((base) => base.shares);
  const inScope = reporting.series.filter(({ device }) => judged.some(({ site }) => site === siteOf.get(device)));
  return {
    kind: 'value',
    ratio: { numerator: smart.length, denominator: judged.length },
    counted: devices.filter(({ site }) => smart.some((base) => base.site === site)).map(({ id }) => id).sort(),
    intervals: { expected: sum(shares.map(({ due }) => due)), valid: sum(shares.map(({ have }) => have)) },
    readings: sum(inScope.flatMap(({ windows }) => windows.map(({ readings }) => readings))),
    figures: { tables: [baseTable(judged)] },
  };
}

type BasesToJudge = Pick<IndicatorInputs, 'devices' | 'networkedThreshold'> & { readonly bases: BaseTerms; readonly reporting: WindowInputs };

function judgedBases({ bases, devices, reporting, networkedThreshold }: BasesToJudge): readonly JudgedBase[] {
  const siteOf = new Map(devices.map(({ id, site }) => [id, site]));
  return [...bases.sites].sort().map((site) => judgeBase(site, bases, { series: reporting.series.filter(({ device }) => siteOf.get(device) === site), days: reporting.days, threshold: networkedThreshold }));
}

const trace: Describe = ({ bases, devices, windows: { reporting }, networkedThreshold }, _outcome, indicator) => {
  const judged = bases === null ? [] : judgedBases({ bases, devices, reporting, networkedThreshold });
  const threshold = exactText(decimalFraction(networkedThreshold));
  return [...judged.map((base) => baseStep(base, threshold)), ...sharesOfCounts(indicator, BASES, [{ zh: '场（基地）', en: 'base' }], judged.map(({ site, smart }) => ({ cells: [site], above: smart, below: true, source: { kind: 'contract' } })))];
};

const baseStep = ({ site, shares }: JudgedBase, threshold: string): TraceStep => counted({
  title: { zh: `“${site}”联网的必测参数`, en: `parameters of "${site}" that are networked` }, symbol: `b(${site})`, unit: '项',
  formula: { zh: `有数小时 ÷ 计划小时 ≥ ${threshold} 的必测参数计数`, en: `number of parameters with hours with data ÷ planned hours ≥ ${threshold}` },
}, [{ zh: '参数', en: 'parameter' }, { zh: '有数小时', en: 'hours with data' }, { zh: '计划小时', en: 'hours planned' }, { zh: '测点', en: 'metric' }], shares.map(({ parameter, have, due, networked, series }) => ({
  cells: [parameter, have, due, series === null ? null : `${series.device} ${series.metric}`], counts: networked,
  source: series === null ? null : { kind: 'readings', leg: 'reporting', device: series.device, metric: series.metric },
})));

const BASES = {
  above: { zh: '必测参数全部联网的场（基地）', en: 'bases with every parameter networked' }, below: { zh: '任务书所列场（基地）', en: 'bases of the contract' }, unit: '个',
  formula: { above: { zh: '必测参数全部联网的场（基地）计数', en: 'number of bases with every parameter networked' }, below: { zh: '任务书所列场（基地）计数，含未安装设备的', en: 'number of bases of the contract, also those without devices' } },
} as const;

interface BaseFactsHeld {
  readonly series: readonly SeriesInput[];
  readonly days: readonly LegDay[];
  readonly threshold: number;
}

function judgeBase(site: string, { parameters }: BaseTerms, { series, days, threshold }: BaseFactsHeld): JudgedBase {
  const shares = parameters.map((parameter) => bestShare(parameter, series, days)).map((share) => ({ ...share, networked: isNetworked(share, threshold) }));
  return { site, shares, smart: shares.every(({ networked }) => networked) };
}

type ShareHeld = Omit<ParameterShare, 'networked'>;

const isNetworked = ({ have, due }: ShareHeld, threshold: number): boolean => due > 0 && holds(ratioFraction(have, due), '>=', decimalFraction(threshold));

/** Without any series the parameter is due in every planned hour, and never there. */
function bestShare(parameter: BaseParameter, series: readonly SeriesInput[], days: readonly LegDay[]): ShareHeld {
  const none: ShareHeld = { parameter, have: 0, due: sum(days.map(({ planned }) => bitsOf(planned))), series: null };
  const shares = series.filter(({ role }) => role === parameter).map((one) => shareOf(one, parameter, days));
  return shares.reduce((best, share) => (share.have * best.due > best.have * share.due ? share : best), none);
}

function shareOf(series: SeriesInput, parameter: BaseParameter, days: readonly LegDay[]): ShareHeld {
  const planned = new Map(days.filter(({ day }) => isInService(series, day)).map((day) => [day.day, day.planned]));
  const per = hoursPerReading(series);
  const due = sum([...planned.values()].map((hours) => Math.floor(bitsOf(hours) / per)));
  const have = series.windows.filter(({ day, hour, readings }) => readings > 0 && (((planned.get(day) ?? 0) >> (hour ?? 0)) & 1) === 1).length;
  return { parameter, have: Math.min(have, due), due, series };
}

function bitsOf(hours: number): number {
  let count = 0;
  for (let rest = hours; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const baseTable = (bases: readonly JudgedBase[]): FigureTable => ({
  title: { zh: '各场（基地）必测参数的在线小时', en: 'hours on line of the parameters of each base' },
  columns: [
    { zh: '场（基地）', en: 'base' }, { zh: '参数', en: 'parameter' }, { zh: '有数小时', en: 'hours with data' }, { zh: '计划小时', en: 'hours planned' }, { zh: '计入', en: 'counts' },
  ],
  rows: bases.flatMap(({ site, shares, smart }) => shares.map(({ parameter, have, due }) => [site, parameter, have, due, smart ? '●' : ''])),
});

const NO_BASES: BilingualText = {
  zh: '任务书未列出范围内的场（基地）及其必测参数',
  en: 'the contract names no bases and what has to be monitored of them',
};
const NO_PLANNED_HOUR: BilingualText = { zh: '考核时段内没有计划时间', en: 'no hour of the window is planned' };

const DAY = '2026-06-01';
const POND_DAY: LegDay = { day: DAY, hours: 24, planned: ALL_DAY };
const TERMS: BaseTerms = { sites: ['north', 'south', 'west'], parameters: ['dissolved-oxygen', 'ph'] };
const pond = (device: string, role: BaseParameter, hours: number, facts: Partial<SeriesInput> = {}) => exampleSeries(device, role, '', hoursOf(DAY, 70, hours), facts);
const DEVICES = [exampleDevice('P1', { assetKind: 'farm', site: 'north' }), exampleDevice('P2', { assetKind: 'farm', site: 'south' })];
/** North is on line with both; south lacks an hour of pH beyond the fifth that may be missing; west has no device. */
const SERIES = [pond('P1', 'dissolved-oxygen', 24), pond('P1', 'ph', 6, { intervalMinutes: 240, windows: hoursOf(DAY, 70).filter(({ hour }) => (hour ?? 0) % 4 === 0) }), pond('P2', 'dissolved-oxygen', 24), pond('P2', 'ph', 19)];

const EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '三个基地中一个全部必测参数在线', en: 'one of three bases has every parameter on line' },
    inputs: windowExample([POND_DAY], SERIES, { devices: DEVICES, bases: TERMS }),
    expected: {
      kind: 'value', ratio: { numerator: 1, denominator: 3 }, counted: ['P1'], intervals: { expected: 24 + 6 + 24 + 24 + 24 + 24, valid: 24 + 6 + 24 + 19 }, readings: 73,
      figures: {
        tables: [{
          title: { zh: '各场（基地）必测参数的在线小时', en: 'hours on line of the parameters of each base' },
          columns: [
            { zh: '场（基地）', en: 'base' }, { zh: '参数', en: 'parameter' }, { zh: '有数小时', en: 'hours with data' }, { zh: '计划小时', en: 'hours planned' }, { zh: '计入', en: 'counts' },
          ],
          rows: [
            ['north', 'dissolved-oxygen', 24, 24, '●'], ['north', 'ph', 6, 6, '●'], ['south', 'dissolved-oxygen', 24, 24, ''], ['south', 'ph', 19, 24, ''],
            ['west', 'dissolved-oxygen', 0, 24, ''], ['west', 'ph', 0, 24, ''],
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
            { zh: '场（基地）', en: 'base' }, { zh: '参数', en: 'parameter' }, { zh: '有数小时', en: 'hours with data' }, { zh: '计划小时', en: 'hours planned' }, { zh: '计入', en: 'counts' },
          ],
          rows: [['north', 'ph', 10, 12, '●']],
        }],
      },
    },
  },
];

const NO_DATA: readonly NoDataCase[] = [
  { title: { zh: '任务书未列基地', en: 'the contract names no base' }, inputs: windowExample([POND_DAY], SERIES, { devices: DEVICES }) },
  { title: { zh: '没有计划时间', en: 'nothing planned' }, inputs: windowExample([{ ...POND_DAY, planned: 0 }], SERIES, { devices: DEVICES, bases: TERMS }) },
  { title: { zh: '时段为空', en: 'an empty window' }, inputs: windowExample([], [], { devices: DEVICES, bases: TERMS }) },
];
