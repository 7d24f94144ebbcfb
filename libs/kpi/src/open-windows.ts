import { ExactSum, MASK_INTERVALS, MICROS_PER_HOUR, MICROS_PER_MINUTE, foldHalf, highBit, lowBit, popCount } from '@yanshou/telemetry';
import type { CounterGrowth, Micros } from '@yanshou/telemetry';
import type { LevelRun, SeriesWindow } from '@yanshou/catalogue';
import type { DaySpan } from './leg-days.js';
import type { KeptWindow } from './stretches/series-stretch.js';

/** More than any day has hours: an hour's place among all days is day × 32 + hour. */
const HOURS_OF_A_PLACE = 32;

interface OpenWindow {
  readonly sum: ExactSum;
  readings: number;
  /** Minutes of an hour; hours of a day in `low`. */
  low: number;
  high: number;
  least: number | null;
  most: number | null;
  known: number;
  above: number;
  stopped: number;
  bridged: number;
  readonly levels: LevelRun[];
}

/** Stretches that meet at one level are one. */
function lengthen(levels: LevelRun[], run: LevelRun): void {
  const last = levels.at(-1);
  if (last?.to === run.from && last.level === run.level) levels[levels.length - 1] = { ...last, to: run.to };
  else levels.push(run);
}

/** The windows of one series while its readings are being read. */
export class OpenWindows {
  private readonly windows = new Map<number, OpenWindow>();

  constructor(private readonly days: readonly DaySpan[], private readonly unit: 'hour' | 'day', private readonly intervalMinutes: number) {}

  /** A valid reading; what enters the sum is told apart. */
  add(day: number, at: Micros, steps: number): void {
    const window = this.at(day, at);
    window.readings += 1;
    window.least = Math.min(window.least ?? steps, steps);
    window.most = Math.max(window.most ?? steps, steps);
    this.mark(window, at - (this.days[day]?.midnight ?? 0));
  }

  amount(day: number, at: Micros, steps: number): void {
    this.at(day, at).sum.add(steps);
  }

  /** Growth that arrived with the reading at `at`. */
  grow({ steps, less, place, at, since }: CounterGrowth<number>): void {
    const window = this.at(place, at);
    window.sum.add(steps);
    window.sum.add(-less);
    window.bridged = Math.max(window.bridged, at - since);
  }

  stop(day: number, at: Micros): void {
    this.at(day, at).stopped += 1;
  }

  /** A value that is known in since ≤ t < until, all of it inside one day. */
  hold(day: number, [since, until]: readonly [Micros, Micros], level: LevelRun['level']): void {
    const midnight = this.days[day]?.midnight ?? 0;
    for (let start = since; start < until;) {
      const hour = midnight + Math.floor((start - midnight) / MICROS_PER_HOUR) * MICROS_PER_HOUR;
      const end = Math.min(until, hour + MICROS_PER_HOUR);
      const window = this.at(day, start);
      window.known += end - start;
      if (level === 'above') window.above += end - start;
      lengthen(window.levels, { from: start - hour, to: end - hour, level });
      start = end;
    }
  }

  /** Adds a window that is kept, of a stretch that begins with `day`; what it holds comes after everything that is held. */
  merge(day: number, { day: within, hour, steps, levels = [], ...kept }: KeptWindow): void {
    const midnight = this.days[day + within]?.midnight ?? 0;
    const window = this.at(day + within, midnight + (hour ?? 0) * MICROS_PER_HOUR);
    window.sum.addBig(BigInt(steps));
    window.readings += kept.readings;
    window.low |= kept.low;
    window.high |= kept.high;
    if (kept.least !== null) window.least = Math.min(window.least ?? kept.least, kept.least);
    if (kept.most !== null) window.most = Math.max(window.most ?? kept.most, kept.most);
    window.known += kept.known;
    window.above += kept.above;
    window.stopped += kept.stopped;
    window.bridged = Math.max(window.bridged, kept.bridged);
    for (const run of levels) lengthen(window.levels, run);
  }

  /** As they are so far. */
  kept(): readonly KeptWindow[] {
    return [...this.windows].sort(([left], [right]) => left - right).map(([place, { sum, levels, ...window }]) =>
      ({ day: Math.floor(place / HOURS_OF_A_PLACE), hour: this.unit === 'day' ? null : place % HOURS_OF_A_PLACE, steps: sum.text(), ...window, ...(levels.length > 0 && { levels }) }));
  }

  finish(): readonly SeriesWindow[] {
    return [...this.windows].sort(([left], [right]) => left - right).map(([place, window]) => {
      const { sum, low, high, levels, ...rest } = window;
      const day = this.days[Math.floor(place / HOURS_OF_A_PLACE)]?.day ?? '';
      return { day, hour: this.unit === 'day' ? null : place % HOURS_OF_A_PLACE, steps: sum.text(), held: this.heldOf(low, high), ...rest, ...(levels.length > 0 && { levels }) };
    });
  }

  private mark(window: OpenWindow, sinceMidnight: Micros): void {
    if (this.unit === 'day') {
      window.low |= 1 << Math.floor(sinceMidnight / MICROS_PER_HOUR);
      return;
    }
    const minute = Math.floor((sinceMidnight % MICROS_PER_HOUR) / MICROS_PER_MINUTE);
    window.low |= lowBit(minute);
    window.high |= highBit(minute);
  }

  /** A reading stands for its metric's interval, rounded up to a divisor of the hour. */
  private heldOf(low: number, high: number): number {
    if (this.unit === 'day') return popCount(low);
    const slot = MASK_INTERVALS.find((minutes) => minutes >= this.intervalMinutes) ?? 60;
    if (slot === 60) return (low | high) === 0 ? 0 : 60;
    return slot * (popCount(foldHalf(low, slot)) + popCount(foldHalf(high, slot)));
  }

  private at(day: number, at: Micros): OpenWindow {
    const hour = this.unit === 'day' ? 0 : Math.floor((at - (this.days[day]?.midnight ?? 0)) / MICROS_PER_HOUR);
    const place = day * HOURS_OF_A_PLACE + hour;
    const window = this.windows.get(place) ?? { sum: new ExactSum(), readings: 0, low: 0, high: 0, least: null, most: null, known: 0, above: 0, stopped: 0, bridged: 0, levels: [] };
    this.windows.set(place, window);
    return window;
  }
}
