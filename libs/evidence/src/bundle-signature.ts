import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { BUNDLE_FORMAT } from './bundle-layout.js';
import { canonicalJson, parseCanonical } from './canonical-json.js';
import { checkSignedText, signText } from './canonical-jws.js';
import type { SignatureFault } from './canonical-jws.js';
import type { SigningKey } from './signing-key.js';

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

/** The text of `signature.jws`. */
export const signBundle = (digests: SignedDigests, key: SigningKey): Promise<string> => signText(payloadText(digests), key);

const payloadText = ({ report, manifest, bagit, bagInfo }: SignedDigests): string =>
  canonicalJson({ format: BUNDLE_FORMAT, report, manifest, files: { 'bag-info.txt': bagInfo, 'bagit.txt': bagit } });

/** Checks a signature by the key that it carries. Says nothing about whose key it is. */
export async function verifySignature(text: string): Promise<Result<VerifiedSignature, SignatureFault>> {
  const checked = await checkSignedText(text);
  if (!checked.ok) return checked;
  const signed = signedDigests(checked.value.payload);
  return signed.ok ? ok({ keyId: checked.value.keyId, signed: signed.value }) : signed;
}

function signedDigests(payload: string): Result<SignedDigests, SignatureFault> {
  const parsed = parseCanonical(payload);
  if (!parsed.ok) return fail(parsed.reason === 'json-malformed' ? 'signature-malformed' : 'signature-not-canonical');
  const { format, report, manifest, files } = (parsed.value ?? {}) as { format?: unknown; report?: unknown; manifest?: unknown; files?: Record<string, unknown> };
  if (format !== BUNDLE_FORMAT) return fail('format-unknown');
  const digests = { report: String(report), manifest: String(manifest), bagit: String(files?.['bagit.txt']), bagInfo: String(files?.['bag-info.txt']) };
  return payloadText(digests) === payload ? ok(digests) : fail('signature-malformed');
}
