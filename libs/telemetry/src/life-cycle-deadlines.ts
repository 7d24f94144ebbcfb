import { DateTime } from 'luxon';
import type { LifeCycleStanding, LifeCycleState } from './life-cycle.js';
import type { Micros } from './time.js';
import { MICROS_PER_DAY, MICROS_PER_MILLISECOND } from './time.js';

/** Calendar days that a programme allows; the documents name none, so the defaults are the platform's own. */
export interface DayCounts {
  /** From the end of the term to the application for acceptance. */
  readonly apply: number;
  /** From asking for an extension to its decision. */
  readonly decideExtension: number;
  readonly formalCheck: number;
  /** From being returned to handing in again. */
  readonly resubmit: number;
  /** From the passed formal check to the experts' opinion. */
  readonly expertsMeeting: number;
  readonly rectification: number;
  /** Days before a deadline on which people are reminded of it, in any order. */
  readonly remindBefore: readonly number[];
}

export const DEFAULT_DAY_COUNTS: DayCounts = {
  apply: 90, decideExtension: 30, formalCheck: 15, resubmit: 30, expertsMeeting: 60, rectification: 90, remindBefore: [90, 30, 7],
};

export interface Deadline {
  readonly id: 'term-end' | Exclude<keyof DayCounts, 'remindBefore'>;
  readonly zh: string;
  readonly en: string;
  /** The first moment after it. */
  readonly at: Micros;
  readonly overdue: boolean;
  /** Whole days until it, or since it when it is overdue. */
  readonly days: number;
  /** When people are reminded of it, ascending. */
  readonly reminders: readonly Micros[];
  /** A reminder has come and the deadline has not. */
  readonly remind: boolean;
}

const BY_STATE: Readonly<Partial<Record<LifeCycleState, readonly [Exclude<keyof DayCounts, 'remindBefore'>, string, string]>>> = {
  'extension-asked': ['decideExtension', '延期申请待批复', 'the extension is to be decided'],
  'due': ['apply', '应提交验收申请', 'the acceptance is to be applied for'],
  'formal-check': ['formalCheck', '形式审查应完成', 'the formal check is to be done'],
  'returned': ['resubmit', '应补正后重新提交', 'it is to be handed in again'],
  'experts-meeting': ['expertsMeeting', '应完成专家评审', "the experts' opinion is to be given"],
  'rectification': ['rectification', '整改应完成', 'the rectification is to be done'],
};

/** What has to happen next and until when; none once a project has ended. Days are calendar days of `zone`. */
export function deadlineOf({ state, since, end }: LifeCycleStanding, counts: DayCounts, zone: string, now: Micros): Deadline | null {
  if (state === 'running') return deadline({ id: 'term-end', zh: '实施期结束', en: 'the term ends', at: end }, counts, zone, now);
  const entry = BY_STATE[state];
  if (entry === undefined) return null;
  const [id, zh, en] = entry;
  return deadline({ id, zh, en, at: endOfDay(since, counts[id], zone) }, counts, zone, now);
}

function deadline(of: Pick<Deadline, 'id' | 'zh' | 'en' | 'at'>, { remindBefore }: DayCounts, zone: string, now: Micros): Deadline {
  const overdue = now >= of.at;
  const reminders = remindBefore.map((days) => moved(of.at, -days, zone)).sort((a, b) => a - b);
  return { ...of, overdue, days: Math.floor(Math.abs(of.at - now) / MICROS_PER_DAY), reminders, remind: !overdue && reminders.some((at) => now >= at) };
}

/** The end of the `days`th local day after the one that holds `at`. */
function endOfDay(at: Micros, days: number, zone: string): Micros {
  return local(at, zone).startOf('day').plus({ days: days + 1 }).toMillis() * MICROS_PER_MILLISECOND;
}

const moved = (at: Micros, days: number, zone: string): Micros => local(at, zone).plus({ days }).toMillis() * MICROS_PER_MILLISECOND;
const local = (at: Micros, zone: string): DateTime => DateTime.fromMillis(Math.floor(at / MICROS_PER_MILLISECOND), { zone });
