import type { TemporaryInflux } from '@yanshou/store-influx/testing';

interface Rows {
  readonly results: readonly { readonly error?: string; readonly series?: readonly { readonly tags?: Readonly<Record<string, string>>; readonly columns: readonly string[]; readonly values: readonly (readonly unknown[])[] }[] }[];
}

async function ask(influx: TemporaryInflux, database: string, query: string): Promise<NonNullable<Rows['results'][number]['series']>> {
  const [first] = ((await influx.query(query, database)) as Rows).results;
  if (first?.error !== undefined) throw new Error(`${query}: ${first.error}`);
  return first?.series ?? [];
}

/** Readings of each device and metric in InfluxDB itself, asked without the platform: `{device} {metric}` → readings. */
export async function countInInflux(influx: TemporaryInflux, database: string): Promise<Map<string, number>> {
  const devices = await ask(influx, database, 'SELECT count(/^[nbt]\\./) FROM sample GROUP BY device');
  const counts = devices.flatMap(({ tags, columns, values }) => columns.slice(1).map((column, index) => [`${tags?.['device'] ?? ''} ${column.replace(/^count_[nbt]\./, '')}`, (values[0]?.[index + 1] as number | null) ?? 0] as const));
  return new Map(counts.filter(([, count]) => count > 0));
}

/** Points of a measurement, by a field that each of them has. */
export async function pointsInInflux(influx: TemporaryInflux, database: string, { measurement, field }: { readonly measurement: string; readonly field: string }): Promise<number> {
  const [all] = await ask(influx, database, `SELECT count("${field}") FROM "${measurement}"`);
  return (all?.values[0]?.[1] as number | undefined) ?? 0;
}

/** Time of the newest point in milliseconds, -Infinity without any. */
export async function newestInInflux(influx: TemporaryInflux, database: string): Promise<number> {
  const [series] = await ask(influx, database, 'SELECT flags FROM sample ORDER BY time DESC LIMIT 1');
  const at = series?.values[0]?.[0];
  return typeof at === 'string' ? Date.parse(at) : -Infinity;
}
