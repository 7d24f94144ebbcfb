import type { TemporaryInflux } from '@yanshou/store-influx/testing';

interface Rows {
  readonly results: readonly { readonly error?: string; readonly series?: readonly { readonly tags?: Readonly<Record<string, string>>; readonly values: readonly (readonly unknown[])[] }[] }[];
}

async function ask(influx: TemporaryInflux, database: string, query: string): Promise<NonNullable<Rows['results'][number]['series']>> {
  const [first] = ((await influx.query(query, database)) as Rows).results;
  if (first?.error !== undefined) throw new Error(`${query}: ${first.error}`);
  return first?.series ?? [];
}

/** Points of each device and metric in InfluxDB itself, asked without the platform: `{device} {metric}` → points. */
export async function countInInflux(influx: TemporaryInflux, database: string, field = 'flags'): Promise<Map<string, number>> {
  const series = await ask(influx, database, `SELECT count(${field}) FROM reading GROUP BY device, metric`);
  return new Map(series.map(({ tags, values }) => [`${tags?.['device'] ?? ''} ${tags?.['metric'] ?? ''}`, values[0]?.[1] as number]));
}

/** Time of the newest point in milliseconds, -Infinity without any. */
export async function newestInInflux(influx: TemporaryInflux, database: string): Promise<number> {
  const [series] = await ask(influx, database, 'SELECT flags FROM reading ORDER BY time DESC LIMIT 1');
  const at = series?.values[0]?.[0];
  return typeof at === 'string' ? Date.parse(at) : -Infinity;
}
