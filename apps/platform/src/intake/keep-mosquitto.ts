import type { CredentialTable } from '@yanshou/access';
import { MosquittoWriter } from '../broker/mosquitto-writer.js';
import type { PlatformOptions } from '../platform-parts.js';

/** Looks whether the folder for Mosquitto's files can be written; undefined where none is set. */
export async function keepMosquitto({ config, log }: PlatformOptions, credentials: CredentialTable): Promise<MosquittoWriter | undefined> {
  const setting = config.mqtt.external?.mosquitto;
  if (setting === undefined) return undefined;
  const writer = new MosquittoWriter(setting, credentials, (principals) => log.warn({ principals, help: OLD_SECRETS }, 'mosquitto'));
  await writer.check();
  return writer;
}

const OLD_SECRETS = {
  zh: '这些设备的密钥签发于旧版本，Mosquitto 无法核对：请重新签发',
  en: 'secrets of these were issued by an older version, Mosquitto cannot check them: issue new ones',
};
