/** Points of samples: the fields of a metric, by the kind of its values (libs/store-influx/src/field-names.ts). */
type Kind = 'number' | 'boolean' | 'text';
const PREFIXES: Readonly<Record<Kind, string>> = { number: 'n', boolean: 'b', text: 't' };
const fieldOf = (metric: string, kind: Kind): string => `"${PREFIXES[kind]}.${metric}"`;

export const OF_DEVICE = '"device" =~ /^$device$/';

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

/** One series a device; with several metrics, one a device and metric. */
export function readings({ metric, kind = 'number' }: ReadingQuery): { readonly query: string; readonly alias: string } {
  const metrics = typeof metric === 'string' ? [metric] : metric;
  const columns = metrics.map((one) => `${kind === 'number' ? 'mean' : 'last'}(${fieldOf(one, kind)}) AS "${one}"`).join(', ');
  return {
    query: `SELECT ${columns} FROM "sample" WHERE ${OF_DEVICE} AND $timeFilter GROUP BY time($__interval), "device" fill(none)`,
    alias: metrics.length > 1 ? '$tag_device $col' : '$tag_device',
  };
}

/** How much a counter grew in each local day or hour; a fall is no growth. */
export const growth = (metric: string, every: '1d' | '1h'): { readonly query: string; readonly alias: string } => ({
  query: `SELECT non_negative_difference(last(${fieldOf(metric, 'number')})) FROM "sample" WHERE ${OF_DEVICE} AND $timeFilter GROUP BY time(${every}), "device" fill(none) tz('$zone')`,
  alias: '$tag_device',
});

const CHOSEN_DEVICES = `"site" =~ /^$site$/ AND ${OF_DEVICE}`;
/** A tag that a point does not have is an empty text: of all devices together. */
const ofMachines = (all: boolean): string => (all ? `"device" = ''` : `"device" != '' AND ${CHOSEN_DEVICES}`);

/** What was computed of each local day (`day`), as the platform wrote it: one series a device, or one of all together. */
export const daily = (figure: string, { all = false, field = 'value' }: { readonly all?: boolean; readonly field?: 'value' | 'limit' } = {}): { readonly query: string; readonly alias: string } => ({
  query: `SELECT last("${field}") FROM "day" WHERE "figure" = '${figure}' AND "${field === 'limit' ? 'limited' : 'known'}" = 1 AND ${ofMachines(all)} AND $timeFilter GROUP BY time(1d)${all || field === 'limit' ? '' : ', "device"'} fill(none) tz('$zone')`,
  alias: '$tag_device',
});

/** The latest day of each figure and device, with all that it must never be shown without. */
export const latestDays = (figures: readonly string[], beside: readonly string[]): string =>
  latestPoint('day', { pick: 'value', beside: [...beside, 'unit', 'expected', 'valid', 'platform_coverage', 'clause', 'origin', 'inputs_digest'], where: `"figure" =~ /^(${figures.join('|')})$/ AND "known" = 1 AND ${CHOSEN_DEVICES}`, by: ['figure', 'device'] });

/** The lines that a metric's values should keep to, as contract and device class have them. */
export const limitsOf = (metric: string | readonly string[]): { readonly query: string; readonly alias: string } => ({
  query: `SELECT last("value") FROM "limit" WHERE "metric" =~ /^(${typeof metric === 'string' ? metric : metric.join('|')})$/ AND $timeFilter GROUP BY time($__interval), "class", "rule", "bound" fill(none)`,
  alias: '$tag_class $tag_rule $tag_bound',
});

/** The latest point of every series as it was written: picked field by field, an old value could stand beside a new verdict. */
export const latestPoint = (measurement: string, { pick, beside, where, by }: { readonly pick: string; readonly beside: readonly string[]; readonly where: string; readonly by: readonly string[] }): string =>
  `SELECT last("${pick}") AS "${pick}", ${beside.map((field) => `"${field}"`).join(', ')} FROM "${measurement}" WHERE ${where} AND $timeFilter${by.length === 0 ? '' : ` GROUP BY ${by.map((tag) => `"${tag}"`).join(', ')}`}`;

/** Sums over projects or indicators of what is 0 or 1 at the latest point of each. */
export function counted(measurement: string, fields: readonly string[], { where, by }: { readonly where: string; readonly by: readonly string[] }): string {
  const inner = fields.map((field) => `last("${field}") AS "${field}"`).join(', ');
  const outer = fields.map((field) => `sum("${field}") AS "${field}"`).join(', ');
  return `SELECT ${outer} FROM (SELECT ${inner} FROM "${measurement}" WHERE ${where} AND $timeFilter GROUP BY ${by.map((tag) => `"${tag}"`).join(', ')}) WHERE $timeFilter`;
}

/** Devices that are judged, and those that only send: of a chosen site those that are judged there. */
export const DEVICES_OF_SITE = 'SHOW TAG VALUES FROM /^(sample|coverage)$/ WITH KEY = "device" WHERE "site" =~ /^$site$/';
/** The devices that are judged, of the chosen sites. */
export const JUDGED_DEVICES = 'SHOW TAG VALUES FROM "coverage" WITH KEY = "device" WHERE "site" =~ /^$site$/';
export const SITES = 'SHOW TAG VALUES FROM "coverage" WITH KEY = "site"';
