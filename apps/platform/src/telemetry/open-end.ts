import type { TelemetryView } from '@yanshou/store';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';

const MINUTES_PER_DAY = 1_440;

/**
 * Whether the span ends in silence of the platform with no heartbeat at or after its end: what is not known to be downtime
 * would count against the project, and be known a little later.
 */
export async function isEndOpen(store: Pick<TelemetryView, 'platformMinutes'>, project: string, { from, to }: { readonly from: Micros; readonly to: Micros }): Promise<boolean> {
  const [first, end] = [Math.floor(from / MICROS_PER_MINUTE), Math.floor(to / MICROS_PER_MINUTE)];
  if (first >= end) return false;
  const isHeard = async (begin: number, until: number): Promise<boolean> => (await store.platformMinutes(begin, until, project)).length > 0;
  return !(await isHeard(end - 1, end + MINUTES_PER_DAY)) && !(await isHeard(end + MINUTES_PER_DAY, Number.MAX_SAFE_INTEGER));
}
