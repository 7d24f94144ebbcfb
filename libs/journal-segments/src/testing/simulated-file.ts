import type { SeededRandom } from './seeded-random.js';

type Change = { readonly kind: 'write'; readonly at: number; readonly bytes: Buffer } | { readonly kind: 'truncate'; readonly length: number };

/** Power fails per sector: of one write any set of sectors may have reached the disk. */
const SECTOR = 64;

/** Content of a file: what programs see, what the disk holds for certain, and the changes in between. */
export class SimulatedFile {
  private visible: Buffer = Buffer.alloc(0);
  private durable: Buffer = Buffer.alloc(0);
  private pending: Change[] = [];

  get content(): Buffer {
    return this.visible;
  }

  write(bytes: Buffer, at: number): void {
    const change: Change = { kind: 'write', at, bytes: Buffer.from(bytes) };
    this.pending.push(change);
    this.visible = apply(this.visible, change);
  }

  truncate(length: number): void {
    const change: Change = { kind: 'truncate', length };
    this.pending.push(change);
    this.visible = apply(this.visible, change);
  }

  flush(): void {
    this.durable = this.visible;
    this.pending = [];
  }

  /** Changes the bytes behind everybody's back, as a failing disk does. */
  corrupt(change: (bytes: Buffer) => Buffer): void {
    this.visible = change(Buffer.from(this.visible));
    this.flush();
  }

  /** Each change since the last flush is kept, lost, torn or done out of order. */
  losePower(random: SeededRandom): void {
    const survivors = this.pending.flatMap((change) => survive(change, random));
    if (random.chance(0.3)) survivors.reverse();
    this.visible = survivors.reduce(apply, this.durable);
    this.flush();
  }
}

function apply(content: Buffer, change: Change): Buffer {
  if (change.kind === 'truncate') return resize(content, change.length);
  const result = resize(content, Math.max(content.length, change.at + change.bytes.length));
  change.bytes.copy(result, change.at);
  return result;
}

function resize(content: Buffer, length: number): Buffer {
  const result = Buffer.alloc(length);
  content.copy(result, 0, 0, Math.min(length, content.length));
  return result;
}

function survive(change: Change, random: SeededRandom): Change[] {
  const fate = random.below(6);
  if (fate <= 1) return [change];
  if (fate === 2) return [];
  if (change.kind === 'truncate') return [change];
  if (fate === 3) return [{ ...change, bytes: change.bytes.subarray(0, random.below(change.bytes.length + 1)) }];
  // The length was kept and the bytes were not, wholly or sector by sector.
  const lost = fate === 4 ? 1 : 0.5;
  const bytes = Buffer.from(change.bytes);
  for (let at = 0; at < bytes.length; at += SECTOR) if (random.chance(lost)) bytes.fill(0, at, Math.min(at + SECTOR, bytes.length));
  return [{ ...change, bytes }];
}
