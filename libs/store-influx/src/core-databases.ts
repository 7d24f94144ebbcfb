import { Failure } from '@yanshou/telemetry';

/** docs.influxdata.com/influxdb3/core/admin/databases: so many databases a server of InfluxDB 3 Core can have. */
export const CORE_DATABASES = 5;
/** Of dashboards: the platform's own, and at least one programme's. */
const LEAST_FIGURES = 2;

/** How many projects a server of 3 Core has room for beside the databases of dashboards and of others. `names`: what is on it; undefined where it does not say. */
export function projectsThatFit(prefix: string, names: readonly string[] = []): number {
  const figures = names.filter((name) => name.startsWith(`${prefix}__`)).length;
  const others = names.filter((name) => !name.startsWith(`${prefix}_`)).length;
  return Math.max(0, CORE_DATABASES - others - Math.max(LEAST_FIGURES, figures));
}

/** False for the refusal of a server that has all the databases it may have. Anything else is thrown. */
export function lacksRoom(error: unknown): false {
  if (error instanceof Failure && error.code === 'store-databases-full') return false;
  throw error;
}
