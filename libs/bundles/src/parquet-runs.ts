import { varintAt } from './thrift-walk.js';

/** Writers fill the last groups up; none beyond this. A reader takes no more of them than it wants, but all of a run. */
const MOST_FILLING = 65_536;

/** A stretch of values of `width` bits in Parquet's hybrid of runs and bit-packed groups. */
export interface RunBytes {
  readonly view: DataView;
  readonly from: number;
  readonly width: number;
  /** Values that are wanted of it. */
  readonly values: number;
}

interface Run {
  readonly isPacked: boolean;
  readonly count: number;
  /** Where its bytes begin. */
  readonly at: number;
}

/** Runs until there are enough values. Throws RangeError for one that would fill memory with more than are wanted. */
function* runsOf({ view, from, width, values }: RunBytes): Generator<Run> {
  for (let at = from, seen = 0; seen < values; ) {
    const { value: header, end } = varintAt(view, at);
    const isPacked = header % 2 === 1;
    const groups = Math.floor(header / 2);
    const count = isPacked ? groups * 8 : groups;
    if (count > values - seen + (isPacked ? MOST_FILLING : 0)) throw new RangeError(`a run of ${count} values where ${values - seen} are left`);
    yield { isPacked, count, at: end };
    // The reader takes a byte of packed values even where they have no bits.
    at = end + (isPacked ? Math.max(1, groups * width) : Math.ceil(width / 8));
    seen += count;
  }
}

/** Throws RangeError where the runs are none. */
export function checkRuns(bytes: RunBytes): void {
  for (const { at } of runsOf(bytes)) if (at > bytes.view.byteLength) throw new RangeError('runs beyond the page');
}

/** How many of some levels, one bit each, are set: values that are no null. */
export function setLevels(levels: Omit<RunBytes, 'width'>): number {
  const { view, values } = levels;
  let [seen, set] = [0, 0];
  for (const { isPacked, count, at } of runsOf({ ...levels, width: 1 })) {
    const wanted = Math.min(count, values - seen);
    set += isPacked ? setBits(view, at, wanted) : wanted * (view.getUint8(at) & 1);
    seen += count;
  }
  return set;
}

function setBits(view: DataView, at: number, bits: number): number {
  let set = 0;
  for (let bit = 0; bit < bits; bit += 1) set += (view.getUint8(at + (bit >> 3)) >> (bit & 7)) & 1;
  return set;
}
