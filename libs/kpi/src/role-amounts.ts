import { CounterRegister, ExactSum, MICROS_PER_MINUTE, toGrid } from '@yanshou/telemetry';
import type { DeviceClass, MetricDefinition, Micros } from '@yanshou/telemetry';
import type { ExtractReading } from './extract-reading.js';
import { continueCounter } from './stretches/continue-counter.js';
import type { StretchAmount } from './stretches/series-stretch.js';

/** A stretch of a leg without interruption: from ≤ t < to. */
export type Span = readonly [from: Micros, to: Micros];

/** Folds the readings of one series and leg, given ascending, into one exact integer. */
export interface RoleAmount {
  /** Whether the reading is part of the amount. */
  add(reading: ExtractReading, valid: boolean, span: Span): boolean;
  /** What takes in a stretch that lies in the span, as if each of its readings were added; undefined where only the readings tell. */
  continueWith(part: StretchAmount, span: Span): (() => void) | undefined;
  readonly resets: number;
  /** Levels of a counter that were left out. */
  readonly excursions: number;
  finish(): bigint;
}

/** A `counter` by its growth, `production-state` by its time, any other number by the sum of its readings. */
export function amountOf(metric: MetricDefinition, defined: DeviceClass): RoleAmount {
  if (metric.role === 'production-state') return new StateTime(holdOf(metric, defined));
  return metric.kind === 'counter' ? new GrowthOfCounter(metric.resolution) : new SumOfReadings(metric.resolution);
}

/** A periodic state that falls silent is not known any more after a judging interval; one reported on change holds until the next. */
export const holdOf = (metric: MetricDefinition, { judgingIntervalMinutes }: DeviceClass): Micros =>
  metric.reporting === 'periodic' ? judgingIntervalMinutes * MICROS_PER_MINUTE : Infinity;

/** A number's place on the grid, NaN without one. */
export const stepsOf = (reading: ExtractReading, resolution: number): number =>
  reading.kind === 'number' && typeof reading.value === 'number' ? toGrid(reading.value, resolution) : NaN;

class SumOfReadings implements RoleAmount {
  readonly resets = 0;
  readonly excursions = 0;
  private readonly sum = new ExactSum();

  constructor(private readonly resolution: number) {}

  add(reading: ExtractReading, valid: boolean): boolean {
    const steps = valid ? stepsOf(reading, this.resolution) : NaN;
    if (Number.isNaN(steps)) return false;
    this.sum.add(steps);
    return true;
  }

  continueWith(part: StretchAmount): (() => void) | undefined {
    return part.kind === 'sum' ? () => { for (const steps of part.steps) this.sum.add(steps); } : undefined;
  }

  finish(): bigint {
    return this.sum.value();
  }
}

/** Growth between two readings of one span; what the counter stood at when the span began is where it starts. */
class GrowthOfCounter implements RoleAmount {
  private readonly growth = new ExactSum();
  private readonly register = new CounterRegister<Span>(({ steps, less }) => {
    this.growth.add(steps);
    this.growth.add(-less);
  });
  private span: Span | undefined;

  constructor(private readonly resolution: number) {}

  get resets(): number {
    return this.register.resets;
  }

  get excursions(): number {
    return this.register.excursions;
  }

  add(reading: ExtractReading, valid: boolean, span: Span): boolean {
    const steps = valid ? stepsOf(reading, this.resolution) : NaN;
    if (Number.isNaN(steps)) return false;
    if (this.span !== span) this.register.cut();
    this.span = span;
    this.register.add(steps, span, reading.at);
    return true;
  }

  continueWith(part: StretchAmount, span: Span): (() => void) | undefined {
    if (part.kind !== 'counter') return undefined;
    if (part.readings === 0) return () => undefined;
    const before = { state: this.register.state(), isCut: this.span !== span };
    const after = continueCounter(before, part, { of: () => span, isSame: () => true });
    return after && (() => {
      after.each((steps, less) => {
        this.growth.add(steps);
        this.growth.add(-less);
      });
      this.register.resume(after.state, after);
      this.span = span;
    });
  }

  finish(): bigint {
    this.register.cut();
    return this.growth.value();
  }
}

/** Whether a production state says that the machine works. */
export const isActive = ({ kind, value }: Pick<ExtractReading, 'kind' | 'value'>): boolean =>
  (kind === 'text' && value === 'ACTIVE') || (kind === 'boolean' && value === 1);

/** Microseconds in `ACTIVE` or `true`; a state ends with the next reading of any quality, the span, or after `hold`. */
class StateTime implements RoleAmount {
  readonly resets = 0;
  readonly excursions = 0;
  private readonly micros = new ExactSum();
  private active: { readonly since: Micros; readonly until: Micros } | undefined;

  constructor(private readonly hold: Micros) {}

  add({ at, kind, value }: ExtractReading, valid: boolean, span: Span): boolean {
    this.settle(at);
    if (valid && isActive({ kind, value })) this.active = { since: at, until: Math.min(span[1], at + this.hold) };
    return valid && kind !== 'number';
  }

  continueWith(part: StretchAmount, span: Span): (() => void) | undefined {
    if (part.kind !== 'state') return undefined;
    return () => {
      if (part.first === null) return;
      this.settle(part.first);
      this.micros.add(part.active);
      if (part.open !== null) this.active = { since: part.open, until: Math.min(span[1], part.open + this.hold) };
    };
  }

  finish(): bigint {
    this.settle(Infinity);
    return this.micros.value();
  }

  private settle(at: Micros): void {
    if (this.active) this.micros.add(Math.min(at, this.active.until) - this.active.since);
    this.active = undefined;
  }
}
