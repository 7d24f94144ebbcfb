import { LEGS, MICROS_PER_MINUTE, legPeriod } from '@yanshou/telemetry';
import type { Leg, Micros, ProjectContract } from '@yanshou/telemetry';
import type { MinuteRange } from './minute-range.js';
import { readsBaseline } from './reads-baseline.js';

const minuteOf = (at: Micros): number => Math.floor(at / MICROS_PER_MINUTE);

/** The minutes of a leg in which heartbeats of the platform are counted; undefined for a leg that the contract does not name. */
export function legMinutes(contract: ProjectContract, leg: Leg): MinuteRange | undefined {
  const period = legPeriod(contract, leg);
  return period && { from: minuteOf(period.from), to: Math.max(minuteOf(period.from), minuteOf(period.to)) };
}

/** The legs that are read as minutes, ascending and apart: of a baseline that no target reads nobody asks. */
export function heardSpans(contract: ProjectContract): readonly MinuteRange[] {
  const read = LEGS.filter((leg) => leg === 'reporting' || readsBaseline(contract));
  const legs = read.flatMap((leg) => legMinutes(contract, leg) ?? []).filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  return legs.reduce<readonly MinuteRange[]>((spans, next) => {
    const last = spans.at(-1);
    return last && next.from <= last.to ? [...spans.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to) }] : [...spans, next];
  }, []);
}
