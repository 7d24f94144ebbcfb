import type { Settings } from './config.schema.js';
import { ConfigurationError } from './configuration-error.js';

export interface TlsConfig {
  readonly port: number;
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly clientCaFile?: string;
}

const FILES = ['YANSHOU_TLS_CERT', 'YANSHOU_TLS_KEY', 'YANSHOU_TLS_CLIENT_CA'] as const;

/** Where MQTT over TLS listens and with what. Throws ConfigurationError for a companion that is missing, on either side. */
export function tlsOf(values: Settings): { tls?: TlsConfig } {
  const { YANSHOU_MQTTS_PORT: port, YANSHOU_TLS_CERT: certificateFile, YANSHOU_TLS_KEY: keyFile, YANSHOU_TLS_CLIENT_CA: clientCaFile } = values;
  if (port === undefined) {
    // Who names a certificate believes that connections are encrypted.
    const named = FILES.find((key) => values[key] !== undefined);
    if (named !== undefined) throw new ConfigurationError(`${named} 需要 YANSHOU_MQTTS_PORT，否则平台不开 TLS 端口 / ${named} needs YANSHOU_MQTTS_PORT: without it there is no port with TLS`);
    return {};
  }
  if (certificateFile === undefined || keyFile === undefined) {
    throw new ConfigurationError('YANSHOU_MQTTS_PORT 需要 YANSHOU_TLS_CERT 和 YANSHOU_TLS_KEY / YANSHOU_MQTTS_PORT needs YANSHOU_TLS_CERT and YANSHOU_TLS_KEY');
  }
  return { tls: { port, certificateFile, keyFile, ...(clientCaFile === undefined ? {} : { clientCaFile }) } };
}
