import type { ComputedIndicator, IntervalTotals, Outcome } from '@yanshou/catalogue';
import type { Measurement } from '../measurement.js';

type Value = Extract<Outcome, { readonly kind: 'value' }>;

/** The devices whose silence a value measures, with their intervals: those judged, those with process points, or those of its windows; ascending. */
export function shownDevices(definition: ComputedIndicator, outcome: Value, { inputs }: Measurement): readonly (IntervalTotals & { readonly id: string })[] {
  if (!definition.gates.includes('platform')) return [];
  const ids = outcome.figures.devices ? new Set(outcome.figures.devices.map(({ id }) => id)) : carriers(definition, inputs);
  return inputs.devices.filter(({ id }) => ids.has(id)).map(({ id, expected, valid }) => ({ id, expected, valid }));
}

function carriers({ inputs: read, windowRoles = [] }: ComputedIndicator, { processPoints, windows, devices, bases }: Measurement['inputs']): ReadonlySet<string> {
  if (read.some(({ name }) => name === 'series-activity')) return new Set(processPoints.map(({ device }) => device));
  const inScope = read.some(({ name }) => name === 'contract-scope') && bases !== null;
  const sites = new Map(devices.map(({ id, site }) => [id, site]));
  const series = windows.reporting.series.filter(({ role }) => windowRoles.includes(role));
  return new Set(series.map(({ device }) => device).filter((device) => !inScope || bases.sites.includes(sites.get(device) ?? '')));
}
