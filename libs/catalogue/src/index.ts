export { COMPUTED_INDICATORS, INDICATORS, clauseText, findIndicator } from './catalogue.js';
export { SOURCE_KINDS } from '@yanshou/telemetry';
export type { SourceKind } from '@yanshou/telemetry';
export { INDICATOR_KINDS, INPUT_NAMES } from './indicator.js';
export type { RoleQuantity } from './role-quantity.js';
export type {
  Clause, ComputedIndicator, CoverageGate, DeviceFigure, DeviceInput, EvidenceFigure, IndicatorDefinition, IndicatorEntry, IndicatorInput,
  IndicatorInputs, IndicatorKind, InputName, IntervalTotals, LegDevice, LegFigure, LegInputs, ListedIndicator, NoDataCase, Outcome,
  OutcomeFigures, ProcessPointInput, QuantityFigure, Ratio, WorkedExample,
} from './indicator.js';
export { VERDICTS } from './verdict.js';
export type { Verdict } from './verdict.js';
export type { BilingualText } from './bilingual.js';
export { addFractions, compareFractions, decimalFraction, exactRatio, fractionToNumber, holds, multiplyFractions, ratioFraction } from './fraction.js';
export { LEG_NAMES, QUANTITIES } from './quantities.js';
export type { QuantityName } from './quantities.js';
export { weakestKind } from './leg-amount.js';
export { unitMeaning } from './units.js';
export type { UnitMeaning } from './units.js';
export type { Fraction } from './fraction.js';
export { connectedEquipment } from './connected-equipment.indicator.js';
export { intelligentEquipmentRatio } from './intelligent-equipment-ratio.indicator.js';
export { networkedDeviceRatio } from './networked-device-ratio.indicator.js';
export { processDataPoints } from './process-data-points.indicator.js';
export { cloudSoftware } from './cloud-software.indicator.js';
export { defectRateReduction } from './defect-rate-reduction.indicator.js';
export { energyUtilisationGain } from './energy-utilisation-gain.indicator.js';
export { industrialApps } from './industrial-apps.indicator.js';
export { industryApps } from './industry-apps.indicator.js';
export { ipApplications } from './ip-applications.indicator.js';
export { mechanismModels } from './mechanism-models.indicator.js';
export { newEconomicBenefit } from './new-economic-benefit.indicator.js';
export { productionEfficiencyGain } from './production-efficiency-gain.indicator.js';
export { softwareCopyrights } from './software-copyrights.indicator.js';
export { standards } from './standards.indicator.js';
export { MONEY_UNITS, fenOf, mistakenUnit, shareOf, statedIn } from './money/fen.js';
export type { Fen, MoneyUnit, StatedAmount } from './money/fen.js';
export { COST_KINDS, judgeMoney } from './money/project-money.js';
export type { CostItem, CostKind, LineTotals, MoneyFinding, MoneyJudgement, MoneySource, ProjectMoney, Subsidy } from './money/project-money.js';
export { PROGRAMMES, findDemand, findDirection, findProgramme } from './programmes/programmes.js';
export type {
  BudgetForm, BudgetLine, Demand, Direction, LibraryClass, MonitoringRequirement, Programme, ProgrammeRule, RuleBasis, RuleLimit,
} from './programmes/programme.js';
