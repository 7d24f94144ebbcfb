import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256 of bytes; of a text as UTF-8. Ten times as fast as the portable one (docs/adr/0012). */
export const sha256Hex = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
