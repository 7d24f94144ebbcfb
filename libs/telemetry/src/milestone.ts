import type { Micros } from './time.js';
import { MICROS_PER_DAY } from './time.js';
import { windowOf } from './calendar-window.js';

/** A moved milestone: from where to where, by what decision. */
export interface MilestoneChange {
  readonly from: Micros;
  readonly to: Micros;
  readonly reason: string;
  /** Date and number of the approval, and the evidence file that holds it. */
  readonly approvedAt: Micros;
  readonly approval: string;
  readonly file: string;
  readonly who: string;
  readonly at: Micros;
}

export interface MilestoneReport {
  /** What has been reached, in words. */
  readonly state: string;
  readonly done: boolean;
  /** When it was done, or how it stood: not to come. */
  readonly asOf: Micros;
  readonly evidence?: string;
  readonly who: string;
  readonly at: Micros;
}

/** One progress step of a project: what is planned until when, what was reported, how the plan was changed. */
export interface Milestone {
  readonly project: string;
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** What is to be reached, in words. */
  readonly planned: string;
  /** The first moment after it, changes included. */
  readonly due: Micros;
  /** Oldest first. */
  readonly reports: readonly MilestoneReport[];
  readonly changes: readonly MilestoneChange[];
}

export type MilestoneState = 'open' | 'overdue' | 'done' | 'done-late';

export interface MilestoneStanding {
  readonly state: MilestoneState;
  /** Whole days after it was due: until it was done, or until now. */
  readonly daysLate: number;
}

/** How a milestone stands at `now`; the last report counts. */
export function milestoneStanding({ due, reports }: Pick<Milestone, 'due' | 'reports'>, now: Micros): MilestoneStanding {
  const last = reports.at(-1);
  const until = last?.done === true ? last.asOf : now;
  const late = until >= due;
  const state = last?.done === true ? (late ? 'done-late' : 'done') : late ? 'overdue' : 'open';
  return { state, daysLate: late ? Math.floor((until - due) / MICROS_PER_DAY) : 0 };
}

/** The ends of the quarters of `zone` within a term, and the end of the term: from < due ≤ to, ascending. */
export function quarterlyDues({ from, to }: { readonly from: Micros; readonly to: Micros }, zone: string): readonly Micros[] {
  const dues: Micros[] = [];
  for (let end = windowOf(from, 'quarter', zone).to; end < to; end = windowOf(end, 'quarter', zone).to) dues.push(end);
  return from < to ? [...dues, to] : [];
}
