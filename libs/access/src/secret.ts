import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

/** A new device secret: 256 random bits as base64url, 43 characters. Shown once, never stored. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/**
 * What is stored in place of a secret: HMAC-SHA256 in hex. A fast hash is enough because the secret has 256 random
 * bits; the pepper keeps a stolen table from being useful elsewhere.
 */
export const hashSecret = (pepper: string | Buffer, secret: string | Buffer): string =>
  createHmac('sha256', pepper).update(secret).digest('hex');

/** Compares two hashes in time that depends on their length only. */
export function equalHashes(left: string, right: string): boolean {
  const a = Buffer.from(left, 'latin1');
  const b = Buffer.from(right, 'latin1');
  return a.length === b.length && timingSafeEqual(a, b);
}
