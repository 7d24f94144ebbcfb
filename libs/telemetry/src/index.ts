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
export { AIR_ROLES, BASE_PARAMETERS, FARM_ROLES, LEVEL_ROLES, METRIC_KINDS, METRIC_ROLES, METRIC_NAME, QUANTITY_ROLES, REPORTING_MODES, TRAINING_ROLES, VALUE_TYPES, WATER_ROLES } from './metric.js';
export type {
  AirRole, BaseParameter, FarmRole, LevelRole, MetricDefinition, MetricKind, MetricLimits, MetricRole, QuantityRole, ReportingMode, ValueType, WaterRole,
} from './metric.js';
export { ASSET_KINDS, PRINCIPAL_ID, isEquipment } from './device.js';
export type { AssetKind } from './device.js';
export { REJECTIONS, reject, describeRejection } from './rejection.js';
export type { Rejection, RejectionCode } from './rejection.js';
export {
  minuteOfHour, lowBit, highBit, popCount, foldHalf, wholeSlots, FULL_HALF, MASK_INTERVALS,
} from './minute-mask.js';
export type { IntelligenceApproval,
  DeviceClass, InventoryDevice, InventoryGateway, ProjectInventory, Site, UnknownMetricPolicy,
} from './inventory.js';
export { AIR_STANDARDS, BASE_KINDS, CONFIDENCE_LEVELS, DEFAULT_LATE_DELIVERY_HOURS, EFFICIENCY_DEFINITIONS, ENERGY_CARRIERS, ENERGY_DEFINITIONS, LEAST_REPORTING_DAYS, LEGS, MANAGEMENT_LINKS, legPeriod, sufficiencyTerms } from './contract.js';
export type {
  AirStandard, AssessmentWindow, BaseKind, BaseSites, BaseTerms, Comparator, ConfidenceLevel, ContractTarget, ProgrammeTarget, CostTerms, EfficiencyDefinition, EfficiencyTerms, CoalFactor, EnergyCarrier, EnergyDefinition,
  EnergyModelTerms, EnergyTerms, EnvironmentTerms, Leg, ManagedLink, ManagementLink, ProjectContract, ProjectUnit, TraceTerms,
} from './contract.js';
export { SUFFICIENCY_DEFAULTS } from './sufficiency-terms.js';
export { TERM_DEFAULTS, TERM_FLOORS } from './term-defaults.js';
export type { SeriesChange, SufficiencyTerms } from './sufficiency-terms.js';
export { appliedRule, defaultSettings, documentOn, programmeTargets, withProgrammeTargets } from './programme-settings.js';
export type { RuleFigures, SubsidyFigure } from './rule-figures.js';
export type { AppliedRule, DirectionTarget, ProgrammeSettings, RollUpRule, RuleDocument, RuleFault } from './programme-settings.js';
export { LIFE_CYCLE_STATES, LIFE_CYCLE_STEPS, checkStep, lifeCycleAt, nextStates } from './life-cycle.js';
export type { LifeCycleEvent, LifeCycleStanding, LifeCycleState, LifeCycleStep, StepDraft, StepFault, StepNeed } from './life-cycle.js';
export { DEFAULT_DAY_COUNTS, deadlineOf } from './life-cycle-deadlines.js';
export type { DayCounts, Deadline } from './life-cycle-deadlines.js';
export { milestoneStanding, quarterlyDues } from './milestone.js';
export type { Milestone, MilestoneChange, MilestoneReport, MilestoneStanding, MilestoneState } from './milestone.js';
export type { MoneyAudit, MoneyItem, ProjectMoneyRecord } from './project-money.js';
export { LIBRARY_DECISIONS, LIBRARY_RESULTS, RECOMMENDER_KINDS, countsInQuota, isOfRecommender, isPromotable, isSameName, matchesLibrary, nextDecisions } from './library-project.js';
export type { LibraryDecision, LibraryEntry, LibraryProject, LibraryQuery, LibraryQuota, LibraryResult, LibraryStep, Promotion, Recommender, RecommenderKind, RegisteredRecommender } from './library-project.js';
export { BUDGET_ROW, BUDGET_WEIGHT, FULL_POINTS, hundredths, isPoints, sumOfPoints } from './self-assessment.js';
export type { IssuedSelfAssessment, SelfAssessmentEntry, SelfAssessmentVersion } from './self-assessment.js';
export type { ChangeRequest, Freeze, FrozenChange } from './frozen-terms.js';
export { CONCLUSIONS, auditedFigures, correctedBy, standingOpinions } from './audit-opinion.js';
export type { AuditOpinion, AuditedFigure, Conclusion, SignedOpinion } from './audit-opinion.js';
export { DECISION_STATES, FIGURE_PURPOSES, FIGURE_STATES, SOURCE_KINDS } from './declared-figure.js';
export type { DecisionState, DeclaredFigure, FigurePeriod, FigurePurpose, FigureState, FigureWithdrawal, SourceKind } from './declared-figure.js';
export { LEDGER_STATES, assetKey } from './asset-ledger.js';
export type { AssetLedger, LedgerAsset, LedgerState } from './asset-ledger.js';
export { EVIDENCE_KINDS, LEGAL_STATES, REGISTERED_KINDS, isRegisteredKind, numberKey, unitKey } from './evidence-item.js';
export { evidenceBefore, legalHistories, legalStateBefore, nextLegalStates } from './legal-change.js';
export type { LegalChange, LegalStateSince } from './legal-change.js';
export type { EvidenceItem, EvidenceKind, LegalState, RegisteredKind } from './evidence-item.js';
export { EXEMPTION_KINDS, plannedHours, plannedSpans, unite } from './planned-time.js';
export { firstMoved, judgedClass, judgedDevice } from './judged-inventory.js';
export { PROJECT_SCOPE, PlannedCalendars, changedCalendar, partsOf, patternOf, plannedCalendars } from './planned-calendar.js';
export type { CalendarPart, CalendarSpan, PlannedCalendar, ScopedCalendar } from './planned-calendar.js';
export type { PlannedTime, PlannedHours, Shift, Exemption, ExemptionKind } from './planned-time.js';
export { isOwnTime } from './planned-calendar.js';
export { PERIOD_UNITS, WINDOW_UNITS, localDay, localMinute, windowOf, nextWindow } from './calendar-window.js';
export { TRACE_PUBLIC_ID, TRACE_STEPS, correctionState, countedEvents, eventsInForce, placeKey, traceBatchItem } from './trace-batch.js';
export type { TraceBatch, TraceBatchItem, TraceDecision, TraceEntry, TraceEvent, TraceEventItem, TracePlace, TraceSeries, TraceStep } from './trace-batch.js';
export type { CalendarWindow, PeriodUnit, WindowUnit } from './calendar-window.js';
export { ReadingColumns } from './reading-columns.js';
export type { ReadingStamp } from './reading-columns.js';
export { Failure } from './failure.js';
export { ExactSum } from './exact-sum.js';
export { CounterRegister } from './counter-register.js';
export type { CounterGrowth, CounterLevel, CounterState } from './counter-register.js';
export { toGrid } from './grid.js';
export { DESIGNATION_LEVELS, designationsOf, isInForce } from './designation.js';
export type { Designation, DesignationDocument, DesignationDraft, DesignationEnd, DesignationEvent, DesignationLevel } from './designation.js';
export { unitedRanges } from './united-ranges.js';
