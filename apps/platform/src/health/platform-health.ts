/** One thing the platform depends on. */
export interface HealthCheck {
  readonly name: string;
  readonly ok: boolean;
  /** Shown to operators when something is wrong or about to be. */
  readonly detail?: string;
}

/** What an acknowledgement to a device means in this deployment. */
export interface AckPromise {
  readonly zh: string;
  readonly en: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly promise: AckPromise;
  readonly checks: readonly HealthCheck[];
}

/** Name, help text and value of one Prometheus gauge or counter. */
export interface PlatformMetric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly value: number;
}

/** What the health endpoints ask of the running platform. */
export abstract class PlatformHealth {
  abstract readiness(): Promise<Readiness>;
  abstract metrics(): Promise<readonly PlatformMetric[]>;
}

export const counter = (name: string, help: string, value: number): PlatformMetric => ({ name, help, type: 'counter', value });
export const gauge = (name: string, help: string, value: number): PlatformMetric => ({ name, help, type: 'gauge', value });
