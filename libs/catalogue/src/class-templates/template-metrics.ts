import type { MetricDefinition, MetricRole } from '@yanshou/telemetry';
import type { MinimumDemand } from './class-template.js';

type Facts = Partial<MetricDefinition> & Pick<MetricDefinition, 'name' | 'nameZh' | 'unit'>;

const MINUTE = 60;

/** A number of the process, once a minute unless told otherwise. */
export const process = (facts: Facts, role?: MetricRole): MetricDefinition =>
  ({ valueType: 'number', kind: 'process', resolution: 0.1, expectedIntervalSeconds: MINUTE, reporting: 'periodic', ...facts, ...(role && { role }) });

/** Repeated once a minute, so that silence can be told from no change. */
export const state = (facts: Omit<Facts, 'unit'>, role?: MetricRole): MetricDefinition => process({ unit: '', kind: 'state', valueType: 'text', resolution: 1, ...facts }, role);

export const counter = (facts: Facts, role?: MetricRole): MetricDefinition => process({ kind: 'counter', resolution: 1, ...facts }, role);

/** `zh|en`, then the metrics that meet it. */
export function demand(names: string, ...anyOf: readonly string[]): MinimumDemand {
  const [nameZh = '', nameEn = ''] = names.split('|');
  return { nameZh, nameEn, anyOf };
}
