import type { Language } from './language.js';
import type { QuerySpec } from './panels/panel-spec.js';

/** Points of samples: the fields of a metric, by the kind of its values (libs/store-influx/src/field-names.ts). */
type Kind = 'number' | 'boolean' | 'text';
const PREFIXES: Readonly<Record<Kind, string>> = { number: 'n', boolean: 'b', text: 't' };
const fieldOf = (metric: string, kind: Kind): string => `"${PREFIXES[kind]}.${metric}"`;

export const OF_DEVICE = '"device" =~ /^$device$/';

/** What becomes of buckets without a value: a silence has to be one in a line or a state, a bar needs none. */
type Empty = 'null' | 'none';

/** Buckets that Grafana chooses, begun by the project's own time: those of a day begin at its midnight. */
export const buckets = (tags: readonly string[] = [], empty: Empty = 'null'): string => groupedBy('$__interval', tags, empty);
const days = (tags: readonly string[] = []): string => groupedBy('1d', tags, 'null');
const groupedBy = (span: string, tags: readonly string[], empty: Empty): string => `GROUP BY time(${span})${tags.map((tag) => `, "${tag}"`).join('')} fill(${empty}) tz('$zone')`;

/** The chosen metrics (`$metric`) of one kind or of any, for a function that is to be asked of each of them. */
export const chosenFields = (...kinds: readonly Kind[]): string => `/^[${(kinds.length === 0 ? Object.values(PREFIXES) : kinds.map((kind) => PREFIXES[kind])).join('')}]\\.$metric$/`;
/** Points that hold one of the chosen metrics; what a long shape holds its name does not tell. */
export const CHOSEN_POINTS = `${OF_DEVICE} AND "shape" =~ /^#|(^|&)[nbt]\\.$metric(&|$)/`;

/** Sets of fields that a device has points of, their names with `&` between them; a digest in place of a long set is told elsewhere. */
export const METRICS_OF_DEVICE = `SHOW TAG VALUES FROM /^(sample|shape)$/ WITH KEY IN ("shape", "fields") WHERE ${OF_DEVICE}`;

/** Readings of chosen devices, by bucket: a mean of what is measured, the last of what is switched or stated. */
export interface ReadingQuery {
  readonly metric: string | readonly string[];
  readonly kind?: Kind;
}

/** One series a device; of several metrics a query each, because a device without one of them would have a series of nothing. */
export function readings({ metric, kind = 'number' }: ReadingQuery): QuerySpec[] {
  const metrics = typeof metric === 'string' ? [metric] : metric;
  return metrics.map((one) => ({
    query: `SELECT ${kind === 'number' ? 'mean' : 'last'}(${fieldOf(one, kind)}) FROM "sample" WHERE ${OF_DEVICE} AND $timeFilter ${buckets(['device'])}`,
    alias: metrics.length > 1 ? `$tag_device ${one}` : '$tag_device',
  }));
}

/** A tag that a point does not have is an empty text: of all devices together. */
const ofMachines = (all: boolean): string => (all ? `"device" = ''` : OF_DEVICE);

/** What is drawn of a day: its value, what it should reach, or how much of what it rests on was there (0…1). */
type DayField = 'value' | 'limit' | 'coverage';
const DAY_FIELDS: Readonly<Record<DayField, string>> = { value: 'last("value")', limit: 'last("limit")', coverage: 'last("valid") / last("expected")' };

/** What was computed of each local day (`day`), as the platform wrote it: one series a device, or one of all together. */
export const daily = (figure: string, { all = false, field = 'value' }: { readonly all?: boolean; readonly field?: DayField } = {}): QuerySpec => ({
  query: `SELECT ${DAY_FIELDS[field]} FROM "day" WHERE "figure" = '${figure}' AND "${field === 'limit' ? 'limited' : 'known'}" = 1 AND ${ofMachines(all)} AND $timeFilter ${days(all || field === 'limit' ? [] : ['device'])}`,
  alias: '$tag_device',
});

/** The latest day of each figure and device, and of all together, with all that it must never be shown without. */
export const latestDays = (figures: readonly string[], beside: readonly string[]): string =>
  latestPoint('day', { pick: 'value', beside: [...beside, 'unit', 'expected', 'valid', 'platform_coverage', 'clause', 'origin', 'inputs_digest'], where: `"figure" =~ /^(${figures.join('|')})$/ AND "known" = 1 AND (${OF_DEVICE} OR ${ofMachines(true)})`, by: ['figure', 'device'] });

/** The lines that a metric's values should keep to, as contract and device class have them. */
export const limitsOf = (metric: string): QuerySpec => ({
  query: `SELECT last("value") FROM "limit" WHERE "metric" = '${metric}' AND $timeFilter ${buckets(['class', 'rule', 'bound'])}`,
  alias: '$tag_class $tag_rule $tag_bound',
});

/** The latest point of every series as it was written: picked field by field, an old value could stand beside a new verdict. */
export const latestPoint = (measurement: string, { pick, beside, where, by }: { readonly pick: string; readonly beside: readonly string[]; readonly where: string; readonly by: readonly string[] }): string =>
  `SELECT last("${pick}") AS "${pick}"${beside.map((field) => `, "${field}"`).join('')} FROM "${measurement}" WHERE ${where} AND $timeFilter${by.length === 0 ? '' : ` GROUP BY ${by.map((tag) => `"${tag}"`).join(', ')}`}`;

/** Sums over projects or indicators of what is 0 or 1 at the latest point of each. */
export function counted(measurement: string, fields: readonly string[], { where, by }: { readonly where: string; readonly by: readonly string[] }): string {
  const inner = fields.map((field) => `last("${field}") AS "${field}"`).join(', ');
  const outer = fields.map((field) => `sum("${field}") AS "${field}"`).join(', ');
  return `SELECT ${outer} FROM (SELECT ${inner} FROM "${measurement}" WHERE ${where} AND $timeFilter GROUP BY ${by.map((tag) => `"${tag}"`).join(', ')}) WHERE $timeFilter`;
}

/** Devices that are judged, and those that only send: of a chosen site those that are judged there. */
export const DEVICES_OF_SITE = 'SHOW TAG VALUES FROM /^(sample|place)$/ WITH KEY = "device" WHERE "site" =~ /^$site$/';
/** Indicators, by id and the name that people read. */
export const indicatorNames = (language: Language): string => `SHOW TAG VALUES FROM "indicator_name" WITH KEY = "${language}"`;
export const SITES = 'SHOW TAG VALUES FROM "place" WITH KEY = "site"';
