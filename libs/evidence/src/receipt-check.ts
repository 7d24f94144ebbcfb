import { downtime, rangesWithout } from '@yanshou/kpi';
import type { ExtractReading, MinuteRange } from '@yanshou/kpi';
import { MICROS_PER_MINUTE, formatIsoMicros } from '@yanshou/telemetry';
import type { Leg } from '@yanshou/telemetry';
import { DATA_FILES } from './bundle-layout.js';
import { finding } from './findings.js';
import type { BundleInputs } from './bundle-schemas.js';
import type { Finding } from './findings.js';

/**
 * Holds the downtime that the platform claims against the receipts of its readings, in either leg: who receives a live reading
 * is not down. The first and the last minute of a downtime are let be, because a platform that stops or starts in the middle of
 * a minute may have received in it before its heartbeat. So is every minute that touches a session which a broker lost: that
 * some messages went with it says nothing of others. One look at a reading whose receipt is near the one before.
 */
export class ReceiptCheck {
  private readonly down: readonly MinuteRange[];
  /** Minutes in which nothing contradicts, around the last receipt: from ≤ minute < to. */
  private quiet: MinuteRange = { from: 0, to: 0 };
  private rows = 0;
  fault: Finding | undefined;

  constructor(private readonly leg: Leg, { platformSilence, lostSessions = [] }: Pick<BundleInputs, 'platformSilence' | 'lostSessions'>) {
    const inner = downtime(platformSilence).map(({ from, to }) => ({ from: from + 1, to: to - 1 })).filter(({ from, to }) => from < to);
    this.down = rangesWithout(inner, lostSessions.map(({ from, to }) => ({ from: Math.floor(from / MICROS_PER_MINUTE), to: Math.ceil(to / MICROS_PER_MINUTE) })));
  }

  add({ origin, at, received = at }: ExtractReading): void {
    if (this.down.length === 0) return;
    this.rows += 1;
    const minute = Math.floor(received / MICROS_PER_MINUTE);
    if (origin === 'live' && this.fault === undefined && (minute < this.quiet.from || minute >= this.quiet.to)) this.look(minute, received);
  }

  private look(minute: number, received: number): void {
    const next = this.firstEndingAfter(minute);
    const span = this.down[next];
    if (span !== undefined && span.from <= minute) this.fault = this.contradiction(span, received);
    else this.quiet = { from: this.down[next - 1]?.to ?? -Infinity, to: span?.from ?? Infinity };
  }

  private firstEndingAfter(minute: number): number {
    let [low, high] = [0, this.down.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.down[middle]?.to ?? Infinity) > minute) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private contradiction({ from, to }: MinuteRange, received: number): Finding {
    const [since, until] = [from - 1, to + 1].map((minute) => formatIsoMicros(minute * MICROS_PER_MINUTE));
    return finding('downtime-contradicted', DATA_FILES[this.leg], { place: `#${this.rows}`, expected: `no receipt ${since} – ${until}`, actual: formatIsoMicros(received) });
  }
}
