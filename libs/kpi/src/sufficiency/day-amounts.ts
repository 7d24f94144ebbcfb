import { CounterRegister, toGrid } from '@yanshou/telemetry';
import type { MetricDefinition } from '@yanshou/telemetry';
import type { DayAmount } from '../evaluation-context.js';
import type { ExtractReading } from '../extract-reading.js';
import type { DaySpan } from '../leg-days.js';
import { continueCounter } from '../stretches/continue-counter.js';
import type { CounterAfter } from '../stretches/continue-counter.js';
import type { CounterStretch, StretchAmount, SumStretch } from '../stretches/series-stretch.js';
import { DaySums } from './day-sums.js';
import { isLevel } from './gated-roles.js';

/** Amounts of the days of one series, its valid readings given ascending by time. */
export class DayAmounts {
  /** Days with a reading, ascending; sums and readings by their places. */
  private readonly spans: DaySpan[] = [];
  private readonly sums = new DaySums();
  private readonly readings: number[] = [];
  private readonly register = new CounterRegister<number>(({ steps, less, place }) => { this.grow(steps, less, place); });

  constructor(private readonly metric: MetricDefinition) {}

  /** What has no place on the metric's grid changes nothing. */
  add(span: DaySpan, { at, kind, value }: ExtractReading): void {
    const steps = kind === 'number' && typeof value === 'number' ? toGrid(value, this.metric.resolution) : NaN;
    if (Number.isNaN(steps)) return;
    const place = this.placeOf(span);
    this.readings[place] = (this.readings[place] ?? 0) + 1;
    if (this.metric.kind === 'counter') this.register.add(steps, place, at);
    else this.sums.add(place, steps);
  }

  /** What takes in a stretch of these days, as if each of its readings were added; undefined where only the readings tell. */
  continueWith(part: StretchAmount, spans: readonly DaySpan[]): (() => void) | undefined {
    if (part.readings === 0) return () => undefined;
    if (part.kind === 'counter') return this.continueCounter(part, spans);
    if (part.kind !== 'sum') return undefined;
    return () => {
      const first = this.begin(part, spans);
      part.steps.forEach((steps, day) => { this.sums.add(first + day, steps); });
    };
  }

  /** Ascending. Ends the series. */
  finish(): readonly DayAmount[] {
    this.register.cut();
    const { role } = this.metric;
    const isMean = role !== undefined && isLevel(role);
    return this.spans.map(({ day }, place) => ({ day, steps: isMean ? String(this.sums.value(place) / BigInt(this.readings[place] as number)) : this.sums.text(place) }));
  }

  private continueCounter(part: CounterStretch, spans: readonly DaySpan[]): (() => void) | undefined {
    const [last, first] = [this.spans.at(-1), this.spans.length];
    const before = { state: this.register.state(), isCut: last !== undefined && last.end !== spans[0]?.start };
    const after = continueCounter(before, part, { of: (day) => first + day, isSame: (one, other) => one === other });
    return after && (() => { this.take(after, part, spans); });
  }

  private take(after: CounterAfter<number>, part: CounterStretch, spans: readonly DaySpan[]): void {
    this.begin(part, spans);
    after.each((steps, less, place) => { this.grow(steps, less, place); });
    this.register.resume(after.state, after);
  }

  /** Makes room for the days of a stretch; the place of the first. */
  private begin({ counts }: CounterStretch | SumStretch, spans: readonly DaySpan[]): number {
    const first = this.spans.length;
    spans.forEach((span, day) => {
      this.spans.push(span);
      this.readings.push(counts?.[day] ?? 0);
      this.sums.begin();
    });
    return first;
  }

  private grow(steps: number, less: number, place: number): void {
    this.sums.add(place, steps);
    this.sums.add(place, -less);
  }

  /** Growth that bridges a day without readings is the amount of neither. */
  private placeOf(span: DaySpan): number {
    const last = this.spans.at(-1);
    if (last === span) return this.spans.length - 1;
    if (last && last.end !== span.start) this.register.cut();
    this.spans.push(span);
    return this.sums.begin();
  }
}
