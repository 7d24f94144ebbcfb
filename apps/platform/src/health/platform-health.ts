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

export const counter = (name: string, help: string, value: number): PlatformMetric => ({ name, help, type: 'counter', value });
export const gauge = (name: string, help: string, value: number): PlatformMetric => ({ name, help, type: 'gauge', value });
