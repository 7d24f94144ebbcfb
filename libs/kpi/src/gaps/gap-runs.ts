import type { PlannedHours } from '@yanshou/telemetry';
import type { MinuteRange } from '../minute-range.js';
import { isEmpty, maskAt } from './halves.js';
import type { Halves } from './halves.js';
import type { HourMask } from '../judging-slots.js';

const HOUR = 60;
const HALF = 30;

/** Stretches of the minutes; time outside the shifts does not end one. Minutes since 1970, ascending. */
export function runsOf(minutes: Halves, shift: PlannedHours): readonly MinuteRange[] {
  const runs: { from: number; to: number }[] = [];
  let isOpen = false;
  for (let hour = 0; hour < shift.low.length; hour += 1) {
    const [own, due] = [maskAt(minutes, hour), { low: shift.low[hour] ?? 0, high: shift.high[hour] ?? 0 }];
    if (isEmpty(own)) isOpen &&= isEmpty(due);
    else isOpen = walk(runs, isOpen, { start: (shift.firstHour + hour) * HOUR, own, due });
  }
  return runs;
}

interface HourOfRun {
  readonly start: number;
  readonly own: HourMask;
  readonly due: HourMask;
}

/** Minute by minute; answers whether a run is open at the end of the hour. */
function walk(runs: { from: number; to: number }[], isOpen: boolean, { start, own, due }: HourOfRun): boolean {
  let open = isOpen;
  for (let minute = 0; minute < HOUR; minute += 1) {
    if (!hasMinute(own, minute)) {
      open &&= !hasMinute(due, minute);
      continue;
    }
    const last = runs.at(-1);
    if (open && last) last.to = start + minute + 1;
    else runs.push({ from: start + minute, to: start + minute + 1 });
    open = true;
  }
  return open;
}

const hasMinute = ({ low, high }: HourMask, minute: number): boolean => (((minute < HALF ? low : high) >>> (minute % HALF)) & 1) === 1;
