const SMALL = 1_024;
const INITIAL_SLAB = 256;
const MAX_SLAB = 8_192;

/** Collects the many tiny writes of a tick, so that they leave as one: an acknowledgement alone is three writes. */
export class OutputBatch {
  private slab = Buffer.allocUnsafeSlow(INITIAL_SLAB);
  private used = 0;
  private readonly parts: Buffer[] = [];
  private partBytes = 0;

  get byteLength(): number {
    return this.partBytes + this.used;
  }

  append(chunk: Buffer): void {
    const length = chunk.length;
    if (length > SMALL) {
      this.sealSlab();
      this.parts.push(chunk);
      this.partBytes += length;
      return;
    }
    if (this.used + length > this.slab.length) this.makeRoom(length);
    for (let at = 0; at < length; at += 1) this.slab[this.used + at] = chunk[at] as number;
    this.used += length;
  }

  /** Everything so far as one buffer of its own; the batch is empty afterwards. */
  take(): Buffer {
    this.sealSlab();
    const [first] = this.parts;
    const bytes = this.parts.length === 1 && first !== undefined ? first : Buffer.concat(this.parts, this.partBytes);
    this.parts.length = 0;
    this.partBytes = 0;
    return bytes;
  }

  private sealSlab(): void {
    if (this.used === 0) return;
    const part = Buffer.allocUnsafe(this.used);
    this.slab.copy(part, 0, 0, this.used);
    this.parts.push(part);
    this.partBytes += this.used;
    this.used = 0;
  }

  private makeRoom(length: number): void {
    if (this.slab.length >= MAX_SLAB) {
      this.sealSlab();
      return;
    }
    const larger = Buffer.allocUnsafeSlow(Math.min(MAX_SLAB, Math.max(this.slab.length * 2, this.used + length)));
    this.slab.copy(larger, 0, 0, this.used);
    this.slab = larger;
  }
}
