import { CounterRegister, ExactSum, MICROS_PER_MINUTE, ORIGINS } from '@yanshou/telemetry';
import type { CounterLevel, CounterState, Micros } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import { hasValidQuality } from '../reading-rules.js';
import { isActive, stepsOf } from '../role-amounts.js';
import { DayWindows } from './day-windows.js';
import { FIRST_LEVELS } from './series-stretch.js';
import type { CounterStretch, DatedLevel, SeriesStretch, StretchAmount } from './series-stretch.js';
import type { StretchTerms } from './stretch-terms.js';

interface DayAmount {
  /** Whether the reading is part of the amount. */
  add(reading: ExtractReading, valid: boolean): boolean;
  finish(counted: { readonly readings: number; readonly origins: number }): StretchAmount;
}

/** One series' counted readings of one local day, ascending by time, as a stretch. */
export class DayStretch {
  private readonly amount: DayAmount;
  private readonly runs: number[] = [];
  private readings = 0;
  private origins = 0;
  private valid = 0;
  private live = 0;
  private serverStamped = 0;
  private delay = 0;
  private readonly windows: DayWindows | undefined;

  /** The day is from ≤ t < to. */
  constructor(private readonly terms: StretchTerms, from: Micros, to: Micros) {
    this.amount = amountOf(terms);
    this.windows = terms.windows ? new DayWindows(terms.windows, terms, [from, to]) : undefined;
  }

  add(reading: ExtractReading): void {
    const valid = hasValidQuality(reading);
    if (this.amount.add(reading, valid)) {
      this.readings += 1;
      this.origins |= 1 << ORIGINS.indexOf(reading.origin);
    }
    this.windows?.add(reading);
    if (valid) this.take(reading);
  }

  /** `day`: its place in the piece. Ends the day. */
  finish(day: number): SeriesStretch {
    const { valid, live, serverStamped, delay, runs, readings, origins } = this;
    return { day, days: 1, valid, live, serverStamped, delay, runs, amount: this.amount.finish({ readings, origins }), ...(this.windows && { windows: this.windows.finish() }) };
  }

  private take({ at, origin, received = at, serverStamped }: ExtractReading): void {
    this.valid += 1;
    this.present(Math.floor(at / MICROS_PER_MINUTE));
    if (origin !== 'live') return;
    this.live += 1;
    if (serverStamped === true) this.serverStamped += 1;
    this.delay = Math.max(this.delay, received - at);
  }

  private present(minute: number): void {
    const last = this.runs.length - 1;
    if (last > 0 && minute - (this.runs[last] as number) <= this.terms.gap) this.runs[last] = minute;
    else this.runs.push(minute, minute);
  }
}

function amountOf(terms: StretchTerms): DayAmount {
  if (terms.kind === 'state') return new StateDay(terms.hold ?? Infinity);
  return terms.kind === 'counter' ? new CounterDay(terms) : new SumDay(terms);
}

const countsOf = ({ isMean }: StretchTerms, { readings }: { readonly readings: number }): { readonly counts?: readonly number[] } => (isMean ? { counts: [readings] } : {});

class SumDay implements DayAmount {
  private readonly sum = new ExactSum();

  constructor(private readonly terms: StretchTerms) {}

  add(reading: ExtractReading, valid: boolean): boolean {
    const steps = valid ? stepsOf(reading, this.terms.resolution) : NaN;
    if (Number.isNaN(steps)) return false;
    this.sum.add(steps);
    return true;
  }

  finish(counted: { readonly readings: number; readonly origins: number }): StretchAmount {
    const steps = Number(this.sum.value());
    return Number.isSafeInteger(steps) ? { kind: 'sum', ...counted, steps: [steps], ...countsOf(this.terms, counted) } : { kind: 'raw', ...counted };
  }
}

class CounterDay implements DayAmount {
  private readonly growth = new ExactSum();
  private readonly register = new CounterRegister<number>(({ steps, less }) => {
    this.growth.add(steps);
    this.growth.add(-less);
  });
  private readonly first: number[] = [];
  private isWhole = true;
  private last = NaN;

  constructor(private readonly terms: StretchTerms) {}

  add(reading: ExtractReading, valid: boolean): boolean {
    const steps = valid ? stepsOf(reading, this.terms.resolution) : NaN;
    if (Number.isNaN(steps)) return false;
    this.register.add(steps, 0, reading.at);
    if (steps !== this.last) this.keep(steps);
    this.last = steps;
    return true;
  }

  finish(counted: { readonly readings: number; readonly origins: number }): StretchAmount {
    const { first, isWhole, register: { resets, excursions } } = this;
    const steps = Number(this.growth.value());
    if (!Number.isSafeInteger(steps)) return { kind: 'raw', ...counted };
    return { kind: 'counter', ...counted, steps: [steps], ...countsOf(this.terms, counted), first, isWhole, resets, excursions, last: datedState(this.register.state()) };
  }

  /** A level that is shown again decides nothing. */
  private keep(steps: number): void {
    if (this.first.length < 2 * FIRST_LEVELS) this.first.push(steps, 0);
    else this.isWhole = false;
  }
}

/** What is undecided, as it is kept. */
export function datedState({ told, top, low }: CounterState<number>): CounterStretch['last'] {
  const dated = ({ steps, place }: CounterLevel<number>): DatedLevel => [steps, place];
  return { ...(told && { told: dated(told) }), ...(top && { top: dated(top) }), ...(low && { low: dated(low) }) };
}

class StateDay implements DayAmount {
  private first: Micros | null = null;
  private active = 0;
  private open: Micros | null = null;

  constructor(private readonly hold: Micros) {}

  add(reading: ExtractReading, valid: boolean): boolean {
    this.first ??= reading.at;
    if (this.open !== null) this.active += Math.min(reading.at, this.open + this.hold) - this.open;
    this.open = valid && isActive(reading) ? reading.at : null;
    return valid && reading.kind !== 'number';
  }

  finish(counted: { readonly readings: number; readonly origins: number }): StretchAmount {
    const { first, active, open } = this;
    return { kind: 'state', ...counted, first, active, open };
  }
}
