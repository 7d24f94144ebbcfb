import { CompactSign, base64url, compactVerify, importJWK } from 'jose';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { BUNDLE_FORMAT } from './bundle-layout.js';
import { canonicalJson, parseCanonical } from './canonical-json.js';
import { isKeyText, keyIdOf, publicHalf } from './signing-key.js';
import type { PublicKeyJwk, SigningKey } from './signing-key.js';

/** What is signed: digests in lower-case hex. Through the manifest it covers every file of the payload. */
export interface SignedDigests {
  readonly report: string;
  readonly manifest: string;
  readonly bagit: string;
  readonly bagInfo: string;
}

export interface VerifiedSignature {
  readonly keyId: string;
  readonly signed: SignedDigests;
}

export type SignatureFault = 'signature-malformed' | 'signature-not-canonical' | 'signature-invalid' | 'format-unknown';

/** The text of `signature.jws`: a compact JWS, no line feed. Ed25519 is deterministic: one text for each bundle and key. */
export function signBundle(digests: SignedDigests, { key, keyId, publicJwk }: SigningKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(payloadText(digests))).setProtectedHeader(headerOf(publicJwk, keyId)).sign(key);
}

const headerOf = (jwk: PublicKeyJwk, kid: string): { alg: string; jwk: { crv: string; kty: string; x: string }; kid: string } => ({ alg: 'EdDSA', jwk: { ...jwk }, kid });

const payloadText = ({ report, manifest, bagit, bagInfo }: SignedDigests): string =>
  canonicalJson({ format: BUNDLE_FORMAT, report, manifest, files: { 'bag-info.txt': bagInfo, 'bagit.txt': bagit } });

/**
 * Checks a signature by the key that it carries, and that it is written in its one canonical text: a JWS that decodes
 * to the same with stray bits, another order of members or a line feed is refused. Says nothing about whose key it is.
 */
export async function verifySignature(text: string): Promise<Result<VerifiedSignature, SignatureFault>> {
  const parts = text.split('.');
  const [header, payload] = parts.map(decoded);
  if (parts.length !== 3 || header === undefined || payload === undefined) return fail('signature-malformed');
  if (parts.some((part) => reencoded(part) !== part)) return fail('signature-not-canonical');
  const jwk = keyOfHeader(header);
  if (jwk === undefined) return fail('signature-malformed');
  const keyId = await keyIdOf(jwk);
  if (header !== canonicalJson(headerOf(jwk, keyId))) return fail('signature-not-canonical');
  if (!(await isSignedBy(text, jwk))) return fail('signature-invalid');
  const signed = signedDigests(payload);
  return signed.ok ? ok({ keyId, signed: signed.value }) : signed;
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

function signedDigests(payload: string): Result<SignedDigests, SignatureFault> {
  const parsed = parseCanonical(payload);
  if (!parsed.ok) return fail(parsed.reason === 'json-malformed' ? 'signature-malformed' : 'signature-not-canonical');
  const { format, report, manifest, files } = (parsed.value ?? {}) as { format?: unknown; report?: unknown; manifest?: unknown; files?: Record<string, unknown> };
  if (format !== BUNDLE_FORMAT) return fail('format-unknown');
  const digests = { report: String(report), manifest: String(manifest), bagit: String(files?.['bagit.txt']), bagInfo: String(files?.['bag-info.txt']) };
  return payloadText(digests) === payload ? ok(digests) : fail('signature-malformed');
}
