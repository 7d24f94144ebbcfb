import type { Identified } from '../api/call.js';
import { tooManyStreams } from '../api/problem.js';
import type { StreamTally } from './stream-tally.js';

/** A wall of screens of one user; a page that is open in many tabs. */
const LIMITS = { ofOneCaller: 20, ofAll: 500 };

/** How many streams may be open, for each user with his tokens and for all. */
export class StreamSeats {
  private readonly taken = new Map<string, number>();

  constructor(private readonly tally: StreamTally, private readonly limits = LIMITS) {}

  /** The answer gives the seat back, once. Throws `too-many-streams`. */
  take({ caller }: Identified): () => void {
    const own = this.taken.get(caller.id) ?? 0;
    if (own >= this.limits.ofOneCaller) throw tooManyStreams(`您已打开 ${own} 个推送连接，请先关闭一些`, `you have ${own} streams open: close some of them first`);
    if (this.tally.open >= this.limits.ofAll) throw tooManyStreams('推送连接过多，请稍后再试', 'too many streams are open: try again later');
    this.taken.set(caller.id, own + 1);
    this.tally.open += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.tally.open -= 1;
      const left = (this.taken.get(caller.id) ?? 1) - 1;
      if (left > 0) this.taken.set(caller.id, left);
      else this.taken.delete(caller.id);
    };
  }
}
