import type { OpenFile } from './file-system.port.js';

const FIRST_CAPACITY = 2 * 1024;
const LEAST_CAPACITY = 256 * 1024;
const MOST_CAPACITY = 8 * 1024 * 1024;

/** The part of a segment that is in memory: `bytes` from `start` to `end`. Views into it live until the next fill. */
export class SegmentWindow {
  bytes: Buffer;
  start = 0;
  end = 0;
  /** Bytes of the file behind this offset must not be read yet. */
  durableEnd = 0;
  private filePosition: number;

  /** Takes over the buffer of the window before, so that a reader keeps one. */
  constructor(private readonly file: OpenFile, from: number, before: SegmentWindow | null = null) {
    this.filePosition = from;
    this.bytes = before?.bytes ?? Buffer.allocUnsafe(FIRST_CAPACITY);
  }

  get buffered(): number {
    return this.end - this.start;
  }

  /** Offset in the file of the next record. */
  get position(): number {
    return this.filePosition - this.buffered;
  }

  fileSize(): Promise<number> {
    return this.file.size();
  }

  /** Whether all that is known to be durable is in memory. */
  atEnd(): boolean {
    return this.filePosition >= this.durableEnd;
  }

  // Moving what is left to the front must stay cheap beside what is read: at most half a window is moved for half a window.
  wantsMore(maxBytes: number): boolean {
    return this.buffered < Math.min(Math.max(1, maxBytes), this.bytes.length / 2);
  }

  async fill(maxBytes: number): Promise<void> {
    if (this.atEnd()) return;
    const useful = Math.max(FIRST_CAPACITY, 2 * (this.durableEnd - this.position));
    const wanted = Math.min(MOST_CAPACITY, Math.max(LEAST_CAPACITY, maxBytes), useful);
    if (this.bytes.length < wanted) this.move(Buffer.allocUnsafe(wanted));
    await this.load();
  }

  /** Makes room for a record that does not fit; false when the rest of the durable bytes is in memory already. */
  async widen(): Promise<boolean> {
    if (this.atEnd()) return false;
    if (this.end - this.start >= this.bytes.length / 2) this.move(Buffer.allocUnsafe(this.bytes.length * 2));
    await this.load();
    return true;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async load(): Promise<void> {
    this.move(this.bytes);
    const room = Math.min(this.bytes.length - this.end, this.durableEnd - this.filePosition);
    const read = await this.file.read(this.bytes.subarray(this.end, this.end + room), this.filePosition);
    this.end += read;
    this.filePosition += read;
    // A file that is shorter than its mark says has no more to give.
    if (read < room) this.durableEnd = this.filePosition;
  }

  private move(target: Buffer): void {
    this.bytes.copy(target, 0, this.start, this.end);
    this.bytes = target;
    this.end -= this.start;
    this.start = 0;
  }
}
