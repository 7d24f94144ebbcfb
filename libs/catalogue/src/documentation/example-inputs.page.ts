import { LEGS, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import { both, markdownTable, numberText } from './markdown.js';
import type { DeviceInput, IndicatorInputs } from '../indicator.js';
import { LEG_NAMES } from '../quantities.js';
import { traceTables } from './trace-inputs.page.js';
import type { SeriesWindow } from '../series-window.js';
import { decimalFraction, fractionToNumber, multiplyFractions } from '../fraction.js';

/** What an example starts from: every input that is not empty. */
export function inputsPage(inputs: IndicatorInputs): readonly string[] {
  const lines = [...termLines(inputs), ...deviceTable(inputs.devices), ...pointTable(inputs), ...quantityTable(inputs), ...legDevices(inputs), ...downtimeLines(inputs), ...windowTable(inputs), ...figureTable(inputs), ...evidenceTable(inputs), ...traceTables(inputs)];
  return lines.some((line) => line !== '') ? lines : ['—', ''];
}

/** The contract's choices as they are written in it. */
function termLines({ networkedThreshold, devices, messages, efficiency, energy, environment, cost, managedLinks, bases }: IndicatorInputs): readonly string[] {
  const terms = { efficiency, energy, environment, cost, managedLinks: managedLinks.length === 0 ? null : managedLinks, bases };
  const chosen = Object.entries(terms).filter(([, value]) => value !== null);
  return [
    ...chosen.map(([name, value]) => `- 任务书 / contract \`${name}\`: \`${JSON.stringify(value)}\``),
    ...(devices.length === 0 ? [] : [`- 联网阈值 / networked threshold: ${networkedThreshold}`]),
    ...(messages.received === 0 ? [] : [`- 读数 / readings: 收到 / received ${messages.received}, 已入库 / stored ${messages.stored}`]),
    ...devices.flatMap(({ id, site, liveDays = [] }) => (liveDays.length === 0 ? [] : [`- \`${id}\`（${site ?? '—'}）在线的日期 / live days: ${liveDays.join(' ')}`])),
    ...devices.flatMap(({ id, site, takenDays = [] }) => (takenDays.length === 0 ? [] : [`- \`${id}\`（${site ?? '—'}）平台停机而未在线的日期 / days without, in which the platform was down: ${takenDays.join(' ')}`])),
    '',
  ];
}

const deviceTable = (devices: readonly DeviceInput[]): readonly string[] => tableWith(devices.some(({ platformDays }) => platformDays > 0),
  ['设备 / device', '类别 / kind', '应有间隔 / expected', '有效间隔 / valid', '24 h 应有 / expected', '24 h 有效 / valid', '天 / days', '有效天 / valid days', '平台停机天 / days the platform was down'],
  devices.map((one) => [one.id, `${one.assetKind}${one.intelligent ? ' · 智能化 / intelligent' : ''}`, ...[one.expected, one.valid, one.calendarExpected, one.calendarValid].map(String), daysText(one.days, one.planned?.days), daysText(one.validDays, one.planned?.validDays), String(one.platformDays)]),
);

/** All days, and the planned ones where not every day is. */
const daysText = (all: number, planned: number | undefined): string => (planned === undefined ? String(all) : `${all}（计划日 / planned ${planned}）`);

/** The last column is of the platform's downtime: most examples have none. */
const tableWith = (hasDowntime: boolean, columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  (hasDowntime ? markdownTable(columns, rows) : markdownTable(columns.slice(0, -1), rows.map((row) => row.slice(0, -1))));

const pointTable = ({ processPoints }: IndicatorInputs): readonly string[] =>
  markdownTable(['设备 / device', '测点 / metric', '有效数据 / valid readings'], processPoints.map(({ device, metric, valid }) => [device, metric, String(valid)]));

const quantityTable = ({ legs }: IndicatorInputs): readonly string[] => markdownTable(
  ['时期 / leg', '设备 / device', '含义 / role', '数量 / amount', '读数 / readings'],
  LEGS.flatMap((leg) => legs[leg].quantities.map(({ device, role, steps, resolution, unit, readings }) => {
    const amount = fractionToNumber(multiplyFractions({ numerator: BigInt(steps), denominator: 1n }, decimalFraction(resolution)));
    return [both(LEG_NAMES[leg]), device, role, `${numberText(amount)} ${unit}`, String(readings)];
  })),
);

const legDevices = ({ legs }: IndicatorInputs): readonly string[] => tableWith(LEGS.some((leg) => legs[leg].devices.some(({ platformMinutes }) => platformMinutes > 0)),
  ['时期 / leg', '设备 / device', '应有间隔 / expected', '有效间隔 / valid', '计划分钟 / planned minutes', '平台停机分钟 / minutes the platform was down', '有生产状态的计划分钟 / planned minutes with a state'],
  LEGS.flatMap((leg) => legs[leg].devices.map(({ id, expected, valid, plannedMinutes, platformMinutes, stateMinutes = plannedMinutes }) => [both(LEG_NAMES[leg]), id, ...[expected, valid, plannedMinutes, platformMinutes, stateMinutes].map(String)])),
);

/** Hours of the days in which the platform was down. */
function downtimeLines({ windows }: IndicatorInputs): readonly string[] {
  const lines = LEGS.flatMap((leg) => windows[leg].days.flatMap(({ day, platformDown = [] }) =>
    platformDown.flatMap((minutes, hour) => (minutes === 0 ? [] : [`${day} ${String(hour).padStart(2, '0')}h ${minutes} min`]))));
  return lines.length === 0 ? [] : [`- 平台停机 / platform down: ${lines.join(', ')}`, ''];
}

/** One line a run of windows that say the same: an example of ten days has hundreds of hours. */
const windowTable = ({ windows }: IndicatorInputs): readonly string[] => markdownTable(
  ['时期 / leg', '设备 / device', '含义 / role', '窗口 / windows', '步长 / step', '每窗口之和 / sum of each', '有效 / held', '高于限值 / above the level'],
  LEGS.flatMap((leg) => windows[leg].series.flatMap(({ device, role, resolution, unit, windows: held }) =>
    runsOf(held).map(([first, last, count]) => [both(LEG_NAMES[leg]), device, role, count === 1 ? placeOf(first) : `${placeOf(first)} … ${placeOf(last)} (${count})`, `${resolution} ${unit}`, first.steps, String(first.held), first.above === 0 ? '—' : `${first.above / MICROS_PER_MINUTE} min`]))),
);

const placeOf = ({ day, hour }: SeriesWindow): string => (hour === null ? day : `${day} ${String(hour).padStart(2, '0')}h`);

function runsOf(windows: readonly SeriesWindow[]): readonly (readonly [SeriesWindow, SeriesWindow, number])[] {
  const runs: [SeriesWindow, SeriesWindow, number][] = [];
  for (const window of windows) {
    const run = runs.at(-1);
    if (run !== undefined && run[0].steps === window.steps && run[0].held === window.held && run[0].above === window.above) [run[1], run[2]] = [window, run[2] + 1];
    else runs.push([window, window, 1]);
  }
  return runs;
}

const figureTable = ({ figures }: IndicatorInputs): readonly string[] => markdownTable(
  ['申报数 / declared figure', '时期 / leg', '数量 / amount', '状态 / status'],
  figures.map(({ quantity, purpose, amount, unit, status }) => [quantity, purpose, `${numberText(amount)} ${unit}`, status]),
);

const evidenceTable = ({ evidence }: IndicatorInputs): readonly string[] => markdownTable(
  ['佐证 / evidence', '指标 / indicator', '状态 / status', '日期 / dated'],
  evidence.map(({ id, indicator, status, datedAt }) => [id, indicator, status, datedAt === undefined ? '—' : String(datedAt)]),
);
