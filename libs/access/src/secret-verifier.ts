import { pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** As Mosquitto makes them itself. A guess at 256 random bits is hopeless at any cost, so the count is of no weight. */
const ITERATIONS = 101;
const SALT_BYTES = 12;
const KEY_BYTES = 64;
const FORMAT = /^\$7\$(\d{1,7})\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]+={0,2})$/;

/**
 * `$7$iterations$salt$key` (PBKDF2 with SHA-512): what a broker needs that checks secrets without asking us. Made when
 * the secret is issued, because later nobody but the device has it.
 */
export function secretVerifier(secret: string): string {
  const salt = randomBytes(SALT_BYTES);
  const key = pbkdf2Sync(secret, salt, ITERATIONS, KEY_BYTES, 'sha512');
  return `$7$${String(ITERATIONS)}$${salt.toString('base64')}$${key.toString('base64')}`;
}

/** Whether `verifier` was made from `secret`. */
export function verifiesSecret(verifier: string, secret: string): boolean {
  const [, iterations, salt = '', key = ''] = FORMAT.exec(verifier) ?? [];
  if (iterations === undefined) return false;
  const wanted = Buffer.from(key, 'base64');
  const found = pbkdf2Sync(secret, Buffer.from(salt, 'base64'), Number(iterations), wanted.length, 'sha512');
  return timingSafeEqual(wanted, found);
}
