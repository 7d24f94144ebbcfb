import { CounterRegister, toGrid } from '@yanshou/telemetry';
import type { CounterGrowth, Micros } from '@yanshou/telemetry';
import type { LevelRun, SeriesWindow } from '@yanshou/catalogue';
import type { ExtractReading } from './extract-reading.js';
import type { DaySpan } from './leg-days.js';
import { OpenWindows } from './open-windows.js';
import { hasValidQuality } from './reading-rules.js';
import { endOfDay, endOfPair, firstEndingAfter } from './span-search.js';
import { continueTrack } from './stretches/growth-track.js';
import type { WindowStretch } from './stretches/series-stretch.js';

/** How a series is read by windows. */
export interface WindowTerms {
  readonly unit: 'hour' | 'day';
  /** Grid steps that are not above the role's level, and below which a value is below its floor; null for a role without one. */
  readonly level: number | null;
  readonly floor: number | null;
  /** How long a value is known unrepeated. */
  readonly hold: Micros;
}

export interface WindowSpans {
  readonly days: readonly DaySpan[];
  readonly spans: readonly (readonly [Micros, Micros])[];
  /** When the device ceases to be the project's. */
  readonly until: Micros;
}

/** What a series measures. */
export interface WindowedMetric {
  readonly resolution: number;
  readonly isCounter: boolean;
  readonly intervalMinutes: number;
}

interface Held {
  readonly since: Micros;
  readonly until: Micros;
  readonly day: number;
  readonly level: LevelRun['level'];
}

/** The windows of one series, its counted readings given ascending by time. */
export class WindowSeries {
  private readonly windows: OpenWindows;
  private readonly register: CounterRegister<number> | undefined;
  private day = 0;
  private span = 0;
  /** The span of the register's last reading. */
  private counted = 0;
  /** The value that is known until the next reading. */
  private held: Held | undefined;
  private first: Micros | null = null;

  /** `count`: takes the levels of a counter instead of a register of its own. */
  constructor(private readonly terms: WindowTerms, private readonly metric: WindowedMetric, private readonly over: WindowSpans, private readonly count?: (steps: number, at: Micros) => void) {
    const windows = new OpenWindows(over.days, terms.unit, metric.intervalMinutes);
    this.windows = windows;
    this.register = metric.isCounter && count === undefined ? new CounterRegister<number>((growth) => { windows.grow(growth); }) : undefined;
  }

  /** Whether the reading is part of a window. What is not `delivered` only ends the value before it. */
  add(reading: ExtractReading, isDelivered: boolean): boolean {
    this.first ??= reading.at;
    this.settle(reading.at);
    const day = this.dayOf(reading.at);
    if (day === undefined || !isDelivered) return false;
    if (hasValidQuality(reading)) return this.take(reading, day);
    if (reading.quality === 'F') this.windows.stop(day, reading.at);
    return false;
  }

  /** What takes in a stretch that begins with a day of the leg, as if each of its readings were added; undefined where only the readings tell. */
  continueWith(part: WindowStretch, day: number): (() => void) | undefined {
    if (!this.register) return () => { this.takeIn(part, day); };
    const span = firstEndingAfter(this.over.spans, endOfPair, this.over.days[day]?.start ?? Infinity);
    const after = part.growth && continueTrack({ state: this.register.state(), isCut: this.counted !== span }, part.growth, day);
    return after && (() => {
      for (const growth of after.growth) this.windows.grow(growth);
      this.register?.resume(after.state, { resets: 0, excursions: 0 });
      this.counted = span;
      this.takeIn(part, day);
    });
  }

  /** Growth that was counted elsewhere. */
  grow(growth: CounterGrowth<number>): void {
    this.windows.grow(growth);
  }

  /** What a fold that comes from before needs of it, without what the last value is known for. */
  kept(): Pick<WindowStretch, 'windows' | 'first' | 'held'> {
    const { held } = this;
    return { windows: this.windows.kept(), first: this.first, held: held ? { since: held.since, day: held.day, level: held.level } : null };
  }

  finish(): readonly SeriesWindow[] {
    this.settle(Infinity);
    this.register?.cut();
    return this.windows.finish();
  }

  private takeIn({ windows, first, held }: WindowStretch, day: number): void {
    this.first ??= first;
    if (first !== null) this.settle(first);
    for (const window of windows) this.windows.merge(day, window);
    if (held) this.held = { since: held.since, until: this.endOf(held.since, this.terms.hold), day: day + held.day, level: held.level };
  }

  private take({ at, kind, value }: ExtractReading, day: number): boolean {
    // Of what only has to be there a boolean is as good as a number.
    const steps = kind !== 'text' && typeof value === 'number' ? toGrid(value, this.metric.resolution) : NaN;
    if (Number.isNaN(steps)) return false;
    this.windows.add(day, at, steps);
    if (this.count) this.count(steps, at);
    else if (this.register) this.follow(this.register, steps, at, day);
    else this.windows.amount(day, at, steps);
    const { level, hold } = this.terms;
    if (level !== null) this.held = { since: at, until: this.endOf(at, hold), day, level: this.levelOf(steps, level) };
    return true;
  }

  /** A value ends with the stretch of the leg: what happened before the next one nobody looks at. */
  private endOf(since: Micros, hold: Micros): Micros {
    const { spans, until } = this.over;
    return Math.min(since + hold, until, spans[firstEndingAfter(spans, endOfPair, since, this.span)]?.[1] ?? Infinity);
  }

  private levelOf(steps: number, level: number): LevelRun['level'] {
    if (steps > level) return 'above';
    return steps < (this.terms.floor ?? -Infinity) ? 'floor' : 'fair';
  }

  private follow(register: CounterRegister<number>, steps: number, at: Micros, day: number): void {
    if (this.counted !== this.span) register.cut();
    this.counted = this.span;
    register.add(steps, day, at);
  }

  /** A value ends with the next reading of any quality, the leg, or its interval; it may run over midnight. */
  private settle(at: Micros): void {
    const { held } = this;
    this.held = undefined;
    if (!held) return;
    const until = Math.min(held.until, at);
    const { days } = this.over;
    for (let day = held.day; (days[day]?.start ?? Infinity) < until; day += 1) {
      const { start, end } = days[day] as DaySpan;
      const part = [Math.max(start, held.since), Math.min(end, until)] as const;
      if (part[0] < part[1]) this.windows.hold(day, part, held.level);
    }
  }

  private dayOf(at: Micros): number | undefined {
    const { days, spans } = this.over;
    this.day = firstEndingAfter(days, endOfDay, at, this.day);
    this.span = firstEndingAfter(spans, endOfPair, at, this.span);
    return at >= (days[this.day]?.start ?? Infinity) ? this.day : undefined;
  }
}
