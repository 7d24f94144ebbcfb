import type { DeviceClass, MetricDefinition } from '@yanshou/telemetry';
import { FARM_ROLES, MASK_INTERVALS, METRIC_KINDS, METRIC_ROLES, REPORTING_MODES, VALUE_TYPES } from '@yanshou/telemetry';
import { invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import type { Check } from './field-checks.js';
import { checkId, checkMetricName, checkOneOf, checkText, checkUnique, firstFault, firstOf } from './field-checks.js';

export const checkClass = (deviceClass: DeviceClass): InputFault | undefined =>
  firstFault(
    checkId('id', deviceClass.id),
    checkText('nameZh', deviceClass.nameZh),
    checkText('nameEn', deviceClass.nameEn),
    checkOneOf('judgingIntervalMinutes', deviceClass.judgingIntervalMinutes, MASK_INTERVALS),
    checkUnique('metrics', deviceClass.metrics.map(({ name }) => name)),
    firstOf(deviceClass.metrics, (metric, index) => checkMetric(`metrics[${index}]`, metric)),
  );

const checkMetric = (field: string, metric: MetricDefinition): InputFault | undefined =>
  firstFault(
    checkMetricName(`${field}.name`, metric.name),
    checkOneOf(`${field}.valueType`, metric.valueType, VALUE_TYPES),
    checkOneOf(`${field}.kind`, metric.kind, METRIC_KINDS),
    checkOneOf(`${field}.reporting`, metric.reporting, REPORTING_MODES),
    !(Number.isFinite(metric.resolution) && metric.resolution > 0) && invalid(`${field}.resolution`, '须大于 0', 'must be greater than 0'),
    checkRange(field, metric),
    checkLimits(`${field}.limits`, metric),
    checkRole(field, metric),
    metric.expectedIntervalSeconds !== undefined && !(metric.expectedIntervalSeconds > 0) &&
      invalid(`${field}.expectedIntervalSeconds`, '须大于 0', 'must be greater than 0'),
  );

const PRESENCE: ReadonlySet<string> = new Set(FARM_ROLES);

/** A role other than the state of production is a number; the state is a text or a boolean, and what only has to be there may be either; a session may be told by its id. */
function checkRole(field: string, { role, valueType }: MetricDefinition): Check {
  if (role === undefined) return false;
  if (!METRIC_ROLES.includes(role)) return checkOneOf(`${field}.role`, role, METRIC_ROLES);
  if (PRESENCE.has(role)) return valueType === 'text' && invalid(`${field}.role`, '该角色的测点须为数值或布尔值', 'a metric with this role must be a number or a boolean');
  if (role === 'training-session') return false;
  const isState = role === 'production-state';
  return isState === (valueType === 'number') && invalid(`${field}.role`,
    isState ? '生产状态须为文本或布尔值' : '该角色的测点须为数值',
    isState ? 'a production state must be a text or a boolean' : 'a metric with this role must be a number');
}

function checkRange(field: string, { min, max }: MetricDefinition): Check {
  if (min !== undefined && !Number.isFinite(min)) return invalid(`${field}.min`, '须为有限数', 'must be finite');
  if (max !== undefined && !Number.isFinite(max)) return invalid(`${field}.max`, '须为有限数', 'must be finite');
  return min !== undefined && max !== undefined && min > max && invalid(`${field}.max`, '小于 min', 'is below min');
}

function checkLimits(field: string, { limits, valueType }: MetricDefinition): Check {
  if (limits === undefined) return false;
  const { low, high, basis } = limits;
  if (valueType !== 'number') return invalid(field, '只有数值测点可有限值', 'only a metric of numbers has limits');
  if (low === undefined && high === undefined) return invalid(field, '上限、下限至少填写一个', 'give at least one of low and high');
  if (low !== undefined && !Number.isFinite(low)) return invalid(`${field}.low`, '须为有限数', 'must be finite');
  if (high !== undefined && !Number.isFinite(high)) return invalid(`${field}.high`, '须为有限数', 'must be finite');
  if (low !== undefined && high !== undefined && low > high) return invalid(`${field}.high`, '小于 low', 'is below low');
  return checkText(`${field}.basis`, basis);
}
