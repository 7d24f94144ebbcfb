/** One thing the platform depends on. */
export interface HealthCheck {
  readonly name: string;
  readonly ok: boolean;
  /** Shown to operators when something is wrong or about to be. */
  readonly detail?: string;
}

export interface Readiness {
  readonly ready: boolean;
  /** What an acknowledgement means in this deployment. */
  readonly promise: { readonly zh: string; readonly en: string };
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

/** The promise of the embedded broker over the segment journal. */
export const EMBEDDED_PROMISE = {
  zh: 'QoS 1/2 消息在写入日志并完成 fdatasync 之后才确认',
  en: 'a QoS 1 or 2 message is acknowledged after fdatasync of the journal',
} as const;
