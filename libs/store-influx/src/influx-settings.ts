/** Which server, and who we are to it. A 1.x server knows users, the later ones tokens. */
export interface InfluxSettings {
  readonly url: string;
  /** `INFLUX_DATABASE` or `INFLUX_BUCKET`: every project has a database of its own, `{prefix}_{project}`. */
  readonly prefix: string;
  readonly token?: string;
  readonly org?: string;
  readonly username?: string;
  readonly password?: string;
}

export const databaseOf = (settings: InfluxSettings, project: string): string => `${settings.prefix}_${project}`;

export interface InfluxLimits {
  /** Longest wait for the answer to a query. */
  readonly answerMillis: number;
  /** Longest wait for the answer to a write: also what a stop may have to wait for. */
  readonly writeMillis: number;
  readonly linesPerRequest: number;
  /** Longest pause that a server may ask for with `Retry-After`. */
  readonly longestPauseMillis: number;
  /** What was stored last is kept up to this, for a server that loses it: about as much as one holds in memory. */
  readonly recentBytes: number;
}

export const DEFAULT_INFLUX_LIMITS: InfluxLimits = { answerMillis: 60_000, writeMillis: 10_000, linesPerRequest: 10_000, longestPauseMillis: 60_000, recentBytes: 32 * 1024 * 1024 };
