import { Failure } from '@yanshou/telemetry';
import { ConfigurationError } from '../config/configuration-error.js';

/** What was to be listened on, and by which settings. */
export interface Door {
  readonly protocol: 'HTTP' | 'MQTT';
  readonly host: string;
  readonly port: number;
  /** MQTT over TLS, beside the port without. */
  readonly tlsPort?: number;
}

const HOST_SETTINGS = { HTTP: 'YANSHOU_HTTP_HOST', MQTT: 'YANSHOU_MQTT_HOST' } as const;
const PORT_SETTINGS = { HTTP: 'YANSHOU_HTTP_PORT', MQTT: 'YANSHOU_MQTT_PORT' } as const;

interface SystemFault {
  readonly code: string;
  readonly port?: number;
}

/**
 * What a person is told when listening failed: a ConfigurationError for an address that is not this machine's or a port that
 * may not be taken, a Failure `port-in-use` for one that another program has, the error itself otherwise. Each names its setting.
 */
export function listenFault(error: unknown, door: Door): unknown {
  const fault = systemFaultIn(error);
  if (fault === undefined) return error;
  if (fault.code === 'EADDRINUSE') return portInUse(door, fault);
  if (fault.code === 'EACCES') return portForbidden(door, fault);
  return addressUnusable(door, fault.code);
}

/** As the system said it, or as the cause of a Failure. */
const systemFaultIn = (error: unknown): SystemFault | undefined => [error, (error as { readonly cause?: unknown }).cause].find(isSystemFault);

const isSystemFault = (thrown: unknown): thrown is SystemFault =>
  typeof thrown === 'object' && thrown !== null && 'syscall' in thrown && 'code' in thrown && typeof thrown.code === 'string';

function portOf({ protocol, port, tlsPort }: Door, fault: SystemFault): { readonly setting: string; readonly port: number } {
  const isTls = tlsPort !== undefined && fault.port === tlsPort && fault.port !== port;
  return isTls ? { setting: 'YANSHOU_MQTTS_PORT', port: tlsPort } : { setting: PORT_SETTINGS[protocol], port: fault.port ?? port };
}

function portInUse(door: Door, fault: SystemFault): Failure {
  const { setting, port } = portOf(door, fault);
  return new Failure('port-in-use', `port ${door.host}:${port} is in use`, false, {
    zh: `端口 ${door.host}:${port} 已被占用：请改 ${setting}，或停止占用它的程序`,
    en: `port ${door.host}:${port} is in use: change ${setting}, or stop the program that has it`,
  });
}

function portForbidden(door: Door, fault: SystemFault): ConfigurationError {
  const { setting, port } = portOf(door, fault);
  return new ConfigurationError(`环境变量 ${setting}="${port}" 不可用：本用户无权使用该端口，请用 1024 以上的端口 / cannot be used: this user may not take that port, use one above 1023`);
}

function addressUnusable({ protocol, host }: Door, code: string): ConfigurationError {
  const setting = HOST_SETTINGS[protocol];
  return new ConfigurationError(`环境变量 ${setting}="${host}" 不可用（${code}）：不是本机的地址；全部网卡用 0.0.0.0 或 :: / cannot be used (${code}): it is no address of this machine; 0.0.0.0 or :: means all of them`);
}
