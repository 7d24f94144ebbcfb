/** Finds rows of reading columns by (series, source time). */
export class ReadingKeyIndex {
  private readonly slots: Int32Array;

  /** `capacity`: most rows that will ever be entered. */
  constructor(
    private readonly columns: { readonly series: Int32Array; readonly at: Float64Array },
    capacity: number,
  ) {
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(capacity, 4) * 2))).fill(-1);
  }

  /** The row of a key, -1 when it was not entered. */
  find(series: number, at: number): number {
    return this.slots[this.slotOf(series, at)] as number;
  }

  enter(row: number): void {
    this.slots[this.slotOf(this.columns.series[row] as number, this.columns.at[row] as number)] = row;
  }

  private slotOf(series: number, at: number): number {
    const { columns, slots } = this;
    const mask = slots.length - 1;
    for (let slot = hashOf(series, at) & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot] as number;
      if (row < 0 || (columns.series[row] === series && columns.at[row] === at)) return slot;
    }
  }
}

function hashOf(series: number, at: number): number {
  const high = Math.floor(at / 0x1_0000_0000);
  let hash = Math.imul(series, 0x9e3779b1) ^ Math.imul(at - high * 0x1_0000_0000, 0x85ebca6b) ^ high;
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 1;
}
