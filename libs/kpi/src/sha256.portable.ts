import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Lower-case hex SHA-256 of bytes; of a text as UTF-8. Runs wherever JavaScript does. */
export const sha256Hex = (bytes: string | Uint8Array): string => bytesToHex(sha256(typeof bytes === 'string' ? utf8ToBytes(bytes) : bytes));
