import type { Leg } from '@yanshou/telemetry';
import type { CalendarSlots } from '../device-intervals.js';
import { leftOut } from '../down-slots.js';
import type { EvaluationContext } from '../evaluation-context.js';
import type { MemberHours } from '../membership.js';
import type { MergedMinutes } from '../merged-minutes.js';
import { rangeHalves } from '../minute-range.js';
import type { MinuteRange } from '../minute-range.js';
import { intervalMinutesOf } from '../role-metrics.js';
import type { RoleMetric } from '../role-metrics.js';
import { isRunningCounter } from './downtime-told-fold.js';
import type { MinuteSpans } from './presence-spans.js';

/** A row of merged minutes with the calendar it is judged by. */
export interface JudgedRow {
  readonly row: number;
  readonly slots: CalendarSlots;
  readonly member: MemberHours;
}

/**
 * Of which intervals of the platform's downtime the series of a device tell anything, in one leg: by their readings, or
 * afterwards. A counter tells of all the time between its first and its last reading, a state that is sent on change of all
 * time until the next. Of a quantity sent on change nobody can tell a change that was lost from none: it tells what its
 * device does. Where nothing was folded of single series, every other one tells what its device does.
 */
export class ToldMinutes {
  private readonly told: ReadonlyMap<string, MinuteSpans> | null;
  private readonly heard: ReadonlyMap<string, MinuteSpans> | null;

  constructor({ told, quality }: Pick<EvaluationContext, 'told' | 'quality'>, leg: Leg, private readonly merged: MergedMinutes) {
    const spansOf = (rows: readonly { readonly leg: Leg; readonly device: string; readonly metric: string; readonly spans: MinuteSpans }[]): ReadonlyMap<string, MinuteSpans> =>
      new Map(rows.filter((one) => one.leg === leg).map(({ device, metric, spans }) => [`${device}\n${metric}`, spans]));
    this.told = told === undefined ? null : spansOf(told);
    this.heard = quality === undefined ? null : spansOf(quality.series);
  }

  /** How many planned intervals wholly in downtime none of the series tells anything of; the device itself where there are none. */
  untold(series: readonly RoleMetric[], { row, slots, member }: JudgedRow): number {
    if (slots.down === undefined) return 0;
    const { firstHour, hours } = this.merged;
    const halves = series.length === 0 ? this.deviceHalves(row) : new Int32Array(2 * hours);
    for (const one of series) {
      const told = this.toldBy(one, row);
      if (told === 'all') return 0;
      const own = told === 'device' ? this.deviceHalves(row) : rangeHalves(told, firstHour, hours);
      for (let index = 0; index < halves.length; index += 1) halves[index] = (halves[index] as number) | (own[index] as number);
    }
    return leftOut({ ...this.merged, halves, overdue: new Map() }, 0, slots.down, member).planned;
  }

  private toldBy(series: RoleMetric, row: number): readonly MinuteRange[] | 'all' | 'device' {
    const { device, metric } = series;
    if (isRunningCounter(series)) return this.reachOf(series, row);
    if (metric.reporting === 'by-exception') return metric.role === 'production-state' ? 'all' : 'device';
    return this.told === null ? 'device' : rangesOf(this.told.get(`${device}\n${metric.name}`) ?? []);
  }

  /** From the first to the last reading of a counter; all of the leg for one that may be silent for longer than an interval, or of which nothing is known. */
  private reachOf(series: RoleMetric, row: number): readonly MinuteRange[] | 'all' {
    const { device, metric, deviceClass } = series;
    if (this.heard === null || metric.reporting === 'by-exception' || intervalMinutesOf(series) > deviceClass.judgingIntervalMinutes) return 'all';
    const spans = [...(this.heard.get(`${device}\n${metric.name}`) ?? []), ...this.lateMinutes(row)];
    // No spread into min or max: a year may have more gaps than a call takes arguments.
    const reach = spans.reduce(({ from, to }, minute) => ({ from: Math.min(from, minute), to: Math.max(to, minute) }), { from: Infinity, to: -Infinity });
    return reach.from < reach.to ? [reach] : [];
  }

  /** The first and the last minute of the device that was delivered too late: what came so is part of amounts all the same. */
  private lateMinutes(row: number): MinuteSpans {
    const { firstHour, overdue } = this.merged;
    return (overdue.get(row) ?? []).flatMap(({ hour, low, high }) => {
      const first = low === 0 ? 30 + firstBit(high) : firstBit(low);
      const last = high === 0 ? lastBit(low) : 30 + lastBit(high);
      return (low | high) === 0 ? [] : [60 * (firstHour + hour) + first, 60 * (firstHour + hour) + last + 1];
    });
  }

  private deviceHalves(row: number): Int32Array {
    const { halves, hours, overdue } = this.merged;
    const own = halves.slice(2 * row * hours, 2 * (row + 1) * hours);
    for (const { hour, low, high } of overdue.get(row) ?? []) {
      own[2 * hour] = (own[2 * hour] as number) | low;
      own[2 * hour + 1] = (own[2 * hour + 1] as number) | high;
    }
    return own;
  }
}

const firstBit = (half: number): number => 31 - Math.clz32(half & -half);
const lastBit = (half: number): number => 31 - Math.clz32(half);

const rangesOf = (spans: MinuteSpans): readonly MinuteRange[] =>
  Array.from({ length: spans.length / 2 }, (_, index) => ({ from: spans[2 * index] as number, to: spans[2 * index + 1] as number }));
