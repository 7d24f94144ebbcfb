import { fixedHeaderLength, INCOMPLETE, MALFORMED, remainingLength } from './mqtt-frame.js';

const FIRST_ALLOCATION = 1_024;
const MAX_HEADER = 5;

/** Puts together one frame that arrived in pieces. Memory grows with the bytes received, not with the length announced. */
export class FrameAssembler {
  bytes: Buffer = Buffer.alloc(0);
  /** Bytes received so far. */
  length = 0;
  /** Bytes of the fixed header; 0 until it is complete. */
  headerLength = 0;
  /** Bytes of the whole frame; 0 until the header is complete. */
  total = 0;

  get isComplete(): boolean {
    return this.total > 0 && this.length === this.total;
  }

  /** Takes what belongs to the header and reads it: bytes taken, or MALFORMED. */
  takeHeader(chunk: Buffer, offset: number): number {
    let taken = 0;
    while (this.total === 0 && offset + taken < chunk.length && this.length < MAX_HEADER) {
      this.copy(chunk, offset + taken, 1);
      taken += 1;
      const header = fixedHeaderLength(this.bytes, 0, this.length);
      if (header === MALFORMED) return MALFORMED;
      if (header === INCOMPLETE) continue;
      this.headerLength = header;
      this.total = header + remainingLength(this.bytes, 0, header);
    }
    return taken;
  }

  /** Takes what belongs to the body: bytes taken. */
  takeBody(chunk: Buffer, offset: number): number {
    const count = Math.min(this.total - this.length, chunk.length - offset);
    this.copy(chunk, offset, count);
    return count;
  }

  /** The complete frame; the assembler is empty afterwards. */
  release(): Buffer {
    const frame = this.bytes.subarray(0, this.total);
    this.bytes = Buffer.alloc(0);
    this.length = 0;
    this.headerLength = 0;
    this.total = 0;
    return frame;
  }

  private copy(chunk: Buffer, offset: number, count: number): void {
    if (count === 0) return;
    if (this.length + count > this.bytes.length) this.grow(this.length + count);
    chunk.copy(this.bytes, this.length, offset, offset + count);
    this.length += count;
  }

  private grow(needed: number): void {
    const wanted = Math.max(needed, this.bytes.length * 2, FIRST_ALLOCATION);
    const larger = Buffer.allocUnsafeSlow(this.total > 0 ? Math.max(needed, Math.min(wanted, this.total)) : wanted);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
