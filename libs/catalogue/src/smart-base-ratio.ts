import { BASE_PARAMETERS } from '@yanshou/telemetry';
import type { BaseKind, BaseSites } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { WINDOW_INPUTS } from './environment/window-input.js';
import type { FigureTable } from './figure-table.js';
import { decimalFraction, holds, ratioFraction } from './fraction.js';
import type { ComputedIndicator, IndicatorEntry, IndicatorInputs, Outcome } from './indicator.js';
import { NETWORKED_INPUTS } from './networked-rule.js';
import { insufficient, platformHoursNote } from './reasons.js';
import { daysOfSite } from './series-window.js';
import type { LegDay, SeriesInput, WindowInputs } from './series-window.js';
import { BASE_EXAMPLES, BASE_NO_DATA, withLoweredNote } from './smart-base.example.js';
import { parameterHours } from './smart-base-hours.js';
import type { ParameterHours } from './smart-base-hours.js';
import { loweredNote, termsOf } from './smart-base-terms.js';
import type { Describe } from './trace/describe.js';
import { exactText } from './trace/exact-text.js';
import { counted } from './trace/make-step.js';
import { sharesOfCounts } from './trace/stations.trace.js';
import type { TraceStep } from './trace/trace-step.js';

type BaseFacts = Pick<IndicatorEntry, 'id' | 'nameZh' | 'nameEn' | 'defaultTarget' | 'clause'>;

/** An indicator that counts the farms or bases of which every required parameter is networked. */
export const smartBaseRatio = (kind: BaseKind, facts: BaseFacts): ComputedIndicator => ({
  ...facts,
  unit: '%', scale: 100, comparator: '>=', programme: 'P3', directions: ['P3.agriculture'], kind: 'telemetry', sourceKind: 'collected', computed: true,
  inputs: [
    ...WINDOW_INPUTS, ...NETWORKED_INPUTS.filter(({ name }) => name === 'networked-threshold'),
    { name: 'contract-scope', unit: { zh: '场（基地）', en: 'bases' }, aggregation: { zh: '任务书所列全部场（基地）与必测参数', en: 'all bases and parameters that the contract names' } },
  ],
  windowRoles: BASE_PARAMETERS,
  gates: ['platform'],
  formula: {
    zh: '必测参数全部联网的场（基地）数 ÷ 任务书所列场（基地）总数 × 100%；参数在时段全部计划时间内（扣除平台自身停机且事后未补传的小时）有有效数据的小时比例（同一参数各测点合计，不论何时安装）达到任务书阈值计为联网',
    en: 'bases of which every required parameter is networked ÷ all bases of the contract × 100 %; a parameter is networked when the share of all planned hours of the window (without those lost to the platform\'s own downtime) with a valid reading, of any of its series and whenever installed, reaches the threshold of the contract',
  },
  ownDefinition: {
    zh: '文件未给出“智能化”的定义：按任务书所列必测参数在线计（可按类别分列），少于专项文件所列的予以注明；未安装设备的场（基地）计入分母，为本平台定义',
    en: 'the document does not define "smart": every parameter that the contract names (by kind where it does) is on line, and what it leaves out of the programme\'s list is said; a base without devices counts below the line; a definition of this platform',
  },
  formulaVersion: '2.1.0',
  compute: (inputs) => compute(inputs, kind),
  trace: traceOf(kind),
  workedExamples: BASE_EXAMPLES.map((example) => ({ ...example, expected: withLoweredNote(example, kind) })),
  noDataCases: BASE_NO_DATA,
});

interface ParameterShare extends ParameterHours {
  readonly networked: boolean;
}

interface JudgedBase {
  readonly site: string;
  readonly shares: readonly ParameterShare[];
  readonly smart: boolean;
}

function compute({ bases: terms, devices, windows: { reporting }, networkedThreshold }: IndicatorInputs, kind: BaseKind): Outcome {
  const bases = termsOf(terms, kind);
  if (bases === null || bases.sites.length === 0 || bases.parameters.length === 0) return insufficient(NO_BASES);
  if (bases.sites.every((site) => daysOfSite(reporting, site).every(({ planned }) => planned === 0))) return insufficient(NO_PLANNED_HOUR);
  const siteOf = new Map(devices.map(({ id, site }) => [id, site]));
  const judged = judgedBases({ bases, devices, reporting, networkedThreshold });
  const smart = judged.filter((base) => base.smart);
  const shares = judged.flatMap((base) => base.shares);
  const lost = sum(shares.map((share) => share.lost));
  const notes = [...(lost > 0 ? [platformHoursNote(lost)] : []), ...loweredNote(bases, kind)];
  const inScope = reporting.series.filter(({ device }) => judged.some(({ site }) => site === siteOf.get(device)));
  return {
    kind: 'value',
    ratio: { numerator: smart.length, denominator: judged.length },
    counted: devices.filter(({ site }) => smart.some((base) => base.site === site)).map(({ id }) => id).sort(),
    intervals: { expected: sum(shares.map(({ due }) => due)), valid: sum(shares.map(({ have }) => have)) },
    readings: sum(inScope.flatMap(({ windows }) => windows.map(({ readings }) => readings))),
    figures: { tables: [baseTable(judged)] },
    ...(notes.length > 0 && { notes }),
  };
}

type BasesToJudge = Pick<IndicatorInputs, 'devices' | 'networkedThreshold'> & { readonly bases: BaseSites; readonly reporting: WindowInputs };

function judgedBases({ bases, devices, reporting, networkedThreshold }: BasesToJudge): readonly JudgedBase[] {
  const siteOf = new Map(devices.map(({ id, site }) => [id, site]));
  return [...bases.sites].sort().map((site) => judgeBase(site, bases, { series: reporting.series.filter(({ device }) => siteOf.get(device) === site), days: daysOfSite(reporting, site), threshold: networkedThreshold }));
}

const traceOf = (kind: BaseKind): Describe => ({ bases: terms, devices, windows: { reporting }, networkedThreshold }, _outcome, indicator) => {
  const bases = termsOf(terms, kind);
  const judged = bases === null ? [] : judgedBases({ bases, devices, reporting, networkedThreshold });
  const threshold = exactText(decimalFraction(networkedThreshold));
  return [...judged.map((base) => baseStep(base, threshold)), ...sharesOfCounts(indicator, BASES, [{ zh: '场（基地）', en: 'base' }], judged.map(({ site, smart }) => ({ cells: [site], above: smart, below: true, source: { kind: 'contract' } })))];
};

const baseStep = ({ site, shares }: JudgedBase, threshold: string): TraceStep => counted({
  title: { zh: `“${site}”联网的必测参数`, en: `parameters of "${site}" that are networked` }, symbol: `b(${site})`, unit: '项',
  formula: { zh: `有数小时 ÷ 计划小时 ≥ ${threshold} 的必测参数计数`, en: `number of parameters with hours with data ÷ planned hours ≥ ${threshold}` },
}, [{ zh: '参数', en: 'parameter' }, { zh: '有数小时', en: 'hours with data' }, { zh: '计划小时', en: 'hours planned' }, PLATFORM_HOURS, { zh: '测点', en: 'metric' }], shares.map(({ parameter, have, due, lost, networked, series }) => ({
  cells: [parameter, have, due, lost, series === null ? null : `${series.device} ${series.metric}`], counts: networked,
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

function judgeBase(site: string, { parameters }: BaseSites, { series, days, threshold }: BaseFactsHeld): JudgedBase {
  const shares = parameters.map((parameter) => parameterHours(parameter, series, days)).map((share) => ({ ...share, networked: isNetworked(share, threshold) }));
  return { site, shares, smart: shares.every(({ networked }) => networked) };
}

const isNetworked = ({ have, due }: ParameterHours, threshold: number): boolean => due > 0 && holds(ratioFraction(have, due), '>=', decimalFraction(threshold));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const baseTable = (bases: readonly JudgedBase[]): FigureTable => ({
  title: { zh: '各场（基地）必测参数的在线小时', en: 'hours on line of the parameters of each base' },
  columns: [
    { zh: '场（基地）', en: 'base' }, { zh: '参数', en: 'parameter' }, { zh: '有数小时', en: 'hours with data' }, { zh: '计划小时', en: 'hours planned' }, PLATFORM_HOURS, { zh: '计入', en: 'counts' },
  ],
  rows: bases.flatMap(({ site, shares, smart }) => shares.map(({ parameter, have, due, lost }) => [site, parameter, have, due, lost, smart ? '●' : ''])),
});

const PLATFORM_HOURS: BilingualText = { zh: '平台停机小时', en: 'hours the platform was down' };
const NO_BASES: BilingualText = {
  zh: '任务书未列出范围内的场（基地）及其必测参数',
  en: 'the contract names no bases and what has to be monitored of them',
};
const NO_PLANNED_HOUR: BilingualText = { zh: '考核时段内没有计划时间', en: 'no hour of the window is planned' };
