import type { DeviceClass, MetricDefinition } from '@yanshou/telemetry';
import { MASK_INTERVALS, METRIC_KINDS, REPORTING_MODES, VALUE_TYPES } from '@yanshou/telemetry';
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
    metric.expectedIntervalSeconds !== undefined && !(metric.expectedIntervalSeconds > 0) &&
      invalid(`${field}.expectedIntervalSeconds`, '须大于 0', 'must be greater than 0'),
  );

function checkRange(field: string, { min, max }: MetricDefinition): Check {
  if (min !== undefined && !Number.isFinite(min)) return invalid(`${field}.min`, '须为有限数', 'must be finite');
  if (max !== undefined && !Number.isFinite(max)) return invalid(`${field}.max`, '须为有限数', 'must be finite');
  return min !== undefined && max !== undefined && min > max && invalid(`${field}.max`, '小于 min', 'is below min');
}
