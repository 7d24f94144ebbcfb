import { X509Certificate, createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { ConfigurationError } from './configuration-error.js';
import type { TlsConfig } from './tls-config.js';

/** What the files of a TlsConfig hold, as PEM. */
export interface TlsFiles extends KeyPair {
  readonly clientCa?: Buffer;
}

export interface KeyPair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** A file, and the setting that names it. */
export interface NamedFile {
  readonly setting: string;
  readonly file: string;
}

/** Reads certificate and key and sees that they belong together. Throws ConfigurationError, which names the setting and its file. */
export function readTlsFiles({ certificateFile, keyFile, clientCaFile }: TlsConfig): TlsFiles {
  const pair = readKeyPair({ setting: 'YANSHOU_TLS_CERT', file: certificateFile }, { setting: 'YANSHOU_TLS_KEY', file: keyFile });
  return { ...pair, ...(clientCaFile === undefined ? {} : { clientCa: readAuthority({ setting: 'YANSHOU_TLS_CLIENT_CA', file: clientCaFile }) }) };
}

/** A certificate, with those behind it, and its key. Throws as `readTlsFiles`. */
export function readKeyPair(certificate: NamedFile, ofKey: NamedFile): KeyPair {
  const [cert, key] = [readNamed(certificate.setting, certificate.file), readNamed(ofKey.setting, ofKey.file)];
  const read = parsed(certificate, CERTIFICATES, () => new X509Certificate(cert));
  const privateKey: KeyObject = parsed(ofKey, PRIVATE_KEY, () => createPrivateKey(key));
  if (!read.checkPrivateKey(privateKey)) {
    throw new ConfigurationError(`${ofKey.setting}="${ofKey.file}" 不是证书 ${certificate.file} 的私钥 / is not the key of the certificate ${certificate.file}`);
  }
  // The chain behind the first certificate counts as well, and what OpenSSL holds too weak.
  parsed(certificate, CERTIFICATES, () => createSecureContext({ cert, key }));
  return { cert, key };
}

/** Certificates that others are judged by. Throws as `readTlsFiles`. */
export function readAuthority(named: NamedFile): Buffer {
  const pem = readNamed(named.setting, named.file);
  parsed(named, CERTIFICATES, () => new X509Certificate(pem));
  parsed(named, CERTIFICATES, () => createSecureContext({ ca: pem }));
  return pem;
}

/** The bytes of a file that a setting names. Throws as `readTlsFiles`. */
export function readNamed(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new ConfigurationError(`${setting}="${file}" 无法读取（${messageOf(cause)}）：请检查路径与权限 / ${setting}="${file}" cannot be read (${messageOf(cause)}): check path and permissions`);
  }
}

const PRIVATE_KEY = { zh: '无口令的 PEM 私钥', en: 'a PEM private key without passphrase' } as const;
const CERTIFICATES = { zh: 'PEM 证书', en: 'PEM certificates' } as const;

function parsed<T>({ setting, file }: NamedFile, what: { readonly zh: string; readonly en: string }, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new ConfigurationError(`${setting}="${file}" 不是可用的${what.zh}（${messageOf(cause)}） / ${setting}="${file}" does not hold ${what.en} that can be used (${messageOf(cause)})`);
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
