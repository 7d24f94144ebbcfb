import type { MetricDefinition, MetricKind, MetricLimits, MetricRole } from '@yanshou/telemetry';
import type { Condition, NumberSignal, Signal } from './signal.js';

/** A metric with the model that produces its values. */
export interface SimulatedMetric {
  readonly definition: MetricDefinition;
  readonly signal: Signal;
}

/** The metric with what it means to the indicators. */
export const as = (role: MetricRole, metric: SimulatedMetric): SimulatedMetric => ({ ...metric, definition: { ...metric.definition, role } });

/** The metric with what its values should keep to. */
export const within = (limits: MetricLimits, metric: SimulatedMetric): SimulatedMetric => ({ ...metric, definition: { ...metric.definition, limits } });

/** The metric with a value only while the condition holds, a gap otherwise. */
export const onlyWhile = (condition: Condition, metric: SimulatedMetric): SimulatedMetric => ({ ...metric, signal: (moment) => (condition(moment) ? metric.signal(moment) : null) });

/** What an instrument can show: inclusive range and grid, in the metric's unit. */
export interface Scale {
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  readonly resolution: number;
}

const number = (name: string, nameZh: string, kind: MetricKind, scale: Scale, signal: NumberSignal): SimulatedMetric => ({
  definition: { name, nameZh, valueType: 'number', kind, reporting: 'periodic', ...scale },
  signal: (moment) => fit(signal(moment), scale),
});

/** A process sensor. */
export const sensor = (name: string, nameZh: string, scale: Scale, signal: NumberSignal): SimulatedMetric =>
  number(name, nameZh, 'process', scale, signal);

/** A reading that only counts up. */
export const count = (name: string, nameZh: string, unit: string, resolution: number, signal: NumberSignal): SimulatedMetric =>
  number(name, nameZh, 'counter', { unit, min: 0, resolution }, signal);

/** A settled or commanded quantity in numbers that is no process sensor, e.g. an opening or a level of charge. */
export const setting = (name: string, nameZh: string, scale: Scale, signal: NumberSignal): SimulatedMetric =>
  number(name, nameZh, 'state', scale, signal);

export const flag = (name: string, nameZh: string, signal: Signal): SimulatedMetric => plain(name, nameZh, 'boolean', 'state', signal);
export const alarm = (name: string, nameZh: string, signal: Signal): SimulatedMetric => plain(name, nameZh, 'boolean', 'alarm', signal);
export const mode = (name: string, nameZh: string, signal: Signal): SimulatedMetric => plain(name, nameZh, 'text', 'state', signal);
export const programme = (name: string, nameZh: string, signal: Signal): SimulatedMetric => plain(name, nameZh, 'text', 'programme', signal);
export const fixed = (name: string, nameZh: string, signal: Signal): SimulatedMetric => plain(name, nameZh, 'text', 'static', signal);

function plain(name: string, nameZh: string, valueType: 'boolean' | 'text', kind: MetricKind, signal: Signal): SimulatedMetric {
  return { definition: { name, nameZh, unit: '', valueType, kind, resolution: 1, reporting: 'periodic' }, signal };
}

/** Onto the instrument's grid and into its range, without the binary dust of a multiplication. */
export function fit(value: number, scale: Scale): number {
  const low = Math.max(value, scale.min ?? value);
  const inside = Math.min(low, scale.max ?? low);
  const decimals = Math.max(0, Math.ceil(-Math.log10(scale.resolution)));
  return Number((Math.round(inside / scale.resolution) * scale.resolution).toFixed(decimals));
}
