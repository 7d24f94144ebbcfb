/** What a metric is for: only `process` metrics are process data points (S001: 工艺流程传感器数据采集点). */
export const METRIC_KINDS = ['process', 'state', 'counter', 'alarm', 'programme', 'static', 'derived'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

/**
 * Amounts by the words of ISO 22400-2. A `counter` enters by its growth, any other kind by the sum of its readings (an
 * amount per interval); `production-state` enters by the time in `ACTIVE` or `true`.
 */
export const QUANTITY_ROLES = [
  'good-quantity', 'scrap-quantity', 'inspected-quantity', 'produced-quantity', 'labour-time', 'energy', 'material', 'production-state',
  'delivery-quantity', 'freight-turnover', 'vehicle-time',
] as const;
export type QuantityRole = (typeof QUANTITY_ROLES)[number];

/** Ambient pollutants of HJ 633. */
export const AIR_ROLES = ['pm2.5', 'pm10', 'so2', 'no2', 'co', 'o3'] as const;
export type AirRole = (typeof AIR_ROLES)[number];

/** Factors of GB 3838, GB 3097 and GB 11607. */
export const WATER_ROLES = [
  'water-temperature', 'ph', 'dissolved-oxygen', 'permanganate-index', 'cod', 'bod5', 'ammonia-nitrogen', 'total-phosphorus', 'total-nitrogen',
  'copper', 'zinc', 'fluoride', 'selenium', 'arsenic', 'mercury', 'cadmium', 'hexavalent-chromium', 'lead', 'cyanide', 'volatile-phenol', 'petroleum',
  'anionic-surfactant', 'sulphide', 'faecal-coliform', 'inorganic-nitrogen', 'active-phosphate', 'non-ionic-ammonia',
] as const;
export type WaterRole = (typeof WATER_ROLES)[number];

/** What has to be monitored on a farm or base besides water: amounts, states and warnings of which only the presence counts. */
export const FARM_ROLES = [
  'salinity', 'air-temperature', 'light', 'soil-moisture', 'fertiliser', 'carbon-dioxide', 'irrigation', 'barn-environment', 'vital-signs', 'feeding', 'aeration',
  'water-change', 'disease-warning',
] as const;
export type FarmRole = (typeof FARM_ROLES)[number];

/** What a contract can demand to be monitored of a base. */
export const BASE_PARAMETERS = [...WATER_ROLES, ...FARM_ROLES] as const;
export type BaseParameter = (typeof BASE_PARAMETERS)[number];

/** What is no amount: read by its windows of an hour or a day, by mean and extremes. */
export const LEVEL_ROLES = [...AIR_ROLES, ...WATER_ROLES, ...FARM_ROLES, 'outdoor-temperature'] as const;
export type LevelRole = (typeof LEVEL_ROLES)[number];

/** A session of training (VR/AR), one reading each at its source time; and the score that the same device gives it at the same time. */
export const TRAINING_ROLES = ['training-session', 'training-score'] as const;

/** What a metric means to the indicators. */
export const METRIC_ROLES = [...QUANTITY_ROLES, ...LEVEL_ROLES, ...TRAINING_ROLES] as const;
export type MetricRole = (typeof METRIC_ROLES)[number];

export const VALUE_TYPES = ['number', 'boolean', 'text'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

export const REPORTING_MODES = ['periodic', 'by-exception'] as const;
export type ReportingMode = (typeof REPORTING_MODES)[number];

/** What a value should keep to, as dashboards draw it beside the readings: no reading is rejected and no indicator judged by it. */
export interface MetricLimits {
  /** Inclusive, in the metric's unit; at least one of them. */
  readonly low?: number;
  readonly high?: number;
  /** Where it is written: a standard, a permit, the operating procedure. */
  readonly basis: string;
}

/** A metric of a device class. Names follow the field's standards where there is one. */
export interface MetricDefinition {
  readonly name: string;
  readonly nameZh?: string;
  /** UCUM-like unit text as shown to people; '' for a pure number. */
  readonly unit: string;
  readonly valueType: ValueType;
  readonly kind: MetricKind;
  /** Absent for a metric that no indicator reads by its meaning. */
  readonly role?: MetricRole;
  /** Inclusive valid range in `unit`; a reading outside is rejected as out-of-range. */
  readonly min?: number;
  readonly max?: number;
  readonly limits?: MetricLimits;
  /** Grid in `unit` on which sums are exact: a value enters a sum as the integer round(value ÷ resolution). */
  readonly resolution: number;
  /** Seconds between two readings of a periodic metric. */
  readonly expectedIntervalSeconds?: number;
  readonly reporting: ReportingMode;
}

/** Metric names: a letter or digit, then up to 63 letters, digits, `_ . : - / ( ) %`; letters of any script. */
export const METRIC_NAME = /^[\p{L}\p{N}][\p{L}\p{N}_.:\-/()%]{0,63}$/u;
