const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/** FNV-1a of bytes[from…to). */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = FNV_OFFSET;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), FNV_PRIME);
  return hash;
}

/** One step of `hashBytes`, for callers that look at every byte anyway. */
export const hashStart = FNV_OFFSET;
export const hashByte = (hash: number, byte: number): number => Math.imul(hash ^ byte, FNV_PRIME);

/**
 * Numbers byte strings from 0 on, so that a name seen before costs neither a string nor a Map look-up.
 * `trim` forgets everything once the table outgrew its limit: a sender of ever new names costs time, never memory.
 */
export class InternTable {
  /** Rises whenever numbers given out before lost their meaning. */
  generation = 0;
  private slots = new Int32Array(256).fill(-1);
  private hashes = new Int32Array(128);
  private starts = new Int32Array(129);
  private arena = new Uint8Array(4096);
  private texts: string[] = [];

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.texts.length;
  }

  text(id: number): string {
    return this.texts[id] as string;
  }

  /** The number of bytes[from…to), whose hash is `hash`; -1 when it has none. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const id = slots[slot] as number;
      if (id < 0) return -1;
      if (hashes[id] === hash && this.holds(id, bytes, from, to)) return id;
    }
  }

  /** Gives a number to bytes that have none yet. */
  add(bytes: Uint8Array, from: number, to: number, text: string): number {
    const id = this.texts.length;
    if (id === this.hashes.length) this.growEntries();
    const start = this.starts[id] as number;
    this.reserve(start + to - from);
    for (let at = from; at < to; at += 1) this.arena[start + at - from] = bytes[at] as number;
    this.starts[id + 1] = start + to - from;
    this.hashes[id] = hashBytes(bytes, from, to);
    this.texts.push(text);
    if (this.texts.length * 2 > this.slots.length) this.rehash(this.slots.length * 2);
    else this.place(id);
    return id;
  }

  /** Forgets all entries when there are more than the limit. Call it only while no number is in use. */
  trim(): void {
    if (this.texts.length > this.limit) this.clear();
  }

  clear(): void {
    this.texts = [];
    this.slots = new Int32Array(256).fill(-1);
    this.generation += 1;
  }

  private holds(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.starts[id] as number;
    const length = to - from;
    if ((this.starts[id + 1] as number) - start !== length) return false;
    const { arena } = this;
    for (let k = 0; k < length; k += 1) if (arena[start + k] !== bytes[from + k]) return false;
    return true;
  }

  private place(id: number): void {
    const mask = this.slots.length - 1;
    let slot = spread(this.hashes[id] as number) & mask;
    while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & mask;
    this.slots[slot] = id;
  }

  private rehash(size: number): void {
    this.slots = new Int32Array(size).fill(-1);
    for (let id = 0; id < this.texts.length; id += 1) this.place(id);
  }

  private growEntries(): void {
    this.hashes = widen(this.hashes, this.hashes.length * 2);
    this.starts = widen(this.starts, this.hashes.length + 1);
  }

  private reserve(bytes: number): void {
    if (bytes <= this.arena.length) return;
    const bigger = new Uint8Array(Math.max(bytes, this.arena.length * 2));
    bigger.set(this.arena);
    this.arena = bigger;
  }
}

/** FNV-1a mixes its low bits least; the table is indexed by them. */
const spread = (hash: number): number => hash ^ (hash >>> 15);

function widen(old: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(length);
  bigger.set(old);
  return bigger;
}
