import { createHash } from 'node:crypto';
import type { Micros, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, windowOf } from '@yanshou/telemetry';
import { LATE_GRACE_MICROS } from '../jobs/late-grace.js';

const DAYS_BACK = 14;
const MOST_AT_ONCE = 3;

export interface CoverageSpan {
  readonly from: Micros;
  readonly to: Micros;
  /** Begin of the local day. */
  readonly day: Micros;
  /** Names what of the day is in it: a day is due again when this changes. */
  readonly state: string;
}

/** What a project's days are computed from; another basis makes all of them due again. */
export interface CoverageBasis {
  readonly zone: string;
  readonly contract: ProjectContract;
  readonly inventory: ProjectInventory;
  /** Late readings ever received. */
  readonly late: number;
}

interface WrittenDays {
  readonly basis: string;
  readonly days: Map<Micros, string>;
}

/** Which of the last days are to be computed; a few at a time, the latest first, so that a tick stays short. */
export class CoverageDays {
  private readonly written = new Map<string, WrittenDays>();

  /** Days of the contract's window up to the last whole hour. A day is due while it runs, and once more when its data is in. */
  due(project: string, basis: CoverageBasis, now: Micros): CoverageSpan[] {
    const { days } = this.of(project, digestOf(basis));
    const { zone, contract: { window } } = basis;
    const until = Math.min(window.to, Math.floor(now / MICROS_PER_HOUR) * MICROS_PER_HOUR);
    const spans: CoverageSpan[] = [];
    let day = windowOf(until - 1, 'day', zone);
    for (let back = 0; back < DAYS_BACK && spans.length < MOST_AT_ONCE && day.to > window.from; back += 1, day = windowOf(day.from - 1, 'day', zone)) {
      const [from, to] = [Math.max(day.from, window.from), Math.min(day.to, until)];
      const state = `${to}${now >= day.to + LATE_GRACE_MICROS ? ' closed' : ''}`;
      if (from < to && days.get(day.from) !== state) spans.push({ from, to, day: day.from, state });
    }
    return spans;
  }

  /** The spans that `due` gave have been written. */
  wrote(project: string, spans: readonly CoverageSpan[]): void {
    for (const { day, state } of spans) this.written.get(project)?.days.set(day, state);
  }

  private of(project: string, basis: string): WrittenDays {
    const held = this.written.get(project);
    if (held?.basis === basis) return held;
    const begun = { basis, days: new Map<Micros, string>() };
    this.written.set(project, begun);
    return begun;
  }
}

const digestOf = (basis: CoverageBasis): string => createHash('sha256').update(JSON.stringify(basis)).digest('base64');
