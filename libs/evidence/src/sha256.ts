import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Lower-case hex digest of bytes, or of a text in UTF-8. */
export const sha256Hex = (data: Uint8Array | string): string => bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data));

/** A digest of bytes that come in parts. */
export class Sha256Stream {
  private readonly hash = sha256.create();
  bytes = 0;

  update(chunk: Uint8Array): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
  }

  /** Lower-case hex; the stream takes no more afterwards. */
  hex(): string {
    return bytesToHex(this.hash.digest());
  }
}
