export { INDICATORS, clauseText, findIndicator } from './catalogue.js';
export { SOURCE_KINDS } from '@yanshou/telemetry';
export type { SourceKind } from '@yanshou/telemetry';
export { INDICATOR_KINDS, INPUT_NAMES } from './indicator.js';
export type { RoleQuantity } from './role-quantity.js';
export type {
  Clause, CoverageGate, DeviceFigure, DeviceInput, IndicatorDefinition, IndicatorInput, IndicatorInputs, IndicatorKind, InputName,
  IntervalTotals, NoDataCase, Outcome, OutcomeFigures, ProcessPointInput, Ratio, WorkedExample,
} from './indicator.js';
export { VERDICTS } from './verdict.js';
export type { Verdict } from './verdict.js';
export type { BilingualText } from './bilingual.js';
export { compareFractions, decimalFraction, holds, ratioFraction } from './fraction.js';
export type { Fraction } from './fraction.js';
export { connectedEquipment } from './connected-equipment.indicator.js';
export { intelligentEquipmentRatio } from './intelligent-equipment-ratio.indicator.js';
export { networkedDeviceRatio } from './networked-device-ratio.indicator.js';
export { processDataPoints } from './process-data-points.indicator.js';
