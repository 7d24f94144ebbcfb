import { MICROS_PER_SECOND } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';

interface Mark {
  /** When it was looked at. */
  at: Micros;
  /** The sequence behind the last message then. */
  readonly until: number;
}

/** Finer than states are told; a week of backlog is some ten thousand marks. */
const STEP = 5 * MICROS_PER_SECOND;

/** Remembers when the journal ended where, and so tells by a cursor until when everything received is projected. */
export class ReceiptMarks {
  private readonly marks: Mark[] = [];
  private known: Micros | undefined;

  /**
   * Everything received until the answer is projected; undefined when a backlog was there before the first look and is
   * not done with. `until`: the sequence behind the last message at `at`; `projected`: the first that is not projected.
   */
  look({ at, until }: Readonly<Mark>, projected: number): Micros | undefined {
    if (projected >= until) this.raise(at);
    else this.mark(at, until);
    for (let [first] = this.marks; first !== undefined && first.until <= projected; [first] = this.marks) {
      this.raise(first.at);
      this.marks.shift();
    }
    return this.known;
  }

  private mark(at: Micros, until: number): void {
    const last = this.marks.at(-1);
    if (last?.until === until) last.at = Math.max(last.at, at);
    else if (last === undefined || (until > last.until && at - last.at >= STEP)) this.marks.push({ at, until });
  }

  /** Looks may end in another order than they began. */
  private raise(at: Micros): void {
    this.known = Math.max(this.known ?? at, at);
  }
}
