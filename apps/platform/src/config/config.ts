import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { DatabaseLimits } from '@yanshou/registry';
import type { AlarmLimits } from '../alarms/alarm-rules.js';
import { alarmsOf } from './alarm-config.js';
import { externalBrokerOf } from './external-broker-config.js';
import type { ExternalBrokerConfig } from './external-broker-config.js';
import { isSecret, isSetting, schema, settings } from './config.schema.js';
import type { Settings } from './config.schema.js';
import { ConfigurationError } from './configuration-error.js';
import { rolesOf } from './roles-config.js';
import type { RolesConfig } from './roles-config.js';
import { readSecretFile, withSecretFiles } from './secret-files.js';
import { storeOf } from './store-config.js';
import type { StoreConfig } from './store-config.js';
import { tlsOf } from './tls-config.js';
import type { TlsConfig } from './tls-config.js';

export { ConfigurationError } from './configuration-error.js';
export type { TlsConfig } from './tls-config.js';

const NAMED_PROXIES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

/** What the tests and `npm test` tell their own processes; it changes nothing here. */
const OF_TESTS: readonly string[] = ['YANSHOU_TEST_NOT_RUN', 'YANSHOU_TEST_SEED', 'YANSHOU_TEST_TALLY'];

export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  /** Addresses whose X-Forwarded-* headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Address for the public, without a slash at its end. */
  readonly publicUrl?: string;
  /** Of the administrator that the first run makes. */
  readonly administratorPassword?: string;
}

/** The platform's configuration: frozen, typed, nested by concern. */
export interface PlatformConfig extends RolesConfig {
  readonly dataDirectory: string;
  /** Keys, evidence files and bundles: the same for all processes of a platform. */
  readonly sharedDirectory: string;
  readonly zone: string;
  readonly logLevel: Settings['YANSHOU_LOG_LEVEL'];
  readonly http: HttpConfig;
  readonly mqtt: { readonly host: string; readonly port: number; readonly tls?: TlsConfig; readonly external?: ExternalBrokerConfig };
  readonly limits: { readonly deviceRate: number; readonly deviceBurst: number };
  readonly journal: { readonly maxBytes?: number };
  readonly registry: { readonly databaseUrl?: string; readonly limits: DatabaseLimits };
  readonly store: StoreConfig;
  readonly alarms: AlarmLimits;
}

/** Reads the configuration from environment variables and the files they name. Throws ConfigurationError for the first thing wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, readFile = readSecretFile): PlatformConfig {
  const given = withSecretFiles(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== '')), readFile);
  refuseUnknown(given);
  const parsed = schema.safeParse(Object.fromEntries(Object.keys(settings).map((key) => [key, given[key]])));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const key = String(issue?.path[0] ?? '');
    throw wrong(key, isSecret(key) ? '…' : (given[key] ?? ''), issue?.message ?? 'invalid');
  }
  checkZone(parsed.data.YANSHOU_TIMEZONE);
  return Object.freeze(nest(parsed.data));
}

function refuseUnknown(given: Record<string, string | undefined>): void {
  for (const key of Object.keys(given)) {
    if (key.startsWith('YANSHOU_') && !isSetting(key) && !OF_TESTS.includes(key)) {
      throw new ConfigurationError(`未知的环境变量 ${key}：全部设置见 .env.example / unknown environment variable ${key}: see .env.example for all that there are`);
    }
  }
}

function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw wrong('YANSHOU_TIMEZONE', zone, '不是 IANA 时区 / not an IANA time zone');
  }
}

const wrong = (key: string, value: string, why: string): ConfigurationError =>
  new ConfigurationError(`环境变量 ${key}="${value}" 不可用 / cannot be used: ${why}`);

function nest(values: Settings): PlatformConfig {
  return {
    ...rolesOf(values),
    dataDirectory: resolve(values.YANSHOU_DATA_DIR),
    sharedDirectory: resolve(values.YANSHOU_SHARED_DIR ?? values.YANSHOU_DATA_DIR),
    zone: values.YANSHOU_TIMEZONE,
    logLevel: values.YANSHOU_LOG_LEVEL,
    http: httpOf(values),
    mqtt: { host: values.YANSHOU_MQTT_HOST, port: values.YANSHOU_MQTT_PORT, ...externalBrokerOf(values), ...tlsOf(values) },
    limits: { deviceRate: values.YANSHOU_DEVICE_RATE, deviceBurst: values.YANSHOU_DEVICE_BURST },
    journal: values.YANSHOU_JOURNAL_MAX_BYTES === undefined ? {} : { maxBytes: values.YANSHOU_JOURNAL_MAX_BYTES },
    registry: { ...(values.DATABASE_URL !== undefined && { databaseUrl: values.DATABASE_URL }), limits: databaseLimitsOf(values) },
    store: storeOf(values),
    alarms: alarmsOf(values),
  };
}

const databaseLimitsOf = (values: Settings): DatabaseLimits => ({
  connectSeconds: values.YANSHOU_DATABASE_CONNECT_SECONDS, statementSeconds: values.YANSHOU_DATABASE_STATEMENT_SECONDS,
  readSeconds: values.YANSHOU_DATABASE_READ_SECONDS, longSeconds: values.YANSHOU_DATABASE_LONG_SECONDS, closeSeconds: values.YANSHOU_DATABASE_CLOSE_SECONDS,
});

function httpOf({ YANSHOU_HTTP_HOST: host, YANSHOU_HTTP_PORT: port, YANSHOU_TRUSTED_PROXIES: proxies = '', YANSHOU_ADMIN_PASSWORD: password, YANSHOU_PUBLIC_URL: address }: Settings): HttpConfig {
  const trustedProxies = proxies.split(',').map((address) => address.trim()).filter((address) => address !== '');
  const wrongAddress = trustedProxies.find((address) => !NAMED_PROXIES.includes(address) && !isNetwork(address));
  if (wrongAddress !== undefined) throw wrong('YANSHOU_TRUSTED_PROXIES', proxies, `${wrongAddress} 不是地址 / ${wrongAddress} is no address`);
  const publicUrl = address?.replace(/\/+$/, '');
  return { host, port, trustedProxies, ...(publicUrl === undefined ? {} : { publicUrl }), ...(password === undefined ? {} : { administratorPassword: password }) };
}

/** An address, or a network `10.0.0.0/8`. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  if (isIP(address) === 0 || more.length > 0) return false;
  const bits = isIP(address) === 4 ? 32 : 128;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}
