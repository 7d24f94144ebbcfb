/** Finds rows of a table by (id, hour, origin); the rows themselves hold the keys. Open addressing, no objects. */
export class HourKeyIndex {
  private slots = new Int32Array(2048).fill(-1);
  /** Row last used for an id: readings of a series come mostly in order. */
  private latest = new Int32Array(1024).fill(-1);

  constructor(private readonly table: { length: number; hour: Int32Array; origin: Uint8Array }) {}

  /** The row of the key, -1 when there is none. `ids` is the table's column of ids. */
  find(ids: Int32Array, id: number, hour: number, origin: number): number {
    const guess = id < this.latest.length ? (this.latest[id] as number) : -1;
    if (guess >= 0 && guess < this.table.length && this.matches(ids, guess, id, hour, origin)) return guess;
    const mask = this.slots.length - 1;
    for (let slot = hashOf(id, hour, origin) & mask; ; slot = (slot + 1) & mask) {
      const row = this.slots[slot] as number;
      if (row < 0) return -1;
      if (!this.matches(ids, row, id, hour, origin)) continue;
      this.remember(id, row);
      return row;
    }
  }

  /** Enters a row that was just added, or lets it take the place of an older one of the same key. */
  enter(ids: Int32Array, row: number): void {
    if (this.table.length * 2 > this.slots.length) this.rehash(ids);
    this.place(ids, row);
    this.remember(ids[row] as number, row);
  }

  clear(): void {
    this.slots.fill(-1);
  }

  private matches(ids: Int32Array, row: number, id: number, hour: number, origin: number): boolean {
    return ids[row] === id && this.table.hour[row] === hour && this.table.origin[row] === origin;
  }

  private place(ids: Int32Array, row: number): void {
    const { hour, origin } = this.table;
    const mask = this.slots.length - 1;
    let slot = hashOf(ids[row] as number, hour[row] as number, origin[row] as number) & mask;
    for (;;) {
      const other = this.slots[slot] as number;
      if (other < 0 || this.matches(ids, other, ids[row] as number, hour[row] as number, origin[row] as number)) break;
      slot = (slot + 1) & mask;
    }
    this.slots[slot] = row;
  }

  private rehash(ids: Int32Array): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let row = 0; row < this.table.length; row += 1) this.place(ids, row);
  }

  private remember(id: number, row: number): void {
    if (id >= this.latest.length) {
      const bigger = new Int32Array(Math.max(id + 1, this.latest.length * 2)).fill(-1);
      bigger.set(this.latest);
      this.latest = bigger;
    }
    this.latest[id] = row;
  }
}

function hashOf(id: number, hour: number, origin: number): number {
  let hash = Math.imul(id, 0x9e3779b1) ^ Math.imul((hour << 2) | origin, 0x85ebca6b);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 7;
}
