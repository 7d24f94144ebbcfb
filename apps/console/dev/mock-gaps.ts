import type { GapReportView } from '@yanshou/api-schema';
import { GAP_CAUSES, GAP_CAUSE_NAMES, countsAgainst } from '@yanshou/catalogue';

type Event = GapReportView['events'][number];

const event = (cause: Event['cause'], [from, to]: readonly [string, string], devices: readonly string[], facts: Partial<Event>): Event =>
  ({ cause, from, to, devices: [...devices], gateway: null, site: null, intervals: 12 * devices.length, reasons: [], ...facts });

const EVENTS: readonly Event[] = [
  event('maintenance', ['2026-10-05T00:00:00Z', '2026-10-05T01:00:00Z'], ['Mazak01', 'Mazak02'], { reasons: ['年度检修（批复 3 号）'] }),
  event('gateway', ['2026-10-12T03:00:00Z', '2026-10-12T04:00:00Z'], Array.from({ length: 8 }, (_, index) => `Mazak0${index + 1}`), { gateway: 'gateway-1' }),
  event('platform', ['2026-10-21T16:00:00Z', '2026-10-21T17:00:00Z'], ['Mazak01', 'Mazak02', 'Mazak03'], {}),
  event('collection', ['2026-10-22T03:00:00Z', '2026-10-22T04:00:00Z'], ['Mazak02'], { gateway: 'gateway-1' }),
  event('unknown', ['2026-10-23T03:00:00Z', '2026-10-23T04:00:00Z'], ['press-1'], {}),
];

/** A month of gaps of most causes; the greenhouse misses nothing. */
export function gapsOf(project: string, { from, to }: { readonly from: string; readonly to: string }): GapReportView {
  const events = project === 'greenhouse' ? [] : [...EVENTS];
  const totals = GAP_CAUSES.map((cause) => {
    const own = events.filter((one) => one.cause === cause);
    return {
      cause, nameZh: GAP_CAUSE_NAMES[cause].zh, nameEn: GAP_CAUSE_NAMES[cause].en, events: own.length, devices: new Set(own.flatMap(({ devices }) => devices)).size,
      intervals: own.reduce((sum, { intervals }) => sum + intervals, 0), expected: countsAgainst(cause),
    };
  });
  const missing = totals.reduce((sum, { intervals }) => sum + intervals, 0);
  return { from, to, missing, totals, delivered: { valid: 8_640, late: 216, overdue: 3, lateDeliveryHours: 72 }, lostSessions: [], events, next: null };
}
