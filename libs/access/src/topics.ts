import { PRINCIPAL_ID } from '@yanshou/telemetry';

const ROOT = 'yanshou';
const VERSION = 'v1';

/** A topic below a principal's prefix `yanshou/v1/{project}/{principal}/`. */
export interface PrincipalTopic {
  readonly project: string;
  readonly principal: string;
  /** What follows the prefix, e.g. `telemetry`, `gateway/telemetry`, `command/restart`. */
  readonly rest: string;
}

export const MAX_TOPIC_LEVELS = 10;
export const MAX_TOPIC_BYTES = 512;

/** Parses a native topic; undefined for every other shape. No wildcard is ever a principal. */
export function parsePrincipalTopic(topic: string): PrincipalTopic | undefined {
  const levels = topic.split('/');
  if (levels.length < 5 || levels[0] !== ROOT || levels[1] !== VERSION) return undefined;
  const [, , project = '', principal = ''] = levels;
  if (!PRINCIPAL_ID.test(project) || !PRINCIPAL_ID.test(principal)) return undefined;
  return { project, principal, rest: levels.slice(4).join('/') };
}

export const telemetryTopic = (project: string, device: string): string => `${ROOT}/${VERSION}/${project}/${device}/telemetry`;
export const gatewayTopic = (project: string, gateway: string): string => `${ROOT}/${VERSION}/${project}/${gateway}/gateway/telemetry`;
export const stateTopic = (project: string, device: string): string => `${ROOT}/${VERSION}/${project}/${device}/state`;
/** Units of the time stamps in line protocol; the topic says which, as the lines do not. */
export const LINE_TOPICS = ['lines/ns', 'lines/us', 'lines/ms', 'lines/s'] as const;
export type LineTopic = (typeof LINE_TOPICS)[number];
/** InfluxDB line protocol, also written to by HTTP; devices and gateways alike. */
export const linesTopic = (project: string, principal: string, precision: 'ns' | 'us' | 'ms' | 's'): string =>
  `${ROOT}/${VERSION}/${project}/${principal}/lines/${precision}`;
export const receiptTopic = (project: string, device: string): string => `${ROOT}/${VERSION}/${project}/${device}/receipt`;

/** The ThingsBoard gateway topic, accepted from gateways as an alias of their own gateway topic. */
export const THINGSBOARD_GATEWAY_TOPIC = 'v1/gateway/telemetry';
export const THINGSBOARD_DEVICE_TOPIC = 'v1/devices/me/telemetry';
