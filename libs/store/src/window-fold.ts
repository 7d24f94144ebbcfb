import { CounterRegister, ValueKind, isValidQuality, qualityOf, valueKindOf } from '@yanshou/telemetry';
import type { CounterGrowth, Micros } from '@yanshou/telemetry';
import { ExactSum } from './exact-sum.js';
import { toGrid } from './grid.js';
import type { WindowAggregate, WindowDetail } from './store.port.js';

/** The window i of bounds[i] ≤ at < bounds[i+1], -1 outside of all. */
export function windowIndex(bounds: Float64Array, at: Micros): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low === bounds.length ? -1 : low - 1;
}

interface Edge {
  readonly at: Micros;
  readonly value: number | string;
}

class WindowSlot {
  count = 0;
  valid = 0;
  numeric = 0;
  min = Infinity;
  max = -Infinity;
  readonly sum = new ExactSum();
  first: Edge | null = null;
  last: Edge | null = null;
}

/** Aggregates of raw readings, given in any order. */
export class RawWindowFold {
  private readonly slots: WindowSlot[];

  constructor(private readonly bounds: Float64Array, private readonly resolution: number) {
    this.slots = Array.from({ length: Math.max(0, bounds.length - 1) }, () => new WindowSlot());
  }

  add(at: Micros, value: number | string, flags: number): void {
    const slot = this.slots[windowIndex(this.bounds, at)];
    if (!slot) return;
    slot.count += 1;
    if (!isValidQuality(qualityOf(flags))) return;
    slot.valid += 1;
    if (slot.first === null || at < slot.first.at) slot.first = { at, value };
    if (slot.last === null || at > slot.last.at) slot.last = { at, value };
    if (typeof value === 'number') this.addNumber(slot, value);
  }

  private addNumber(slot: WindowSlot, value: number): void {
    const grid = toGrid(value, this.resolution);
    if (Number.isNaN(grid)) return;
    slot.numeric += 1;
    slot.sum.add(grid);
    if (value < slot.min) slot.min = value;
    if (value > slot.max) slot.max = value;
  }

  windows(): WindowAggregate[] {
    return this.slots.map((slot, index) => ({
      from: this.bounds[index] as number, to: this.bounds[index + 1] as number,
      count: slot.count, valid: slot.valid, numeric: slot.numeric, sum: slot.sum.value(), resolution: this.resolution,
      // Adding 0 makes -0 and 0, which compare equal, the same bits whatever order they came in.
      min: slot.numeric === 0 ? null : slot.min + 0, max: slot.numeric === 0 ? null : slot.max + 0,
      first: slot.first, last: slot.last,
    }));
  }
}

class DetailSlot {
  readonly weighted = new ExactSum();
  covered = 0;
  readonly increase = new ExactSum();
  resets = 0;
  readonly states = new Map<string, number>();
}

/** What a valid reading leaves standing until the next reading. */
interface Held {
  readonly since: Micros;
  readonly grid: number;
  readonly state: string | undefined;
}

/**
 * Aggregates that depend on the order of readings, given ascending, beginning with what lies before the first bound.
 * A valid reading holds until the next reading of any quality or the last bound; one that is not valid holds nothing.
 */
export class WindowDetailFold {
  private readonly slots: DetailSlot[];
  private held: Held | undefined;
  private readonly counter = new CounterRegister<undefined>((growth) => { this.settleGrowth(growth); });
  /** First window that is not wholly settled. */
  private open = 0;

  constructor(private readonly bounds: Float64Array, private readonly resolution: number) {
    this.slots = Array.from({ length: Math.max(0, bounds.length - 1) }, () => new DetailSlot());
  }

  add(at: Micros, value: number | string, flags: number): void {
    this.settle(at);
    this.held = isValidQuality(qualityOf(flags)) ? this.hold(at, value, flags) : undefined;
    if (this.held && !Number.isNaN(this.held.grid)) this.counter.add(this.held.grid, undefined, at);
  }

  finish(): WindowDetail[] {
    this.counter.cut();
    this.settle(this.bounds.at(-1) ?? 0);
    return this.slots.map((slot, index) => ({
      from: this.bounds[index] as number, to: this.bounds[index + 1] as number,
      weightedSum: slot.weighted.value(), coveredMicros: slot.covered,
      counterIncrease: slot.increase.value(), resets: slot.resets, stateMicros: slot.states,
    }));
  }

  private hold(at: Micros, value: number | string, flags: number): Held | undefined {
    if (typeof value === 'string') return { since: at, grid: NaN, state: value };
    const grid = toGrid(value, this.resolution);
    if (Number.isNaN(grid)) return undefined;
    return { since: at, grid, state: valueKindOf(flags) === ValueKind.boolean ? String(value !== 0) : undefined };
  }

  private settleGrowth({ steps, less, at, isReset }: CounterGrowth<undefined>): void {
    const slot = this.slots[windowIndex(this.bounds, at)];
    if (!slot) return;
    slot.increase.add(steps);
    slot.increase.add(-less);
    if (isReset) slot.resets += 1;
  }

  private settle(until: Micros): void {
    for (; this.open < this.slots.length; this.open += 1) {
      const from = this.bounds[this.open] as number;
      const to = this.bounds[this.open + 1] as number;
      if (this.held && until > from) this.cover(this.open, Math.min(until, to) - Math.max(this.held.since, from));
      if (until < to) return;
    }
  }

  private cover(index: number, micros: number): void {
    if (!this.held || micros <= 0) return;
    const slot = this.slots[index] as DetailSlot;
    slot.covered += micros;
    if (!Number.isNaN(this.held.grid)) slot.weighted.addProduct(this.held.grid, micros);
    if (this.held.state !== undefined) slot.states.set(this.held.state, (slot.states.get(this.held.state) ?? 0) + micros);
  }
}
