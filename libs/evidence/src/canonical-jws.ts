import { CompactSign, base64url, compactVerify, importJWK } from 'jose';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import { isKeyText, keyIdOf, publicHalf } from './signing-key.js';
import type { PublicKeyJwk, SigningKey } from './signing-key.js';

export type SignatureFault = 'signature-malformed' | 'signature-not-canonical' | 'signature-invalid' | 'format-unknown';

/** A signature that was checked by the key that it carries: whose key that is, it does not say. */
export interface CheckedSignature {
  readonly keyId: string;
  readonly payload: string;
}

/** A compact JWS of a text, no line feed. Ed25519 is deterministic: one text for each payload and key. */
export const signText = (payload: string, { key, keyId, publicJwk }: SigningKey): Promise<string> =>
  new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader(headerOf(publicJwk, keyId)).sign(key);

const headerOf = (jwk: PublicKeyJwk, kid: string): { alg: string; jwk: { crv: string; kty: string; x: string }; kid: string } => ({ alg: 'EdDSA', jwk: { ...jwk }, kid });

/**
 * Checks a signature by the key that it carries, and that it is written in its one canonical text: a JWS that decodes
 * to the same with stray bits, another order of members or a line feed is refused.
 */
export async function checkSignedText(text: string): Promise<Result<CheckedSignature, SignatureFault>> {
  const parts = text.split('.');
  const [header, payload] = parts.map(decoded);
  if (parts.length !== 3 || header === undefined || payload === undefined) return fail('signature-malformed');
  if (parts.some((part) => reencoded(part) !== part)) return fail('signature-not-canonical');
  const jwk = keyOfHeader(header);
  if (jwk === undefined) return fail('signature-malformed');
  const keyId = await keyIdOf(jwk);
  if (header !== canonicalJson(headerOf(jwk, keyId))) return fail('signature-not-canonical');
  return (await isSignedBy(text, jwk)) ? ok({ keyId, payload }) : fail('signature-invalid');
}

function decoded(part: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(base64url.decode(part));
  } catch {
    return undefined;
  }
}

function reencoded(part: string): string | undefined {
  try {
    return base64url.encode(base64url.decode(part));
  } catch {
    return undefined;
  }
}

function keyOfHeader(text: string): PublicKeyJwk | undefined {
  const parsed = parseJson(text) as { jwk?: { x?: unknown } } | undefined;
  const x = parsed?.jwk?.x;
  return isKeyText(x) ? publicHalf(x) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function isSignedBy(text: string, jwk: PublicKeyJwk): Promise<boolean> {
  try {
    await compactVerify(text, await importJWK({ ...jwk }, 'EdDSA'), { algorithms: ['EdDSA'] });
    return true;
  } catch {
    return false;
  }
}
