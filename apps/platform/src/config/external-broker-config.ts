import { resolve } from 'node:path';
import { parseBrokerUrl } from '@yanshou/broker-mqtt';
import type { BrokerAddress } from '@yanshou/broker-mqtt';
import type { Settings } from './config.schema.js';
import { ConfigurationError } from './configuration-error.js';

/** A broker that is not ours, from which messages come. */
export interface ExternalBrokerConfig {
  readonly address: BrokerAddress;
  /** Mosquitto's files are kept there. */
  readonly mosquitto?: { readonly directory: string; readonly username: string; readonly password: string };
  /** EMQX shows it when it asks. */
  readonly secret?: string;
  /** For how long what EMQX was answered for a device is good. */
  readonly grantSeconds: number;
}

/** A user name that cannot be taken for `{project}/{device}`, and that a line of a password file can hold. */
const PLATFORM_USER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The part of the configuration that `MQTT_URL` begins. Throws ConfigurationError for a companion that is missing. */
export function externalBrokerOf(values: Settings): { external?: ExternalBrokerConfig } {
  const { MQTT_URL: url, YANSHOU_MOSQUITTO_DIR: directory, YANSHOU_BROKER_SECRET: secret } = values;
  const address = url === undefined ? undefined : parseBrokerUrl(url);
  if (address === undefined) {
    for (const key of ['YANSHOU_MOSQUITTO_DIR', 'YANSHOU_BROKER_SECRET'] as const) if (values[key] !== undefined) throw new ConfigurationError(`${key} 需要 MQTT_URL / ${key} needs MQTT_URL`);
    return {};
  }
  if (values.YANSHOU_MQTTS_PORT !== undefined) {
    throw new ConfigurationError('设置 MQTT_URL 后平台不再监听 MQTT：请去掉 YANSHOU_MQTTS_PORT / with MQTT_URL the platform listens for no MQTT: unset YANSHOU_MQTTS_PORT');
  }
  if (secret !== undefined) checkUser('YANSHOU_BROKER_SECRET', address);
  return { external: { address, grantSeconds: values.YANSHOU_BROKER_GRANT_SECONDS, ...(directory === undefined ? {} : { mosquitto: mosquittoOf(resolve(directory), address) }), ...(secret === undefined ? {} : { secret }) } };
}

const mosquittoOf = (directory: string, address: BrokerAddress): ExternalBrokerConfig['mosquitto'] => ({ directory, ...checkUser('YANSHOU_MOSQUITTO_DIR', address) });

/** Whoever is to admit the platform has to know it. */
function checkUser(setting: string, { username = '', password = '' }: BrokerAddress): { username: string; password: string } {
  if (PLATFORM_USER.test(username) && password !== '') return { username, password };
  throw new ConfigurationError(`${setting} 需要 MQTT_URL 带有用户名（字母、数字、. _ -）和密码 / ${setting} needs a user (letters, digits, . _ -) and a password in MQTT_URL`);
}
