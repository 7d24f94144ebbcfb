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

/** The promise of the embedded broker over the segment journal. */
export const EMBEDDED_PROMISE: AckPromise = {
  zh: 'QoS 1/2 消息在写入日志并完成 fdatasync 之后才确认',
  en: 'a QoS 1 or 2 message is acknowledged after fdatasync of the journal',
};

/** The promise where devices publish to a broker that is not ours. */
export const EXTERNAL_PROMISE: AckPromise = {
  zh: '设备得到的是外部 broker 的确认；平台的承诺从平台对该 broker 的确认开始，在消息写入日志并完成 fdatasync 之后作出。broker 已确认而在此之前丢失的消息不在承诺之内',
  en: 'devices are acknowledged by an external broker; our promise starts at our acknowledgement to that broker, given after fdatasync of the journal. What it acknowledged and lost before is outside',
};
