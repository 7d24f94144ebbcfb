import { createHmac, generateKeyPairSync } from 'node:crypto';
import { base64url, exportJWK, exportSPKI, importJWK } from 'jose';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { signBundle, verifySignature } from './bundle-signature.js';
import { canonicalJson } from './canonical-json.js';
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

  /** Signed as it is, by the key that it names: only what it says is wrong. */
  const signedWith = async (words: object, payload: string): Promise<string> => {
    const input = `${base64url.encode(canonicalJson(words))}.${base64url.encode(payload)}`;
    return `${input}.${base64url.encode(new Uint8Array(await crypto.subtle.sign('Ed25519', key.key, new TextEncoder().encode(input))))}`;
  };
  const header = () => ({ alg: 'EdDSA', jwk: key.publicJwk, kid: key.keyId });
  const payloadText = (): string => new TextDecoder().decode(base64url.decode(parts()[1] ?? ''));

  it('signed anew with the same words is the same text', async () => {
    expect(await signedWith(header(), payloadText())).toBe(text);
  });

  it.each<[string, () => object]>([
    ['the fingerprint of another key', () => ({ ...header(), kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k' })], ['a critical extension', () => ({ ...header(), b64: false, crit: ['b64'] })],
    ['a type', () => ({ ...header(), typ: 'JOSE' })], ['a key to be fetched', () => ({ ...header(), jku: 'https://example.org/keys' })], ['the newer name of the algorithm', () => ({ ...header(), alg: 'Ed25519' })],
    ['a private half in the key', () => ({ ...header(), jwk: { ...jwk } })], ['a key of another kind', () => ({ ...header(), jwk: { ...key.publicJwk, kty: 'EC' } })],
  ])('that names %s is not canonical, however well it is signed', async (_, words) => {
    expect(await fault(await signedWith(words(), payloadText()))).toBe('signature-not-canonical');
  });

  it('by the public key as a shared secret is none', async () => {
    const input = `${base64url.encode(canonicalJson({ ...header(), alg: 'HS256' }))}.${parts()[1]}`;
    expect(await fault(`${input}.${createHmac('sha256', base64url.decode(key.publicJwk.x)).update(input).digest('base64url')}`)).toBe('signature-not-canonical');
  });

  it.each<[string, () => string, string]>([
    ['one member more', () => canonicalJson({ ...(JSON.parse(payloadText()) as object), note: '' }), 'signature-malformed'],
    ['no files', () => canonicalJson({ ...(JSON.parse(payloadText()) as object), files: null }), 'signature-malformed'],
    ['another order', () => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(payloadText()) as object).reverse())), 'signature-not-canonical'],
    ['another format', () => payloadText().replace('bundle/1', 'bundle/2'), 'format-unknown'], ['nothing', () => 'null', 'format-unknown'], ['no JSON', () => '{', 'signature-malformed'],
  ])('of %s is refused', async (_, payload, reason) => {
    expect(await fault(await signedWith(header(), payload()))).toBe(reason);
  });

  it('with the group order added to its second half is invalid', async () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const signature = base64url.decode(parts()[2] ?? '');
    let rest = signature.slice(32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + order;
    for (let at = 32; at < 64; at += 1, rest /= 256n) signature[at] = Number(rest % 256n);
    expect(await fault([...parts().slice(0, 2), base64url.encode(signature)].join('.'))).toBe('signature-invalid');
  });

  it('with the key of somebody else in the header is invalid', async () => {
    const other = await importSigningKey(await generateSigningKey());
    const theirs = encoded({ alg: 'EdDSA', jwk: other.publicJwk, kid: other.keyId });
    expect(await fault([theirs, ...parts().slice(1)].join('.'))).toBe('signature-invalid');
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
