import type { DeviceClassView } from '@yanshou/api-schema';
import { METRIC_KINDS, METRIC_ROLES, REPORTING_MODES, VALUE_TYPES } from '@yanshou/telemetry';

export type Metric = DeviceClassView['metrics'][number];

/** Fields of a metric in the form that hold a text, a number, or one of a list. */
export const METRIC_TEXTS = ['name', 'nameZh', 'unit'] as const;
export const METRIC_NUMBERS = ['resolution', 'expectedIntervalSeconds', 'min', 'max', 'limits.low', 'limits.high'] as const;
export const METRIC_CHOICES = { valueType: VALUE_TYPES, kind: METRIC_KINDS, reporting: REPORTING_MODES, role: METRIC_ROLES } as const;
export type MetricField = (typeof METRIC_TEXTS)[number] | (typeof METRIC_NUMBERS)[number] | keyof typeof METRIC_CHOICES | 'limits.basis';

/** The name by which the platform refuses a field of a class; `at` is where the class stands in the request, '' or `change.deviceClass.`. */
export const metricField = (at: string, index: number, field: MetricField): string => `${at}metrics[${index}].${field}`;

/** The class as its form has it; its template stays as it is. */
export function classOf(form: FormData, at: string, before: Partial<DeviceClassView>): DeviceClassView {
  const text = (field: string): string => textOf(form, `${at}${field}`);
  const template = before.template ?? (text('template') === '' ? undefined : text('template') as DeviceClassView['template']);
  return {
    id: before.id ?? text('id'), nameZh: text('nameZh'), nameEn: text('nameEn'), judgingIntervalMinutes: Number(text('judgingIntervalMinutes')),
    metrics: metricsOf(form, at), ...(template === undefined ? {} : { template }),
  };
}

/** Metrics are numbered from 0 without a gap. */
function metricsOf(form: FormData, at: string): Metric[] {
  const count = [...form.keys()].filter((name) => name.startsWith(`${at}metrics[`) && name.endsWith('].name')).length;
  return Array.from({ length: count }, (_, index) => metricOf((field) => textOf(form, metricField(at, index, field))));
}

function metricOf(field: (name: MetricField) => string): Metric {
  const choice = <T extends string>(name: MetricField, all: readonly T[]): T | undefined => all.find((one) => one === field(name));
  const [nameZh, role] = [field('nameZh'), choice('role', METRIC_ROLES)];
  return {
    name: field('name'), unit: field('unit'), valueType: choice('valueType', VALUE_TYPES) ?? 'number', kind: choice('kind', METRIC_KINDS) ?? 'process',
    reporting: choice('reporting', REPORTING_MODES) ?? 'periodic', resolution: Number(field('resolution')),
    ...(nameZh === '' ? {} : { nameZh }), ...(role === undefined ? {} : { role }), ...numbersOf(field, ['expectedIntervalSeconds', 'min', 'max']), ...limitsOf(field),
  };
}

/** Nothing is no 0: a number that is not there is not sent. */
const numbersOf = (field: (name: MetricField) => string, names: readonly MetricField[]): Record<string, number> =>
  Object.fromEntries(names.map((name) => [name, field(name)] as const).filter(([, text]) => text !== '').map(([name, text]) => [name.split('.').at(-1) ?? name, Number(text)]));

/** A basis without bounds, or bounds without their basis, is left for the platform to refuse. */
function limitsOf(field: (name: MetricField) => string): Pick<Metric, 'limits'> {
  const [bounds, basis] = [numbersOf(field, ['limits.low', 'limits.high']), field('limits.basis')];
  return Object.keys(bounds).length === 0 && basis === '' ? {} : { limits: { ...bounds, basis } };
}

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};
