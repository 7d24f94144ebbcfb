import type { AssetKind, ContractTarget, EnergyTerms, MetricKind, MetricRole, Micros } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, windowOf } from '@yanshou/telemetry';

/** A recording in one table: which device it is of, how its times are written, what its columns are for. */
export interface TableFormat {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly programme: string;
  readonly direction: string;
  readonly file: string;
  readonly zone: string;
  readonly device: string;
  readonly deviceZh: string;
  readonly deviceEn: string;
  readonly assetKind: AssetKind;
  readonly intervalMinutes: number;
  /** Columns that make up the time; they are no readings. */
  readonly timeColumns: readonly string[];
  /** Undefined for a text that is no time of this table. */
  readonly time: (cells: readonly string[], zone: string) => Micros | undefined;
  /** Columns that are no process sensors. */
  readonly kinds: Readonly<Record<string, MetricKind>>;
  readonly units: Readonly<Record<string, string>>;
  readonly roles?: Readonly<Record<string, MetricRole>>;
  /** Beside those that every table has. */
  readonly targets?: readonly ContractTarget[];
  /** Local days, from the first to the one after the last. */
  readonly baseline?: readonly [from: string, to: string];
  readonly energy?: EnergyTerms;
}

/** Local wall-clock time to UTC. `hour` may be 24: the midnight that ends the day. */
export function localTime(date: readonly [year: number, month: number, day: number], hour: number, minute: number, zone: string): Micros {
  return midnightOf(date, zone) + hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE;
}

/** A table has hundreds of rows a day, and calendars are slow. */
const midnights = new Map<string, Micros>();

function midnightOf(date: readonly [number, number, number], zone: string): Micros {
  const key = `${date.join('-')} ${zone}`;
  let midnight = midnights.get(key);
  if (midnight === undefined) {
    const noon = Date.UTC(date[0], date[1] - 1, date[2], 12) * 1_000;
    midnights.set(key, (midnight = windowOf(noon, 'day', zone).from));
  }
  return midnight;
}

/** `31-12-18 23.45`, day first. The row of 0.00 is the last of its day and closes it: 24:00. */
export function energyTime(text: string, zone: string): Micros | undefined {
  const parts = /^(\d{1,2})-(\d{1,2})-(\d{2}) (\d{1,2})\.(\d{2})$/.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [day, month, year, hour, minute] = parts as [number, number, number, number, number];
  const at = localTime([2000 + year, month, day], hour, minute, zone);
  return hour === 0 && minute === 0 ? at + MICROS_PER_DAY : at;
}

/** `3/15/2022 23:50`, month first. */
export function greenhouseTime(text: string, zone: string): Micros | undefined {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [month, day, year, hour, minute] = parts as [number, number, number, number, number];
  return localTime([year, month, day], hour, minute, zone);
}

function machineTime(text: string, zone: string): Micros | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):00$/.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year, month, day, hour, minute] = parts as [number, number, number, number, number];
  return localTime([year, month, day], hour, minute, zone);
}

function airTime(cells: readonly string[], zone: string): Micros | undefined {
  if (!cells.slice(1).every((cell) => /^\d+$/.test(cell))) return undefined;
  const [, year, month, day, hour] = cells.map(Number) as [number, number, number, number, number];
  return localTime([year, month, day], hour, 0, zone);
}

const MASS = 'µg/m³';

export const TABLE_FORMATS: readonly TableFormat[] = [
  {
    id: 'greenhouse', nameZh: '生菜温室（实录）', nameEn: 'lettuce greenhouse (recorded)', programme: 'P1', direction: 'P1.3.2',
    file: 'GreenhouseClimate.csv', zone: 'Europe/Amsterdam',
    device: 'greenhouse', deviceZh: '温室', deviceEn: 'greenhouse', assetKind: 'farm', intervalMinutes: 5,
    timeColumns: ['Date'], time: ([text = ''], zone) => greenhouseTime(text, zone),
    kinds: {
      VentLee: 'state', VentWind: 'state', AssimLight: 'state', EnScr: 'state', BlckScr: 'state', CO2reg: 'state',
      HumDef: 'derived', stomata_cond: 'derived', Transp_ridder: 'derived',
    },
    units: { Tair: '°C', Rhair: '%RH', CO2air: 'ppm', Tpipe: '°C', Tair_sigrow: '°C', Rhair_sigrow: '%RH', Tleaf_ridder: '°C' },
  },
  {
    id: 'air', nameZh: '北京天坛空气站（实录）', nameEn: 'Beijing Tiantan air station (recorded)', programme: 'P1', direction: 'P1.4.2',
    file: 'PRSA_Data_Tiantan_20130301-20170228.csv', zone: 'Asia/Shanghai',
    device: 'Tiantan', deviceZh: '天坛站', deviceEn: 'Tiantan station', assetKind: 'station', intervalMinutes: 60,
    timeColumns: ['No', 'year', 'month', 'day', 'hour'], time: airTime,
    kinds: { station: 'static', lat: 'static', long: 'static' },
    units: {
      'PM2.5': MASS, PM10: MASS, SO2: MASS, NO2: MASS, CO: MASS, O3: MASS,
      TEMP: '°C', PRES: 'hPa', DEWP: '°C', RAIN: 'mm', WSPM: 'm/s',
    },
    roles: { 'PM2.5': 'pm2.5', PM10: 'pm10', SO2: 'so2', NO2: 'no2', CO: 'co', O3: 'o3' },
    targets: [
      { indicator: 'air-quality-good-days', comparator: '>=', value: 70, unit: '%', clause: 'S000 四(二)2' },
      { indicator: 'monitoring-valid-hours', comparator: '>=', value: 90, unit: '%', clause: 'S000 四(二)2' },
    ],
  },
  {
    id: 'energy', nameZh: '钢铁厂能耗（实录）', nameEn: 'steel plant energy (recorded)', programme: 'P2', direction: 'P2.1.4',
    file: 'Steel_industry_data.csv', zone: 'Asia/Seoul',
    device: 'plant', deviceZh: '钢铁厂', deviceEn: 'steel plant', assetKind: 'production', intervalMinutes: 15,
    timeColumns: ['date'], time: ([text = ''], zone) => energyTime(text, zone),
    kinds: { 'CO2(tCO2)': 'derived', NSM: 'derived', WeekStatus: 'derived', Day_of_week: 'derived', Load_Type: 'state' },
    units: {
      Usage_kWh: 'kW.h', Lagging_Current_Reactive_Power_kVarh: 'kvar.h', Leading_Current_Reactive_Power_kVarh: 'kvar.h',
      'CO2(tCO2)': 't', Lagging_Current_Power_Factor: '%', Leading_Current_Power_Factor: '%', NSM: 's',
    },
    roles: { Usage_kWh: 'energy' },
    // The recording holds no output: energy per unit cannot be told, and the row says so beside a model by the calendar.
    baseline: ['2018-01-01', '2018-07-01'], energy: { definition: 'regression', model: { calendar: true } },
    targets: [{ indicator: 'energy-utilisation-gain', comparator: '>=', value: 10, unit: '%', clause: 'S002 智能制造 专栏3' }],
  },
  {
    id: 'machine', nameZh: '机器温度（实录）', nameEn: 'machine temperature (recorded)', programme: 'P2', direction: 'P2.1.4',
    file: 'machine_temperature_system_failure.csv', zone: 'UTC',
    device: 'machine', deviceZh: '机器', deviceEn: 'machine', assetKind: 'production', intervalMinutes: 5,
    timeColumns: ['timestamp'], time: ([text = ''], zone) => machineTime(text, zone),
    kinds: {}, units: {},
  },
];
