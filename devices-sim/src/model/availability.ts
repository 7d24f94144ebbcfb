import type { Micros } from '@yanshou/telemetry';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Moment } from './moment.js';
import { draw, hash } from './noise.js';
import type { Behaviour } from './scenario.js';

const LOST_SLOTS = 0.004;
const OUTAGE_DAYS = 0.05;
const BAD_LINK_BLOCK = 4 * MICROS_PER_HOUR;
const BAD_LINK_LOSS = 0.45;
const [LINK, LOST, OUTAGE, OUTAGE_START, OUTAGE_LENGTH] = ['link', 'lost', 'outage', 'outage-start', 'outage-length'].map(hash) as [number, number, number, number, number];

/** Whether a device delivers the interval that holds this moment: outages come in runs, as real ones do. */
export function availableAt(behaviour: Behaviour, moment: Moment, interval: Micros): boolean {
  if (behaviour === 'never-connects') return false;
  if (behaviour === 'silent') return true;
  if (behaviour === 'unreliable' && draw(moment.key, LINK, Math.floor(moment.at / BAD_LINK_BLOCK)) < BAD_LINK_LOSS) return false;
  if (draw(moment.key, LOST, Math.floor(moment.at / interval)) < LOST_SLOTS) return false;
  return !inOutage(moment);
}

/** Now and then a device is away for one to three hours of a day. */
function inOutage({ key, days, hour }: Moment): boolean {
  const day = Math.floor(days);
  if (draw(key, OUTAGE, day) >= OUTAGE_DAYS) return false;
  const start = draw(key, OUTAGE_START, day) * 21;
  const length = 1 + 2 * draw(key, OUTAGE_LENGTH, day);
  return hour >= start && hour < start + length;
}
