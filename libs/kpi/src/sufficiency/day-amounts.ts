import { ExactSum, toGrid } from '@yanshou/telemetry';
import type { MetricDefinition } from '@yanshou/telemetry';
import type { DayAmount } from '../evaluation-context.js';
import type { ExtractReading } from '../extract-reading.js';
import type { DaySpan } from '../leg-days.js';
import { isLevel } from './gated-roles.js';

/** Amounts of the days of one series, its valid readings given ascending by time. */
export class DayAmounts {
  private readonly days: DayAmount[] = [];
  private open: { readonly span: DaySpan; readonly sum: ExactSum; readings: number } | undefined;
  private last: number | undefined;

  constructor(private readonly metric: MetricDefinition) {}

  /** What has no place on the metric's grid changes nothing. */
  add(span: DaySpan, { kind, value }: ExtractReading): void {
    const steps = kind === 'number' && typeof value === 'number' ? toGrid(value, this.metric.resolution) : NaN;
    if (Number.isNaN(steps)) return;
    if (this.open?.span !== span) this.begin(span);
    this.open ??= { span, sum: new ExactSum(), readings: 0 };
    this.open.readings += 1;
    this.count(this.open.sum, steps);
  }

  /** Ascending. Ends the series. */
  finish(): readonly DayAmount[] {
    this.settle();
    return this.days;
  }

  /** Growth that bridges a day without readings is the amount of neither. */
  private begin(span: DaySpan): void {
    if (this.open && this.open.span.end !== span.start) this.last = undefined;
    this.settle();
  }

  private count(sum: ExactSum, steps: number): void {
    if (this.metric.kind !== 'counter') return sum.add(steps);
    const before = this.last;
    this.last = steps;
    if (before === undefined) return;
    sum.add(steps);
    // A fall is a reset: the new value counts from zero.
    if (steps >= before) sum.add(-before);
  }

  private settle(): void {
    const { open } = this;
    this.open = undefined;
    if (!open) return;
    const sum = open.sum.value();
    const { role } = this.metric;
    this.days.push({ day: open.span.day, steps: String(role !== undefined && isLevel(role) ? sum / BigInt(open.readings) : sum) });
  }
}
