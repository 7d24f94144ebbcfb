import type { Metric, MetricField } from './class-draft.js';

/** What a metric has in a field of the form; undefined where it has nothing. */
export function valueOf(metric: Metric | undefined, field: MetricField): string | undefined {
  if (metric === undefined) return undefined;
  const { limits, ...rest } = metric;
  const value = field.startsWith('limits.') ? limits?.[field.slice('limits.'.length) as keyof typeof limits] : rest[field as keyof typeof rest];
  return value === undefined ? undefined : String(value);
}

/** `5 – 20`, `≥ 5`, `≤ 20`; nothing where there is no bound. */
export function rangeText(low: number | undefined, high: number | undefined): string | undefined {
  if (low !== undefined && high !== undefined) return `${low} – ${high}`;
  if (low !== undefined) return `≥ ${low}`;
  return high === undefined ? undefined : `≤ ${high}`;
}
