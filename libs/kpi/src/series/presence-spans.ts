import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import { DeliveryClock } from '../delivery/delivery-clock.js';
import { intervalMinutesOf } from '../role-metrics.js';
import type { RoleMetric } from '../role-metrics.js';
import { MINUTES_PER_HOUR } from '../minute-range.js';

/** How long a value that is sent on change stands while the device is alive, where its metric says nothing. */
const LONGEST_SILENCE_MINUTES = 24 * MINUTES_PER_HOUR;

/** Minutes since 1970: from, to, from, to … ascending, apart, from ≤ minute < to. */
export type MinuteSpans = readonly number[];

/**
 * For which minutes a series has spoken, its readings given ascending. A periodic reading fills the judging interval it
 * lies in, and its own interval where that is longer. One sent on change stands for so long as its metric may be silent
 * (a day unless its expected interval says otherwise), the first of a leg as long before: what it changed from stood there.
 * No silence is counted while the platform was down: what was said then, nobody heard.
 */
export class PresenceSpans {
  private readonly spans: number[] = [];
  private readonly slot: number;
  private readonly hold: number;
  private readonly isOnChange: boolean;

  constructor(role: RoleMetric, private readonly clock: DeliveryClock = new DeliveryClock([])) {
    const { metric, deviceClass } = role;
    this.isOnChange = metric.reporting === 'by-exception';
    this.slot = deviceClass.judgingIntervalMinutes;
    this.hold = this.isOnChange && metric.expectedIntervalSeconds === undefined ? LONGEST_SILENCE_MINUTES : intervalMinutesOf(role);
  }

  add(at: Micros): void {
    this.addMinute(Math.floor(at / MICROS_PER_MINUTE));
  }

  /** Readings further apart than so many minutes may leave a hole between them; nearer ones never do. */
  get gap(): number {
    return this.isOnChange ? this.hold : Math.max(this.slot, this.hold);
  }

  /** Readings from one minute to another, none of them further from the next than `gap`. */
  addRun(from: number, to: number): void {
    this.addMinute(from);
    const last = this.spans.length - 1;
    this.spans[last] = Math.max(this.spans[last] as number, this.stands(to));
  }

  finish(): MinuteSpans {
    return this.spans;
  }

  private addMinute(minute: number): void {
    const start = this.isOnChange ? minute : this.slot * Math.floor(minute / this.slot);
    const end = this.stands(minute);
    const last = this.spans.length - 1;
    if (last < 0) this.spans.push(this.isOnChange ? this.beginningOf(minute) : start, end);
    else if (start <= (this.spans[last] as number)) this.spans[last] = Math.max(this.spans[last] as number, end);
    else this.spans.push(start, end);
  }

  private stands(minute: number): number {
    return this.isOnChange || this.hold > this.slot ? this.endOf(minute) : this.slot * Math.floor(minute / this.slot) + this.slot;
  }

  private endOf(minute: number): number {
    return this.clock.deadline(minute * MICROS_PER_MINUTE, this.hold * MICROS_PER_MINUTE) / MICROS_PER_MINUTE;
  }

  /** The same clock backwards. */
  private beginningOf(minute: number): number {
    let begin = minute - this.hold;
    for (;;) {
      const missing = this.hold - this.clock.delay(begin * MICROS_PER_MINUTE, minute * MICROS_PER_MINUTE) / MICROS_PER_MINUTE;
      if (missing <= 0) return begin;
      begin -= missing;
    }
  }
}
