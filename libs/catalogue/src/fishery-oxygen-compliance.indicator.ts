import { OXYGEN_VERDICTS, rollingOxygen } from './environment/fishery-oxygen.js';
import type { OxygenVerdict } from './environment/fishery-oxygen.js';
import { OXYGEN_EXAMPLES, OXYGEN_NO_DATA } from './environment/oxygen.example.js';
import { downByPlace, hourRuns } from './environment/oxygen-runs.js';
import { stationsOf } from './environment/station-series.js';
import type { Station, StationSeries } from './environment/station-series.js';
import { WINDOW_INPUTS } from './environment/window-input.js';
import type { BilingualText } from './bilingual.js';
import type { FigureTable } from './figure-table.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { insufficient, platformSpansNote } from './reasons.js';
import type { Describe } from './trace/describe.js';
import { sharesOfStations } from './trace/stations.trace.js';
import { isDayOf } from './series-window.js';
import type { LegDay, WindowInputs } from './series-window.js';

interface PondOxygen extends Readonly<Record<OxygenVerdict, number>> {
  readonly device: string;
  readonly metric: string;
}

function compute({ windows: { reporting } }: IndicatorInputs): Outcome {
  const ponds = stationsOf(reporting, ['dissolved-oxygen'], () => 'mg/L');
  if (!ponds.ok) return insufficient(ponds.reason);
  const judged = judgedPonds(ponds.value, reporting);
  const [compliant, breach, undecided, lost] = OXYGEN_VERDICTS.map((verdict) => judged.reduce((sum, pond) => sum + pond[verdict], 0)) as [number, number, number, number];
  const decided = compliant + breach;
  if (decided + undecided + lost === 0) return insufficient(NO_24_HOURS);
  const short = judged.find((pond) => (pond.compliant + pond.breach) * 30 < (pond.compliant + pond.breach + pond.undecided) * 27);
  if (decided === 0 || short !== undefined) return insufficient(tooFew(short ?? (judged[0] as PondOxygen)));
  return {
    kind: 'value',
    ratio: { numerator: compliant, denominator: decided },
    counted: judged.filter((pond) => pond.compliant > 0 && pond.breach === 0).map(({ device }) => device),
    intervals: { expected: decided + undecided, valid: decided },
    readings: ponds.value.flatMap(({ series }) => [...series.values()]).flatMap(({ series: { windows } }) => windows).reduce((sum, { readings }) => sum + readings, 0),
    figures: { tables: [pondTable(judged)] },
    ...(lost > 0 && { notes: [platformSpansNote(lost)] }),
  };
}

const judgedPonds = (ponds: readonly Station[], windows: WindowInputs): readonly PondOxygen[] => ponds.map((pond) => pondOxygen(pond, windows));

const trace: Describe = ({ windows: { reporting } }, _outcome, indicator) => {
  const ponds = stationsOf(reporting, ['dissolved-oxygen'], () => 'mg/L');
  const judged = ponds.ok ? judgedPonds(ponds.value, reporting) : [];
  return sharesOfStations(indicator, SPANS, [{ zh: '池（站）', en: 'pond' }, { zh: '不达标', en: 'in breach' }, UNDECIDED, LOST], judged.map(({ device, metric, compliant, breach, undecided, lost }) => ({
    cells: [device, breach, undecided, lost], above: compliant, below: compliant + breach, source: { kind: 'readings', leg: 'reporting', device, metric },
  })));
};

const UNDECIDED: BilingualText = { zh: '数据不足未判定', en: 'undecided for lack of data' };
const LOST: BilingualText = { zh: '平台停机未判定', en: 'undecided because the platform was down' };

const SPANS = {
  above: { zh: '达标的连续 24 小时', en: 'spans of 24 h that comply' }, below: { zh: '可判定的连续 24 小时', en: 'spans that can be decided' }, unit: '个',
  formula: {
    above: { zh: 'Σ 各池中 16 小时以上大于 5 mg/L 且从未低于下限的连续 24 小时（自任一时刻起；每小时内结束的各段取最差，计一个）', en: 'Σ of each pond: spans with more than 16 h above 5 mg/L and never below the floor, from whatever time on; those that end in the same hour count as one, by the worst' },
    below: { zh: 'Σ 达标 + 不达标', en: 'Σ complying + in breach' },
  },
} as const;

/** Hours in a row of days that follow each other, without those of drained ponds: nothing is known of what lies between them, or nothing lives in it. */
function pondOxygen({ device, series }: Station, windows: WindowInputs): PondOxygen {
  const oxygen = series.get('dissolved-oxygen') as StationSeries;
  const { days } = { ...windows, ...oxygen.series };
  const levels = new Map(oxygen.series.windows.map(({ day, hour, levels: held = [] }) => [`${day} ${hour ?? 0}`, held]));
  const down = downByPlace(days);
  const counts = { compliant: 0, breach: 0, undecided: 0, lost: 0 };
  for (const run of runsOf(days.filter(({ day }) => isDayOf(oxygen.series, day))).flatMap(stockedHours)) {
    const runs = run.flatMap((place, index) => hourRuns(levels.get(place) ?? [], down.get(place) ?? []).map(({ from, to, level }) => ({ from: index * HOUR + from, to: index * HOUR + to, level })));
    const found = rollingOxygen(runs, run.length);
    for (const verdict of OXYGEN_VERDICTS) counts[verdict] += found[verdict];
  }
  return { device, metric: oxygen.series.metric, ...counts };
}

const HOUR = 3_600_000_000;

/** Places `day hour` in a row that no pond stood drained in. */
function stockedHours(days: readonly LegDay[]): readonly (readonly string[])[] {
  const runs: string[][] = [[]];
  for (const { day, hours, drained = 0 } of days) {
    for (let hour = 0; hour < hours; hour += 1) {
      if ((drained & (1 << hour)) === 0) runs.at(-1)?.push(`${day} ${hour}`);
      else if ((runs.at(-1)?.length ?? 0) > 0) runs.push([]);
    }
  }
  return runs;
}

/** Whole days that follow each other. */
function runsOf(days: readonly LegDay[]): readonly (readonly LegDay[])[] {
  const runs: LegDay[][] = [];
  for (const day of days.filter(({ hours }) => hours >= 23)) {
    const run = runs.at(-1);
    if (run !== undefined && dayNumber(day.day) === dayNumber(run.at(-1)?.day ?? '') + 1) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

const pondTable = (ponds: readonly PondOxygen[]): FigureTable => ({
  title: { zh: '各池（站）每个连续 24 小时的判定', en: 'verdict of every 24 h of each pond' },
  columns: [
    { zh: '池（站）', en: 'pond' }, { zh: '达标', en: 'compliant' }, { zh: '不达标', en: 'in breach' }, UNDECIDED, LOST,
  ],
  rows: ponds.map(({ device, compliant, breach, undecided, lost }) => [device, compliant, breach, undecided, lost]),
});

const NO_24_HOURS: BilingualText = { zh: '考核时段内没有连续的 24 小时', en: 'the window holds no 24 h in a row' };
const tooFew = ({ device, compliant, breach, undecided }: PondOxygen): BilingualText => ({
  zh: `“${device}”可判定的 24 小时为 ${compliant + breach}/${compliant + breach + undecided}，低于九成`,
  en: `of "${device}" ${compliant + breach} of ${compliant + breach + undecided} spans of 24 h can be decided: less than nine tenths`,
});

export const fisheryOxygenCompliance: ComputedIndicator = {
  id: 'fishery-oxygen-compliance',
  nameZh: '渔业水质溶解氧达标率（GB 11607-89）',
  nameEn: 'compliance of dissolved oxygen of fishery water (GB 11607-89)',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: null,
  programme: 'P1',
  directions: ['P1.3.2', 'P1.3.1'],
  clause: { document: 'S000', place: '三(二)2', quoteZh: '“互联网+现代农业”精准化生产关键产品研发' },
  kind: 'telemetry',
  sourceKind: 'collected',
  computed: true,
  inputs: WINDOW_INPUTS,
  windowRoles: ['dissolved-oxygen'],
  gates: ['platform'],
  formula: {
    zh: '达标的连续 24 小时数 ÷ 可判定的连续 24 小时数 × 100%，自任一时刻起计，每小时内结束的各段取最差、计一个；达标：16 小时以上大于 5 mg/L，其余任何时候不低于 3 mg/L（鲑科 4 mg/L）',
    en: 'spans of 24 h that comply ÷ spans that can be decided × 100 %, from whatever time on, those that end in the same hour as one, by the worst; complying: more than 16 h above 5 mg/L and never below 3 mg/L (salmonids 4 mg/L)',
  },
  ownDefinition: {
    zh: '文件未定量，目标值由任务书规定；读数自其时刻起在一个上报间隔内有效，未知时间既不算高于也不算低于，足以改变结论的不予判定，每池须有九成可判定（仅因平台自身停机而不能判定的不在其内）；排水清塘（任务书豁免类别 drained）期间不判定，为本平台定义',
    en: 'the document sets no number: the target is the contract\'s; a reading holds for one reporting interval, unknown time counts for neither side and what it could turn is not decided, nine tenths must be decided of each pond, not counting those that the platform\'s own downtime alone left undecided; nothing is judged while ponds are drained (exemptions of that kind): a definition of this platform',
  },
  formulaVersion: '2.1.1',
  compute,
  trace,
  workedExamples: OXYGEN_EXAMPLES,
  noDataCases: OXYGEN_NO_DATA,
};
