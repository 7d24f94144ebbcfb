import type { JournalAppender, RefusalCount } from '@yanshou/journal';
import { projectOf } from '@yanshou/access';
import { JsonBody, RecordKind } from '@yanshou/journal';
import type { Clock } from '@yanshou/telemetry';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';

/** Counts refusals by principal, reason and minute; a minute that is over becomes one record each. */
export class RefusalCounter {
  private readonly buckets = new Map<string, RefusalCount>();

  constructor(private readonly journal: JournalAppender, private readonly clock: Clock) {}

  count(principal: string, reason: string): void {
    this.add({ principal, reason, minute: this.minute(), count: 1 });
  }

  /** Journals the minutes that are over, or all of them; what the journal refuses is kept for the next time. */
  async flush(which: 'finished' | 'all'): Promise<void> {
    const now = this.minute();
    const due = [...this.buckets.values()].filter(({ minute }) => which === 'all' || minute !== now);
    await Promise.all(due.map((bucket) => this.write(bucket)));
  }

  private write(bucket: RefusalCount): Promise<void> {
    this.buckets.delete(keyOf(bucket));
    return new Promise((resolve) => {
      this.journal.append({ kind: RecordKind.refusals, at: this.clock.now(), body: new JsonBody(bucket), key: projectOf(bucket.principal) }, (error) => {
        if (error !== null) this.add(bucket);
        resolve();
      });
    });
  }

  private add(more: RefusalCount): void {
    const key = keyOf(more);
    this.buckets.set(key, { ...more, count: (this.buckets.get(key)?.count ?? 0) + more.count });
  }

  private minute(): number {
    return Math.floor(this.clock.now() / MICROS_PER_MINUTE);
  }
}

const keyOf = ({ principal, reason, minute }: RefusalCount): string => `${principal} ${reason} ${String(minute)}`;
