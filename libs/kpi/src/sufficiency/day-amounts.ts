import { CounterRegister, ExactSum, toGrid } from '@yanshou/telemetry';
import type { MetricDefinition } from '@yanshou/telemetry';
import type { DayAmount } from '../evaluation-context.js';
import type { ExtractReading } from '../extract-reading.js';
import type { DaySpan } from '../leg-days.js';
import { continueCounter } from '../stretches/continue-counter.js';
import type { CounterAfter } from '../stretches/continue-counter.js';
import type { CounterStretch, StretchAmount, SumStretch } from '../stretches/series-stretch.js';
import { isLevel } from './gated-roles.js';

interface OpenDay {
  readonly span: DaySpan;
  readonly sum: ExactSum;
  readings: number;
}

/** Amounts of the days of one series, its valid readings given ascending by time. */
export class DayAmounts {
  private readonly days: OpenDay[] = [];
  private readonly register = new CounterRegister<OpenDay>(({ steps, less, place }) => {
    place.sum.add(steps);
    place.sum.add(-less);
  });

  constructor(private readonly metric: MetricDefinition) {}

  /** What has no place on the metric's grid changes nothing. */
  add(span: DaySpan, { at, kind, value }: ExtractReading): void {
    const steps = kind === 'number' && typeof value === 'number' ? toGrid(value, this.metric.resolution) : NaN;
    if (Number.isNaN(steps)) return;
    const day = this.dayOf(span);
    day.readings += 1;
    if (this.metric.kind === 'counter') this.register.add(steps, day, at);
    else day.sum.add(steps);
  }

  /** What takes in a stretch of these days, as if each of its readings were added; undefined where only the readings tell. */
  continueWith(part: StretchAmount, spans: readonly DaySpan[]): (() => void) | undefined {
    if (part.readings === 0) return () => undefined;
    if (part.kind === 'counter') return this.continueCounter(part, openDays(part, spans));
    if (part.kind !== 'sum') return undefined;
    return () => openDays(part, spans).forEach((day, place) => {
      day.sum.add(part.steps[place] ?? 0);
      this.days.push(day);
    });
  }

  /** Ascending. Ends the series. */
  finish(): readonly DayAmount[] {
    this.register.cut();
    const { role } = this.metric;
    const isMean = role !== undefined && isLevel(role);
    return this.days.map(({ span, sum, readings }) => ({ day: span.day, steps: isMean ? String(sum.value() / BigInt(readings)) : sum.text() }));
  }

  private continueCounter(part: CounterStretch, days: readonly OpenDay[]): (() => void) | undefined {
    const last = this.days.at(-1);
    const before = { state: this.register.state(), isCut: last !== undefined && last.span.end !== days[0]?.span.start };
    const after = continueCounter(before, part, { of: (day) => days[day] as OpenDay, isSame: (one, other) => one === other });
    return after && (() => { this.take(after, days); });
  }

  private take(after: CounterAfter<OpenDay>, days: readonly OpenDay[]): void {
    after.each((steps, less, { sum }) => {
      sum.add(steps);
      sum.add(-less);
    });
    this.register.resume(after.state, after);
    this.days.push(...days);
  }

  /** Growth that bridges a day without readings is the amount of neither. */
  private dayOf(span: DaySpan): OpenDay {
    const last = this.days.at(-1);
    if (last?.span === span) return last;
    if (last && last.span.end !== span.start) this.register.cut();
    const day = { span, sum: new ExactSum(), readings: 0 };
    this.days.push(day);
    return day;
  }
}

const openDays = ({ counts }: CounterStretch | SumStretch, spans: readonly DaySpan[]): OpenDay[] =>
  spans.map((span, place) => ({ span, sum: new ExactSum(), readings: counts?.[place] ?? 0 }));
