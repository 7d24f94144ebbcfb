import type { MilestoneView } from '@yanshou/api-schema';

export const TIMELINE = { width: 1_000, height: 76, left: 44, right: 44, axis: 34 } as const;

/** A milestone on the axis. */
export interface TimelineMark {
  readonly id: string;
  readonly x: number;
  readonly state: MilestoneView['state'];
  /** Of what is late: to where the delay reaches, when it was done or now. */
  readonly lateTo: number | null;
  /** Whether there is room for its name. */
  readonly isNamed: boolean;
}

export interface TimelineGeometry {
  readonly marks: readonly TimelineMark[];
  /** Null where now is outside the plot. */
  readonly now: number | null;
  readonly years: readonly { readonly year: number; readonly x: number }[];
}

type Milestone = Pick<MilestoneView, 'id' | 'due' | 'state' | 'daysLate'>;
const MILLIS_PER_DAY = 86_400_000;
/** Between the middles of two names of at most twenty narrow letters. */
const ROOM = 128;

/** Where milestones lie between the first and the last of them and now; `now` in milliseconds. Ascending by due. */
export function timelineOf(milestones: readonly Milestone[], now: number): TimelineGeometry {
  const dues = milestones.map(({ due }) => Date.parse(due));
  const reach = milestones.flatMap(({ due, daysLate }) => (daysLate > 0 ? [Date.parse(due) + daysLate * MILLIS_PER_DAY] : []));
  const [first, last] = [Math.min(...dues), Math.max(...dues, ...reach)];
  const margin = Math.max((last - first) * 0.04, 15 * MILLIS_PER_DAY);
  const [from, to] = [first - margin, last + margin];
  const place = (at: number): number => TIMELINE.left + ((TIMELINE.width - TIMELINE.left - TIMELINE.right) * (at - from)) / (to - from);
  let named = -Infinity;
  const marks = milestones.map(({ id, due, state, daysLate }): TimelineMark => {
    const x = place(Date.parse(due));
    const isNamed = x - named >= ROOM;
    if (isNamed) named = x;
    return { id, x, state, lateTo: daysLate > 0 ? place(Date.parse(due) + daysLate * MILLIS_PER_DAY) : null, isNamed };
  });
  return { marks, now: now >= from && now <= to ? place(now) : null, years: yearsBetween(from, to).map((year) => ({ year, x: place(Date.UTC(year, 0, 1)) })) };
}

function yearsBetween(from: number, to: number): readonly number[] {
  const [first, last] = [new Date(from).getUTCFullYear() + 1, new Date(to).getUTCFullYear()];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

const MOST_NARROW = 20;
const WIDE = /[\u2e80-\uffef]/;

/** A name that fits: wide letters count twice. */
export function fitted(name: string): string {
  let width = 0;
  const letters = [...name];
  const end = letters.findIndex((letter) => (width += WIDE.test(letter) ? 2 : 1) > MOST_NARROW);
  return end < 0 ? name : `${letters.slice(0, end - 1).join('')}…`;
}
