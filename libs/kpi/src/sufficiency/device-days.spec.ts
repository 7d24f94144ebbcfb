import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, SUFFICIENCY_DEFAULTS, plannedHours } from '@yanshou/telemetry';
import type { PlannedTime } from '@yanshou/telemetry';
import { serviceSpan } from '../service-span.js';
import { legDays } from '../leg-days.js';
import { ROUND_THE_CLOCK, WINDOW_FROM, contractOf } from '../testing/context.js';
import { deviceDays, hourGrid } from './device-days.js';

interface Case {
  readonly absent: readonly number[];
  readonly days?: number;
  readonly plannedTime?: PlannedTime;
  readonly commissionedAt?: number;
  readonly decommissionedAt?: number;
  readonly terms?: Partial<typeof SUFFICIENCY_DEFAULTS>;
  /** Minutes since the first midnight in which the platform was down. */
  readonly down?: readonly (readonly [from: number, to: number])[];
}

/** A device that delivers in every hour but those, counted from the first midnight. */
function daysOf({ absent, days = 1, plannedTime = ROUND_THE_CLOCK, commissionedAt, decommissionedAt, terms, down = [] }: Case) {
  const contract = contractOf({ window: { from: WINDOW_FROM, to: WINDOW_FROM + days * MICROS_PER_DAY }, plannedTime });
  const planned = plannedHours(plannedTime, contract.window.from, contract.window.to);
  const missing = new Set(absent);
  return deviceDays(hourGrid(planned, legDays(contract, 'reporting'), down.map(([from, to]) => ({ from: FIRST_MINUTE + from, to: FIRST_MINUTE + to }))), (hour) => !missing.has(hour), serviceSpan({ ...(commissionedAt === undefined ? {} : { commissionedAt }), ...(decommissionedAt === undefined ? {} : { decommissionedAt }) }, planned.firstHour), { ...SUFFICIENCY_DEFAULTS, ...terms });
}
const FIRST_MINUTE = WINDOW_FROM / MICROS_PER_MINUTE;
const hours = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, index) => from + index);
const every = (step: number): readonly number[] => hours(0, 24).filter((hour) => hour % step === 0);
const SHIFT: PlannedTime = { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '12:00' }, { start: '13:00', end: '17:30' }] };

describe('a day of a device', () => {
  it('is complete with exactly half of its hours, and with a gap of exactly six', () => {
    expect(daysOf({ absent: every(2) })).toMatchObject({ days: 1, complete: 1, hours: { planned: 24, present: 12 } });
    expect(daysOf({ absent: [...every(2), 1] })).toMatchObject({ complete: 0, hours: { present: 11 } });
    expect(daysOf({ absent: hours(3, 6) })).toMatchObject({ complete: 1, gap: { hours: 6, from: WINDOW_FROM + 3 * MICROS_PER_HOUR, to: WINDOW_FROM + 9 * MICROS_PER_HOUR } });
    expect(daysOf({ absent: hours(3, 7) })).toMatchObject({ complete: 0, gap: { hours: 7 }, incompleteEnds: [WINDOW_FROM + MICROS_PER_DAY] });
  });

  it('is asked for its own hours: what a gap takes of the next day is counted there', () => {
    expect(daysOf({ absent: hours(18, 12), days: 2 })).toMatchObject({ days: 2, complete: 2, gap: { hours: 12 } });
    expect(daysOf({ absent: hours(17, 13), days: 2 })).toMatchObject({ complete: 1, gap: { hours: 13 } });
  });

  it('has planned hours only where all of an hour is planned; a stop neither breaks a gap nor is one', () => {
    expect(daysOf({ absent: [], plannedTime: SHIFT })).toMatchObject({ hours: { planned: 8, present: 8 }, gap: null });
    expect(daysOf({ absent: hours(0, 24), plannedTime: SHIFT })).toMatchObject({ complete: 0, gap: { hours: 8, from: WINDOW_FROM + 8 * MICROS_PER_HOUR, to: WINDOW_FROM + 17 * MICROS_PER_HOUR } });
    expect(daysOf({ absent: [11, 12, 13], plannedTime: SHIFT, terms: { longestGapHours: 2 } })).toMatchObject({ complete: 1, gap: { hours: 2 } });
  });

  it('begins with the first whole hour after commissioning, and is none where nothing is planned', () => {
    expect(daysOf({ absent: [], commissionedAt: WINDOW_FROM + 10 * MICROS_PER_HOUR })).toMatchObject({ hours: { planned: 14 } });
    expect(daysOf({ absent: [], commissionedAt: WINDOW_FROM + 10 * MICROS_PER_HOUR + MICROS_PER_MINUTE })).toMatchObject({ hours: { planned: 13 } });
    const rest: PlannedTime = { ...SHIFT, holidays: ['2026-10-01'] };
    expect(daysOf({ absent: hours(0, 24), days: 2, plannedTime: rest })).toMatchObject({ days: 1, complete: 1, gap: null });
    expect(daysOf({ absent: [], commissionedAt: WINDOW_FROM + MICROS_PER_DAY })).toMatchObject({ days: 0, complete: 0 });
    expect(daysOf({ absent: [], decommissionedAt: WINDOW_FROM + 10 * MICROS_PER_HOUR })).toMatchObject({ hours: { planned: 10 } });
    expect(daysOf({ absent: [], decommissionedAt: WINDOW_FROM + 10 * MICROS_PER_HOUR + MICROS_PER_MINUTE })).toMatchObject({ hours: { planned: 10 } });
    expect(daysOf({ absent: [], decommissionedAt: WINDOW_FROM })).toMatchObject({ days: 0, complete: 0 });
  });

  it('is not asked for the hours in which the platform was down, unless they were filled later', () => {
    const down = [[3 * 60, 8 * 60 + 59]] as const;
    // Five whole hours are excused; the hour from eight on is not, for the platform was there for a minute of it.
    expect(daysOf({ absent: hours(3, 7), down })).toMatchObject({ days: 1, complete: 1, hours: { planned: 19, present: 17 }, gap: { hours: 2 } });
    expect(daysOf({ absent: hours(1, 10), down })).toMatchObject({ complete: 1, gap: { hours: 5, from: WINDOW_FROM + MICROS_PER_HOUR, to: WINDOW_FROM + 11 * MICROS_PER_HOUR } });
    expect(daysOf({ absent: [], down })).toMatchObject({ hours: { planned: 24, present: 24 }, gap: null });
    expect(daysOf({ absent: hours(0, 24), days: 2, down: [[0, 24 * 60]] })).toMatchObject({ days: 1, complete: 1, hours: { planned: 24, present: 24 }, gap: null });
  });

  it('lies where the local day lies, also in a zone of half hours', () => {
    const india: PlannedTime = { zone: 'Asia/Kolkata', shifts: [] };
    expect(daysOf({ absent: hours(0, 24), days: 2, plannedTime: india })).toMatchObject({ days: 3, hours: { planned: 48, present: 24 } });
  });

  it('never is more complete for less data', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 71 })), fc.nat(71), (absent, more) => {
      const [all, less] = [daysOf({ absent, days: 3 }), daysOf({ absent: [...absent, more], days: 3 })];
      expect(less.complete).toBeLessThanOrEqual(all.complete);
      expect(less.gap?.hours ?? 0).toBeGreaterThanOrEqual(all.gap?.hours ?? 0);
      expect(all.hours.planned - all.hours.present).toBe(absent.length);
      expect(all.days - all.complete).toBe(all.incompleteEnds.length);
    }));
  });
});
