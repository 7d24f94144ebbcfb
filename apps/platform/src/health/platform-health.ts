import type { PlatformMetric } from './platform-metric.js';

/** One thing the platform depends on. */
export interface HealthCheck {
  readonly name: string;
  /** False: the platform is not ready. */
  readonly ok: boolean;
  /** `warning`: still serving, but somebody should look. */
  readonly state: 'up' | 'warning' | 'down';
  /** Stable; absent while all is well. */
  readonly code?: string;
  /** What is wrong and what to do: both languages in one, and each for itself. */
  readonly detail?: string;
  readonly detailZh?: string;
  readonly detailEn?: string;
}

type Help = { readonly zh: string; readonly en: string };

export const up = (name: string): HealthCheck => ({ name, ok: true, state: 'up' });
export const warning = (name: string, code: string, help: Help): HealthCheck => ({ name, ok: true, state: 'warning', code, ...detailOf(help) });
export const down = (name: string, code: string, help: Help): HealthCheck => ({ name, ok: false, state: 'down', code, ...detailOf(help) });

const detailOf = ({ zh, en }: Help): Pick<HealthCheck, 'detail' | 'detailZh' | 'detailEn'> => ({ detail: zh === en ? en : `${zh} / ${en}`, detailZh: zh, detailEn: en });

/** What an acknowledgement to a device means in this deployment. */
export interface AckPromise {
  readonly zh: string;
  readonly en: string;
}

/** An alarm that stands: a reason to look, none to refuse messages. */
export interface StandingAlarm {
  readonly alarm: string;
  /** ISO 8601. */
  readonly since: string;
  readonly value: number | null;
  readonly limit: number;
  readonly unit: 's' | 'share';
  readonly detailZh: string;
  readonly detailEn: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly promise: AckPromise;
  readonly checks: readonly HealthCheck[];
  readonly alarms: readonly StandingAlarm[];
}

/** What the health endpoints ask of the running platform. */
export abstract class PlatformHealth {
  abstract readiness(): Promise<Readiness>;
  abstract metrics(): Promise<readonly PlatformMetric[]>;
}
