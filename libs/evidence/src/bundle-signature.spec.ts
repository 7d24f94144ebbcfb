import { generateKeyPairSync } from 'node:crypto';
import { base64url, exportJWK, exportSPKI, importJWK } from 'jose';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { signBundle, verifySignature } from './bundle-signature.js';
import { generateSigningKey, importSigningKey, keyIdOf, readTrustedKey } from './signing-key.js';
import type { PrivateKeyJwk, SigningKey } from './signing-key.js';

const DIGESTS = { report: 'a'.repeat(64), manifest: 'b'.repeat(64), bagit: 'c'.repeat(64), bagInfo: 'd'.repeat(64) };
let jwk: PrivateKeyJwk;
let key: SigningKey;
let text: string;
beforeAll(async () => {
  jwk = await generateSigningKey();
  key = await importSigningKey(jwk);
  text = await signBundle(DIGESTS, key);
});

const fault = async (jws: string) => {
  const verified = await verifySignature(jws);
  return verified.ok ? 'none' : verified.reason;
};
const encoded = (value: unknown): string => base64url.encode(JSON.stringify(value));
const parts = (): string[] => text.split('.');

describe('the signature', () => {
  it('says what was signed, and by which key', async () => {
    expect(await verifySignature(text)).toEqual({ ok: true, value: { keyId: key.keyId, signed: DIGESTS } });
  });

  it('is one text for each key and content', async () => {
    expect(await signBundle(DIGESTS, await importSigningKey(jwk))).toBe(text);
    expect(await signBundle({ ...DIGESTS, report: 'e'.repeat(64) }, key)).not.toBe(text);
  });

  it('with stray bits in its last character is refused: it decodes to the same', async () => {
    const last = text.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const stray = text.slice(0, -1) + (alphabet[alphabet.indexOf(last) + 1] ?? 'B');
    expect(base64url.decode(stray.split('.')[2] ?? '')).toEqual(base64url.decode(parts()[2] ?? ''));
    expect(await fault(stray)).toBe('signature-not-canonical');
  });

  it.each<[string, () => string, string]>([
    ['a line feed', () => `${text}\n`, 'signature-not-canonical'],
    ['padding', () => `${text}==`, 'signature-not-canonical'],
    ['another order in the header', () => [encoded({ kid: key.keyId, jwk: key.publicJwk, alg: 'EdDSA' }), ...parts().slice(1)].join('.'), 'signature-not-canonical'],
    ['no algorithm', () => [encoded({ alg: 'none', jwk: key.publicJwk, kid: key.keyId }), ...parts().slice(1)].join('.'), 'signature-not-canonical'],
    ['no key', () => [encoded({ alg: 'EdDSA', kid: key.keyId }), ...parts().slice(1)].join('.'), 'signature-malformed'],
    ['another payload', () => [parts()[0], encoded({ format: 'yanshou-bundle/1' }), parts()[2]].join('.'), 'signature-invalid'],
    ['two parts', () => parts().slice(0, 2).join('.'), 'signature-malformed'],
    ['nothing', () => '', 'signature-malformed'],
  ])('with %s is refused', async (_, jws, reason) => {
    expect(await fault(jws())).toBe(reason);
  });

  it('with the key of somebody else in the header is invalid', async () => {
    const other = await importSigningKey(await generateSigningKey());
    const header = encoded({ alg: 'EdDSA', jwk: other.publicJwk, kid: other.keyId });
    expect(await fault([header, ...parts().slice(1)].join('.'))).toBe('signature-invalid');
  });
});

describe('keys', () => {
  it('are told by fingerprint, JWK and PEM alike', async () => {
    const pem = await exportSPKI((await importJWK({ ...key.publicJwk }, 'EdDSA')) as Parameters<typeof exportSPKI>[0]);
    const given = [key.keyId, `  ${key.keyId}\n`, JSON.stringify(key.publicJwk), JSON.stringify({ ...key.publicJwk, use: 'sig' }), JSON.stringify(jwk), pem];
    for (const one of given) expect(await readTrustedKey(one)).toEqual({ ok: true, value: key.keyId });
  });

  it('of other kinds are unreadable', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    const given = ['', 'hello', '{}', '{', JSON.stringify(await exportJWK(rsa)), rsa.export({ format: 'pem', type: 'spki' }) as string, `${key.keyId}x`];
    for (const one of given) expect(await readTrustedKey(one)).toEqual({ ok: false, reason: 'key-unreadable' });
  });

  it('have the fingerprint of RFC 7638 and RFC 8037 A.3', async () => {
    expect(await keyIdOf({ crv: 'Ed25519', kty: 'OKP', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('that cannot sign are a fault', async () => {
    for (const bad of [null, {}, { ...jwk, d: 'short' }, { ...jwk, crv: 'P-256' }, key.publicJwk]) {
      await expect(importSigningKey(bad)).rejects.toMatchObject({ code: 'signing-key-unusable', retryable: false });
    }
  });
});
