import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, importSPKI } from 'jose';
import type { CryptoKey } from 'jose';
import { Failure, fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';

/** Public half of an Ed25519 pair (RFC 8037); `x` is 32 bytes in base64url. */
export interface PublicKeyJwk {
  readonly crv: 'Ed25519';
  readonly kty: 'OKP';
  readonly x: string;
}
export interface PrivateKeyJwk extends PublicKeyJwk {
  readonly d: string;
}

/** A pair that can sign; `keyId` is the RFC 7638 thumbprint of the public half. */
export interface SigningKey {
  readonly keyId: string;
  readonly publicJwk: PublicKeyJwk;
  readonly key: CryptoKey;
}

/** A new pair as a private JWK: what the platform keeps, readable by nobody else. */
export async function generateSigningKey(): Promise<PrivateKeyJwk> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { x = '', d = '' } = await exportJWK(privateKey);
  return { crv: 'Ed25519', d, kty: 'OKP', x };
}

/** Throws Failure `signing-key-unusable` for anything but an Ed25519 private JWK. */
export async function importSigningKey(jwk: unknown): Promise<SigningKey> {
  const candidate = jwk as Partial<PrivateKeyJwk> | null;
  try {
    if (candidate?.kty !== 'OKP' || candidate.crv !== 'Ed25519' || typeof candidate.d !== 'string' || !isKeyText(candidate.x)) throw new TypeError('no Ed25519 private JWK');
    const publicJwk = publicHalf(candidate.x);
    const key = await importJWK({ ...publicJwk, d: candidate.d }, 'EdDSA');
    return { keyId: await keyIdOf(publicJwk), publicJwk, key: key as CryptoKey };
  } catch (cause) {
    throw new Failure('signing-key-unusable', 'the signing key is no Ed25519 private JWK', false, {
      zh: '签名密钥文件不是 Ed25519 私钥（JWK）。请从备份恢复；没有备份时移走该文件，平台会生成新密钥，旧报告仍用旧公钥核验',
      en: 'The file of the signing key holds no Ed25519 private JWK. Restore it from the backup; without one move it away: the platform makes a new key, and older reports are still verified with the old public key',
    }, { cause });
  }
}

export const publicHalf = (x: string): PublicKeyJwk => ({ crv: 'Ed25519', kty: 'OKP', x });

/** The fingerprint of a key: RFC 7638 thumbprint, SHA-256, 43 characters of base64url. */
export const keyIdOf = (jwk: PublicKeyJwk): Promise<string> => calculateJwkThumbprint({ ...jwk }, 'sha256');

const KEY_TEXT = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
/** 32 bytes in base64url, without stray bits in the last character. */
export const isKeyText = (text: unknown): text is string => typeof text === 'string' && KEY_TEXT.test(text);

export type KeyFault = 'key-unreadable';

/**
 * The fingerprint that an auditor's copy of the key stands for: a public JWK, a PEM (SPKI), or the fingerprint itself.
 * A private key is read like its public half.
 */
export async function readTrustedKey(text: string): Promise<Result<string, KeyFault>> {
  const trimmed = text.trim();
  if (KEY_TEXT.test(trimmed)) return ok(trimmed);
  try {
    const jwk = trimmed.startsWith('{') ? (JSON.parse(trimmed) as Partial<PublicKeyJwk>) : await exportJWK(await importSPKI(trimmed, 'EdDSA', { extractable: true }));
    if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || !isKeyText(jwk.x)) return fail('key-unreadable');
    return ok(await keyIdOf(publicHalf(jwk.x)));
  } catch {
    return fail('key-unreadable');
  }
}
