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
export { AIR_ROLES, BASE_PARAMETERS, FARM_ROLES, LEVEL_ROLES, METRIC_KINDS, METRIC_ROLES, METRIC_NAME, QUANTITY_ROLES, REPORTING_MODES, VALUE_TYPES, WATER_ROLES } from './metric.js';
export type {
  AirRole, BaseParameter, FarmRole, LevelRole, MetricDefinition, MetricKind, MetricRole, QuantityRole, ReportingMode, ValueType, WaterRole,
} from './metric.js';
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
export { AIR_STANDARDS, CONFIDENCE_LEVELS, EFFICIENCY_DEFINITIONS, ENERGY_DEFINITIONS, LEGS, MANAGEMENT_LINKS, legPeriod } from './contract.js';
export type {
  AirStandard, AssessmentWindow, BaseTerms, Comparator, ConfidenceLevel, ContractTarget, CostTerms, EfficiencyDefinition, EfficiencyTerms, EnergyDefinition,
  EnergyModelTerms, EnergyTerms, EnvironmentTerms, Leg, ManagedLink, ManagementLink, ProjectContract, ProjectUnit,
} from './contract.js';
export { appliedRule, defaultSettings } from './programme-settings.js';
export type { AppliedRule, ProgrammeSettings, RollUpRule, RuleDocument, RuleFault } from './programme-settings.js';
export { LIFE_CYCLE_STATES, LIFE_CYCLE_STEPS, checkStep, lifeCycleAt, nextStates } from './life-cycle.js';
export type { LifeCycleEvent, LifeCycleStanding, LifeCycleState, LifeCycleStep, StepDraft, StepFault, StepNeed } from './life-cycle.js';
export { DEFAULT_DAY_COUNTS, deadlineOf } from './life-cycle-deadlines.js';
export type { DayCounts, Deadline } from './life-cycle-deadlines.js';
export { milestoneStanding, quarterlyDues } from './milestone.js';
export type { Milestone, MilestoneChange, MilestoneReport, MilestoneStanding, MilestoneState } from './milestone.js';
export type { MoneyAudit, MoneyItem, ProjectMoneyRecord } from './project-money.js';
export type { ChangeRequest, Freeze, FrozenChange } from './frozen-terms.js';
export { DECISION_STATES, FIGURE_PURPOSES, SOURCE_KINDS } from './declared-figure.js';
export type { DecisionState, DeclaredFigure, FigurePurpose, SourceKind } from './declared-figure.js';
export { LEDGER_STATES, assetKey } from './asset-ledger.js';
export type { AssetLedger, LedgerAsset, LedgerState } from './asset-ledger.js';
export { EVIDENCE_KINDS, LEGAL_STATES, REGISTERED_KINDS, isRegisteredKind, numberKey, unitKey } from './evidence-item.js';
export type { EvidenceItem, EvidenceKind, LegalState, RegisteredKind } from './evidence-item.js';
export { plannedHours, plannedSpans } from './planned-time.js';
export type { PlannedTime, PlannedHours, Shift, Exemption } from './planned-time.js';
export { PERIOD_UNITS, WINDOW_UNITS, localDay, windowOf, nextWindow } from './calendar-window.js';
export type { CalendarWindow, PeriodUnit, WindowUnit } from './calendar-window.js';
export { ReadingColumns } from './reading-columns.js';
export type { ReadingStamp } from './reading-columns.js';
export { Failure } from './failure.js';
export { ExactSum } from './exact-sum.js';
export { toGrid } from './grid.js';
export { DESIGNATION_LEVELS, designationsOf, isInForce } from './designation.js';
export type { Designation, DesignationDocument, DesignationDraft, DesignationEnd, DesignationEvent, DesignationLevel } from './designation.js';
