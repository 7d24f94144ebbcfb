/** Points of chosen devices, by bucket: a mean of what is measured, the last of what is counted or stated. */
export interface ReadingQuery {
  readonly metric: string | readonly string[];
  readonly field?: 'number' | 'text';
  readonly pick?: 'mean' | 'last';
}

const metricIs = (metric: string | readonly string[]): string =>
  typeof metric === 'string' ? `"metric" = '${metric}'` : `"metric" =~ /^(${metric.join('|')})$/`;

/** One series a device; with several metrics, one a device and metric. */
export function readings({ metric, field = 'number', pick = 'mean' }: ReadingQuery): { readonly query: string; readonly alias: string } {
  const several = typeof metric !== 'string';
  const groups = several ? '"device", "metric"' : '"device"';
  return {
    query: `SELECT ${pick}("${field}") FROM "reading" WHERE ${metricIs(metric)} AND "device" =~ /^$device$/ AND $timeFilter GROUP BY time($__interval), ${groups} fill(none)`,
    alias: several ? '$tag_device $tag_metric' : '$tag_device',
  };
}

/** How much a counter grew in each local day or hour; a fall is no growth. */
export const growth = (metric: string, every: '1d' | '1h'): { readonly query: string; readonly alias: string } => ({
  query: `SELECT non_negative_difference(last("number")) FROM "reading" WHERE ${metricIs(metric)} AND "device" =~ /^$device$/ AND $timeFilter GROUP BY time(${every}), "device" fill(none) tz('$zone')`,
  alias: '$tag_device',
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

/** The devices that are judged, of the chosen sites. */
export const JUDGED_DEVICES = 'SHOW TAG VALUES FROM "coverage" WITH KEY = "device" WHERE "site" =~ /^$site$/';
export const SITES = 'SHOW TAG VALUES FROM "coverage" WITH KEY = "site"';
