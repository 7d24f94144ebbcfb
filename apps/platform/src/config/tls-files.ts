import { X509Certificate, createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { ConfigurationError } from './configuration-error.js';
import type { TlsConfig } from './tls-config.js';

/** What the files of a TlsConfig hold, as PEM. */
export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly clientCa?: Buffer;
}

type FileSetting = 'YANSHOU_TLS_CERT' | 'YANSHOU_TLS_KEY' | 'YANSHOU_TLS_CLIENT_CA';

/** Reads certificate and key and sees that they belong together. Throws ConfigurationError, which names the setting and its file. */
export function readTlsFiles({ certificateFile, keyFile, clientCaFile }: TlsConfig): TlsFiles {
  const cert = readPem('YANSHOU_TLS_CERT', certificateFile);
  const key = readPem('YANSHOU_TLS_KEY', keyFile);
  const certificate = parsed('YANSHOU_TLS_CERT', certificateFile, () => new X509Certificate(cert));
  const privateKey: KeyObject = parsed('YANSHOU_TLS_KEY', keyFile, () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new ConfigurationError(`YANSHOU_TLS_KEY="${keyFile}" 不是证书 ${certificateFile} 的私钥 / is not the key of the certificate ${certificateFile}`);
  }
  // The chain behind the first certificate counts as well, and what OpenSSL holds too weak.
  parsed('YANSHOU_TLS_CERT', certificateFile, () => createSecureContext({ cert, key }));
  return { cert, key, ...(clientCaFile === undefined ? {} : { clientCa: readAuthority(clientCaFile) }) };
}

function readAuthority(file: string): Buffer {
  const pem = readPem('YANSHOU_TLS_CLIENT_CA', file);
  parsed('YANSHOU_TLS_CLIENT_CA', file, () => new X509Certificate(pem));
  parsed('YANSHOU_TLS_CLIENT_CA', file, () => createSecureContext({ ca: pem }));
  return pem;
}

function readPem(setting: FileSetting, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new ConfigurationError(`${setting}="${file}" 无法读取（${messageOf(cause)}）：请检查路径与权限 / ${setting}="${file}" cannot be read (${messageOf(cause)}): check path and permissions`);
  }
}

function parsed<T>(setting: FileSetting, file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const what = setting === 'YANSHOU_TLS_KEY' ? { zh: '无口令的 PEM 私钥', en: 'a PEM private key without passphrase' } : { zh: 'PEM 证书', en: 'PEM certificates' };
    throw new ConfigurationError(`${setting}="${file}" 不是可用的${what.zh}（${messageOf(cause)}） / ${setting}="${file}" does not hold ${what.en} that can be used (${messageOf(cause)})`);
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
