import { DEFAULT_LATE_DELIVERY_HOURS, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Micros, ProjectContract } from '@yanshou/telemetry';
import type { EvaluationContext } from '../evaluation-context.js';
import type { MinuteRange } from '../minute-range.js';
import { downtime } from '../platform-silence.js';

/** The contract's limit of late delivery. */
export const lateLimit = ({ lateDeliveryHours = DEFAULT_LATE_DELIVERY_HOURS }: ProjectContract): Micros => lateDeliveryHours * MICROS_PER_HOUR;

/** The platform's proven downtime that delivery is judged by: that of the legs, and that of the time after them in which late data still counts. */
export const deliveryDowntime = ({ platformSilence, downtimeAfter = [] }: Pick<EvaluationContext, 'platformSilence' | 'downtimeAfter'>): readonly MinuteRange[] =>
  [...downtime(platformSilence), ...downtimeAfter].sort((left, right) => left.from - right.from);

interface Outage {
  readonly from: Micros;
  readonly to: Micros;
  /** Downtime before it. */
  readonly before: Micros;
}

/**
 * How late something was delivered, by a clock that stands still while the platform is proven to be down: nobody can
 * deliver then, so that time is no part of a delay. What was measured in an outage has the whole limit from its end on.
 */
export class DeliveryClock {
  private readonly outages: readonly Outage[];

  /** `down`: ascending and apart. */
  constructor(down: readonly MinuteRange[]) {
    let before = 0;
    this.outages = down.map(({ from, to }) => {
      const outage = { from: from * MICROS_PER_MINUTE, to: to * MICROS_PER_MINUTE, before };
      before += outage.to - outage.from;
      return outage;
    });
  }

  /** Time from `at` to `received` without the downtime in it. */
  delay(at: Micros, received: Micros): Micros {
    return this.outages.length === 0 || received <= at ? received - at : received - at - (this.downBefore(received) - this.downBefore(at));
  }

  /** The last moment at which what was measured at `at` comes within the limit. */
  deadline(at: Micros, limit: Micros): Micros {
    let deadline = at + limit;
    for (let place = Math.max(0, this.placeOf(at) - 1); place < this.outages.length; place += 1) {
      const { from, to } = this.outages[place] as Outage;
      if (from > deadline) break;
      if (to > at) deadline += to - Math.max(from, at);
    }
    return deadline;
  }

  private downBefore(at: Micros): Micros {
    const last = this.outages[this.placeOf(at) - 1];
    return last === undefined ? 0 : last.before + Math.min(at, last.to) - last.from;
  }

  /** How many outages began before. */
  private placeOf(at: Micros): number {
    let [low, high] = [0, this.outages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.outages[middle] as Outage).from < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
