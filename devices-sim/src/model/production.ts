import type { Micros } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Moment } from './moment.js';
import { localMidnight } from './moment.js';
import { draw, hash } from './noise.js';
import type { CounterDuty, NumberSignal } from './signal.js';
import { counter, dutyAt } from './signal.js';

/** In which slots of `minutes` a machine works: as `intermittent` of the same name has it. */
export interface Pace {
  readonly name: string;
  readonly share: number;
  readonly minutes: number;
}

export interface ProductionModel {
  readonly pace: Pace;
  /** A whole day of duty yields its hours times `perHour` pieces, however its pauses lie. */
  readonly duty: CounterDuty;
  readonly scrapShare: number;
  /** Drawn in every hour of duty. */
  readonly idleKilowatts: number;
  readonly kilowattHoursPerPiece: number;
}

/** Counters of one machine that agree at every moment: good + scrap = produced, and energy grows with the pieces. */
export interface Production {
  readonly produced: NumberSignal;
  readonly good: NumberSignal;
  readonly scrap: NumberSignal;
  /** Kilowatt-hours. */
  readonly energy: NumberSignal;
}

export function production(name: string, { pace, duty, scrapShare, idleKilowatts, kilowattHoursPerPiece }: ProductionModel): Production {
  const [rated, scrapped] = [hash(`${name}/rate`), hash(`${name}/scrap`)];
  const idle = counter(`${name}/idle`, { ...duty, perHour: idleKilowatts }, 0.1);
  const slots = { stream: hash(pace.name), share: pace.share, length: pace.minutes * MICROS_PER_MINUTE };
  const produced = remembered((moment) => Math.floor(pacedHours(moment, slots, duty) * duty.perHour * (0.85 + 0.3 * draw(moment.key, rated))));
  const scrap: NumberSignal = (moment) => Math.floor(produced(moment) * scrapShare * (0.95 + 0.1 * draw(moment.key, scrapped)));
  return {
    produced, scrap,
    good: (moment) => produced(moment) - scrap(moment),
    energy: (moment) => idle(moment) + produced(moment) * kilowattHoursPerPiece,
  };
}

/** The counters of a machine are read at one moment, one after the other. */
function remembered(signal: NumberSignal): NumberSignal {
  let last: { readonly moment: Moment; readonly value: number } | undefined;
  return (moment) => {
    if (last?.moment !== moment) last = { moment, value: signal(moment) };
    return last.value;
  };
}

interface Slots {
  readonly stream: number;
  readonly share: number;
  readonly length: Micros;
}

/** Hours of duty so far; within a day they pass only in the slots in which the machine works. */
function pacedHours(moment: Moment, slots: Slots, duty: CounterDuty): number {
  const hours = duty.to - duty.from;
  const { finished, today } = dutyAt(moment.days, duty);
  if (today === 0) return finished * hours;
  const from = localMidnight(moment.at) + duty.from * MICROS_PER_HOUR;
  const to = from + hours * MICROS_PER_HOUR;
  const all = workedMicros(moment.key, slots, from, to);
  const gone = workedMicros(moment.key, slots, from, Math.min(moment.at, to));
  return finished * hours + (all === 0 ? today : (gone / all) * hours);
}

/** Microseconds of from ≤ t < to that lie in slots at work. */
function workedMicros(key: number, { stream, share, length }: Slots, from: Micros, to: Micros): number {
  let worked = 0;
  for (let slot = Math.floor(from / length); slot * length < to; slot += 1) {
    if (draw(key, stream, slot) < share) worked += Math.max(0, Math.min(to, (slot + 1) * length) - Math.max(from, slot * length));
  }
  return worked;
}
