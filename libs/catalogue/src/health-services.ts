import type { AssetKind } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { exampleDevice } from './example-inputs.js';
import type { FigureTable } from './figure-table.js';
import type { DeviceInput, IndicatorInput } from './indicator.js';
import { NETWORKED_INPUTS, byId } from './networked-rule.js';
import { platformDeviceDaysNote } from './reasons.js';

export const HEALTH = { programme: 'P1', directions: ['P1.2.2'] } as const;
export const FUNCTIONS = { document: 'S000', place: '二(二)2 申报要求(3)', quoteZh: '系统应具备远程数据采集、传输和数据存储分析等功能' };

/** What carries others' data, or is none of the served groups' devices. */
const CARRIERS: ReadonlySet<AssetKind> = new Set<AssetKind>(['gateway', 'computer', 'camera']);
export const acquires = ({ assetKind }: DeviceInput): boolean => !CARRIERS.has(assetKind);
/** Whose readings are a trial: devices that acquire data and stand at a site of the inventory, which names the institution. */
export const atInstitution = (device: DeviceInput): boolean => acquires(device) && device.site !== null;
export const NO_DEVICE: BilingualText = { zh: '设备台账中没有采集设备', en: 'the inventory holds no device that acquires data' };

/** What an indicator reads that asks on which days there is data. */
export const DAY_INPUTS: readonly IndicatorInput[] = [
  NETWORKED_INPUTS[0] as IndicatorInput,
  { name: 'minute-masks', unit: { zh: '天', en: 'days' }, aggregation: { zh: '当地自然日内有任一分钟有效即为有数据', en: 'a local day has data when any of its minutes is valid' } },
];

export const PLATFORM_DAYS: BilingualText = { zh: '平台停机天数', en: 'days the platform was down' };

const DAY_TABLE: Omit<FigureTable, 'rows'> = {
  title: { zh: '各设备有数据的天数', en: 'days with data of each device' },
  columns: [{ zh: '设备', en: 'device' }, { zh: '有数据天数', en: 'days with data' }, { zh: '天数', en: 'days' }, PLATFORM_DAYS],
};

export const dayTable = (devices: readonly DeviceInput[]): FigureTable => ({ ...DAY_TABLE, rows: byId(devices).map(({ id, validDays, days, platformDays }) => [id, validDays, days, platformDays]) });

/** A device judged by its planned days. */
export const onPlannedDays = (device: DeviceInput): DeviceInput => ({ ...device, ...device.planned });

const PLANNED_DAY_TABLE: Omit<FigureTable, 'rows'> = {
  title: { zh: '各设备计划日中有数据的天数', en: 'planned days with data of each device' },
  columns: [{ zh: '设备', en: 'device' }, { zh: '有数据天数', en: 'days with data' }, { zh: '计划天数', en: 'planned days' }, PLATFORM_DAYS],
};
export const plannedDayTable = (devices: readonly DeviceInput[]): FigureTable => ({ ...dayTable(devices.map(onPlannedDays)), ...PLANNED_DAY_TABLE });

/** Whose every day the platform took is not judged at all. */
export const isJudged = ({ days, platformDays }: DeviceInput): boolean => days > 0 || platformDays === 0;

/** What stands beside the days because it is not in them. */
export function leftOutDays(devices: readonly DeviceInput[]): readonly BilingualText[] {
  const days = devices.reduce((sum, { platformDays }) => sum + platformDays, 0);
  return days === 0 ? [] : [platformDeviceDaysNote(days)];
}

/** A wearable of a worked example. */
export const wearable = (id: string, valid: number, facts: Partial<DeviceInput> = {}): DeviceInput =>
  exampleDevice(id, { assetKind: 'wearable', expected: 100, valid, calendarExpected: 100, calendarValid: valid, ...facts });
/** Who wore it on some of ten days. */
export const patient = (id: string, validDays: number, days = 10, facts: Partial<DeviceInput> = {}): DeviceInput => wearable(id, 50, { validDays, days, ...facts });
type DayRow = readonly [device: string, validDays: number, days: number, platformDays?: number];
const expectedDays = (...rows: readonly DayRow[]): FigureTable => ({ ...DAY_TABLE, rows: rows.map(([id, validDays, days, platformDays = 0]) => [id, validDays, days, platformDays]) });
export const DAY_LIST = ['2026-05-01', '2026-05-02', '2026-05-03'];
export const expectedPlannedDays = (...rows: readonly DayRow[]): FigureTable => ({ ...expectedDays(...rows), ...PLANNED_DAY_TABLE });

/** Hours with valid readings from which a day of a device is live: one reading a day shows no operation. */
export const HOURS_OF_A_LIVE_DAY = 4;

/** What an indicator reads that asks on which days devices were live. */
export const LIVE_INPUTS: readonly IndicatorInput[] = [
  NETWORKED_INPUTS[0] as IndicatorInput,
  {
    name: 'minute-masks', unit: { zh: '天', en: 'days' },
    aggregation: { zh: `当地自然日内至少 ${HOURS_OF_A_LIVE_DAY} 个小时各有任一分钟有效即为在线`, en: `a local day is live when at least ${HOURS_OF_A_LIVE_DAY} of its hours each have a valid minute` },
  },
];

/** Local days on which one of the devices was live, ascending. */
export const liveDaysOf = (devices: readonly DeviceInput[]): readonly string[] => [...new Set(devices.flatMap(({ liveDays = [] }) => liveDays))].sort();

/** Local days on which none was, and one could have been but for the platform's downtime, ascending. */
export function takenDaysOf(devices: readonly DeviceInput[]): readonly string[] {
  const live = new Set(liveDaysOf(devices));
  return [...new Set(devices.flatMap(({ takenDays = [] }) => takenDays))].filter((day) => !live.has(day)).sort();
}

const LIVE_TABLE: Omit<FigureTable, 'rows'> = {
  title: { zh: '各设备在线的天数', en: 'live days of each device' },
  columns: [{ zh: '设备', en: 'device' }, { zh: '机构（站点）', en: 'institution (site)' }, { zh: '在线天数', en: 'live days' }, { zh: '有数据天数', en: 'days with data' }, { zh: '天数', en: 'days' }, PLATFORM_DAYS],
};
export const liveTable = (devices: readonly DeviceInput[]): FigureTable =>
  ({ ...LIVE_TABLE, rows: byId(devices).map(({ id, site, liveDays = [], validDays, days, platformDays }) => [id, site, liveDays.length, validDays, days, platformDays]) });
export const expectedLive = (...rows: readonly (readonly [device: string, site: string | null, live: number, validDays: number, days: number, platformDays?: number])[]): FigureTable =>
  ({ ...LIVE_TABLE, rows: rows.map(([id, site, live, validDays, days, platformDays = 0]) => [id, site, live, validDays, days, platformDays]) });
/** A wearable of somebody at an institution, with the days on which it was live. */
export const livePatient = (id: string, liveDays: readonly string[], facts: Partial<DeviceInput> = {}): DeviceInput => patient(id, liveDays.length, 10, { site: 'clinic', liveDays, ...facts });
