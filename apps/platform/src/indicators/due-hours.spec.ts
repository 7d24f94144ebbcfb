import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, hourOf, parseIsoMicros } from '@yanshou/telemetry';
import type { PlannedTime, ProjectContract, ScopedCalendar } from '@yanshou/telemetry';
import { deviceStateAt, heardUntil } from './device-state.js';
import { dueHours } from './due-hours.js';

const micros = (text: string): number => parseIsoMicros(text) ?? NaN;
const SHIFT: PlannedTime = { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '17:00', weekdays: [1, 2, 3, 4, 5] }] };
const drained: ScopedCalendar = { scope: 'site:pond-3', plannedTime: { zone: 'Asia/Shanghai', shifts: [], exemptions: [{ from: micros('2026-10-01T00:00:00+08:00'), to: micros('2026-12-01T00:00:00+08:00'), reason: '清塘', kind: 'drained' }] } };
const contract = { plannedTime: SHIFT, calendars: [drained] } as unknown as ProjectContract;
/** Of a device that was last heard of so long before. */
function stateOf(lastHeard: string, now: string, siteId?: string): string {
  const [at, device] = [micros(now), { id: 'm1', classId: 'mill', ...(siteId !== undefined && { siteId }) }];
  return deviceStateAt(hourOf(micros(lastHeard)), (moment) => dueHours(contract)(device, moment), heardUntil(at, at), at);
}

describe('silence', () => {
  it.each([
    ['after the shift, of one heard of in its last hour', '2026-10-16T16:30:00+08:00', '2026-10-16T23:30:00+08:00', 'live'],
    ['over the weekend', '2026-10-16T16:30:00+08:00', '2026-10-19T08:30:00+08:00', 'live'],
    ['an hour into the next shift', '2026-10-16T16:30:00+08:00', '2026-10-19T09:00:00+08:00', 'silent'],
    ['of one that missed the end of the shift', '2026-10-16T15:30:00+08:00', '2026-10-16T23:30:00+08:00', 'silent'],
  ])('is of planned time: %s', (_, lastHeard, now, state) => {
    expect(stateOf(lastHeard, now)).toBe(state);
  });

  it('is none of a drained pond, and is of the others', () => {
    expect([stateOf('2026-09-30T23:30:00+08:00', '2026-10-20T12:30:00+08:00', 'pond-3'), stateOf('2026-09-30T23:30:00+08:00', '2026-10-20T12:30:00+08:00', 'pond-4')]).toEqual(['live', 'silent']);
    expect(stateOf('2026-09-30T22:30:00+08:00', '2026-10-20T12:30:00+08:00', 'pond-3')).toBe('silent');
  });

  it('is of a planned minute where shifts hold no whole hour of UTC', () => {
    const brief = { plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '07:00', end: '07:30', weekdays: [1, 2, 3, 4, 5] }] } } as unknown as ProjectContract;
    const at = micros('2026-10-20T12:30:00+08:00');
    const states = ['2026-10-20T07:10:00+08:00', '2026-10-19T07:10:00+08:00', '2026-01-05T07:10:00+08:00'].map((heard) =>
      deviceStateAt(hourOf(micros(heard)), (moment) => dueHours(brief)({ id: 'm1', classId: 'mill' }, moment), heardUntil(at, at), at));
    expect(states).toEqual(['live', 'silent', 'silent']);
  });

  it('is round the clock without a contract', () => {
    const [at, hour] = [micros('2026-10-20T12:30:00+08:00'), MICROS_PER_HOUR];
    expect(dueHours(undefined)({ id: 'm1', classId: 'mill' }, at)).toBe(hourOf(at - hour));
  });
});
