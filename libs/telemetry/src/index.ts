export { ok, fail } from './result.js';
export type { Result } from './result.js';
export {
  MICROS_PER_MILLISECOND, MICROS_PER_SECOND, MICROS_PER_MINUTE, MICROS_PER_HOUR, MICROS_PER_DAY,
  hourOf, parseIsoMicros, formatIsoMicros,
} from './time.js';
export type { Micros } from './time.js';
export { systemClock, ManualClock } from './clock.js';
export type { Clock } from './clock.js';
export { QUALITY_LETTERS, qualityCode, qualityLetter, isValidQuality } from './quality.js';
export type { QualityCode, QualityLetter } from './quality.js';
export { ORIGINS, originCode, originName, countedOrigins } from './origin.js';
export type { Origin, OriginCode } from './origin.js';
export { ValueKind, LATE, SERVER_STAMPED, UNUSED, packFlags, valueKindOf, qualityOf, originOf } from './reading-flags.js';
export type { ReadingFlags, ValueKindCode } from './reading-flags.js';
export { METRIC_KINDS, METRIC_ROLES, VALUE_TYPES, REPORTING_MODES, METRIC_NAME } from './metric.js';
export type { MetricDefinition, MetricKind, MetricRole, ValueType, ReportingMode } from './metric.js';
export { ASSET_KINDS, PRINCIPAL_ID, isEquipment } from './device.js';
export type { AssetKind } from './device.js';
export { REJECTIONS, reject, describeRejection } from './rejection.js';
export type { Rejection, RejectionCode } from './rejection.js';
export {
  minuteOfHour, lowBit, highBit, popCount, foldHalf, wholeSlots, FULL_HALF, MASK_INTERVALS,
} from './minute-mask.js';
export type {
  DeviceClass, InventoryDevice, InventoryGateway, ProjectInventory, Site, UnknownMetricPolicy,
} from './inventory.js';
export { EFFICIENCY_DEFINITIONS, ENERGY_DEFINITIONS, LEGS, legPeriod } from './contract.js';
export type {
  AssessmentWindow, Comparator, ContractTarget, EfficiencyDefinition, EfficiencyTerms, EnergyDefinition, EnergyTerms,
  Leg, ProjectContract,
} from './contract.js';
export { DECISION_STATES, FIGURE_PURPOSES, SOURCE_KINDS } from './declared-figure.js';
export type { DecisionState, DeclaredFigure, EvidenceItem, FigurePurpose, SourceKind } from './declared-figure.js';
export { plannedHours, plannedSpans } from './planned-time.js';
export type { PlannedTime, PlannedHours, Shift, Exemption } from './planned-time.js';
export { PERIOD_UNITS, WINDOW_UNITS, windowOf, nextWindow } from './calendar-window.js';
export type { CalendarWindow, PeriodUnit, WindowUnit } from './calendar-window.js';
export { ReadingColumns } from './reading-columns.js';
export type { ReadingStamp } from './reading-columns.js';
export { Failure } from './failure.js';
export { ExactSum } from './exact-sum.js';
export { toGrid } from './grid.js';
