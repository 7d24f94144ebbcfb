import type { InfluxLink } from './influx-link.js';
import { runQuery } from './influx-query.js';
import { influxql } from './influxql.js';

/** When the process of a 1.x server began, in its own words; undefined where it does not say, as to an account that is no administrator's. */
export async function startOf(link: InfluxLink): Promise<string | undefined> {
  const [rows] = await runQuery(link, '', [influxql`SHOW DIAGNOSTICS FOR 'system'`]).catch(() => []);
  const started = rows?.values[0]?.[rows.columns.indexOf('started')];
  return typeof started === 'string' ? started : undefined;
}
