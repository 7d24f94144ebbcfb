import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_DAY_COUNTS, deadlineOf } from './life-cycle-deadlines.js';
import { LIFE_CYCLE_STATES, LIFE_CYCLE_STEPS, checkStep, lifeCycleAt, nextStates } from './life-cycle.js';
import type { LifeCycleEvent, LifeCycleState, StepDraft } from './life-cycle.js';
import { MICROS_PER_DAY, parseIsoMicros } from './time.js';

const STATES = Object.keys(LIFE_CYCLE_STATES) as LifeCycleState[];
const FINAL: readonly LifeCycleState[] = ['passed', 'failed', 'terminated'];
const TERM = { from: 0, to: 1_000 };
const NOW = 1_000_000;
const taken = (draft: StepDraft, from: LifeCycleState, number: number): LifeCycleEvent => ({ ...draft, project: 'p', number, from, who: 'officer', recordedAt: draft.at });

const drafts = fc.array(fc.record({
  to: fc.constantFrom(...STATES), at: fc.integer({ min: 0, max: NOW + 10 }), reason: fc.constantFrom(undefined, 'why'), approval: fc.constantFrom(undefined, 'JK-1'),
  file: fc.constantFrom(undefined, 'f'), until: fc.option(fc.integer({ min: 0, max: 2 * NOW }), { nil: undefined }),
}), { maxLength: 60 }) as fc.Arbitrary<StepDraft[]>;

/** Offers the drafts one by one and keeps those that are let through. */
const walk = (offered: readonly StepDraft[]): LifeCycleEvent[] => offered.reduce<LifeCycleEvent[]>((events, draft) => {
  const from = checkStep(events, draft, TERM, NOW);
  return from.ok ? [...events, taken(draft, from.value, events.length + 1)] : events;
}, []);

describe('life cycle', () => {
  it('reaches every state from running, and leaves all but the last ones', () => {
    const seen = new Set<LifeCycleState>(['running']);
    for (const state of seen) nextStates(state).forEach((next) => seen.add(next));
    expect([...seen].sort()).toEqual([...STATES].sort());
    expect(STATES.filter((state) => nextStates(state).length === 0)).toEqual(FINAL);
  });

  it('whatever is asked for, takes only steps of the table, in the order of time, with all they need', () => {
    fc.assert(fc.property(drafts, (offered) => {
      const events = walk(offered);
      events.forEach((event, index) => {
        const step = LIFE_CYCLE_STEPS.find(({ from, to }) => from === event.from && to === event.to);
        expect(step?.needs.filter((need) => event[need] === undefined)).toEqual([]);
        expect(event.at).toBeGreaterThanOrEqual(events[index - 1]?.at ?? 0);
        expect(event.at).toBeLessThanOrEqual(NOW);
      });
      const ended = events.findIndex(({ to }) => FINAL.includes(to));
      expect(ended === -1 || ended === events.length - 1).toBe(true);
    }), { numRuns: 500 });
  });

  it('an extension only ever moves the end later, and a running project is never past its end', () => {
    fc.assert(fc.property(drafts, fc.integer({ min: 0, max: 2 * NOW }), (offered, now) => {
      const events = walk(offered);
      const untils = events.flatMap(({ until }) => (until === undefined ? [] : [until]));
      expect(untils).toEqual([...new Set(untils)].sort((a, b) => a - b));
      const { state, end } = lifeCycleAt(events, TERM, now);
      expect(end).toBe(untils.at(-1) ?? TERM.to);
      expect(state === 'running' && now >= end).toBe(false);
    }), { numRuns: 500 });
  });

  it('is due by itself when the term has ended, and from there goes to the formal check', () => {
    expect(lifeCycleAt([], TERM, 999)).toEqual({ state: 'running', since: 0, end: 1_000 });
    expect(lifeCycleAt([], TERM, 1_000)).toEqual({ state: 'due', since: 1_000, end: 1_000 });
    expect(checkStep([], { to: 'formal-check', at: 1_000 }, TERM, NOW)).toEqual({ ok: true, value: 'due' });
    expect(checkStep([], { to: 'formal-check', at: 999 }, TERM, NOW)).toMatchObject({ ok: false, reason: { kind: 'no-such-step', from: 'running' } });
  });

  it('says what is missing, and refuses an extension that extends nothing', () => {
    const asked = [taken({ to: 'extension-asked', at: 10, reason: 'late' }, 'running', 1)];
    const granted = { to: 'running' as const, at: 20, approval: 'JK-1', file: 'f', until: 2_000 };
    expect(checkStep(asked, { to: 'running', at: 20 }, TERM, NOW)).toEqual({ ok: false, reason: { kind: 'missing', field: 'approval' } });
    expect(checkStep(asked, { ...granted, until: 1_000 }, TERM, NOW)).toEqual({ ok: false, reason: { kind: 'not-later' } });
    expect(checkStep(asked, { ...granted, at: 9 }, TERM, NOW)).toEqual({ ok: false, reason: { kind: 'out-of-order' } });
    expect(checkStep(asked, { ...granted, at: NOW + 1 }, TERM, NOW)).toEqual({ ok: false, reason: { kind: 'to-come' } });
    expect(checkStep(asked, granted, TERM, NOW)).toEqual({ ok: true, value: 'extension-asked' });
    expect(lifeCycleAt([...asked, taken(granted, 'extension-asked', 2)], TERM, 1_500)).toEqual({ state: 'running', since: 20, end: 2_000 });
  });
});

const at = (iso: string): number => parseIsoMicros(iso) as number;
const ZONE = 'Asia/Shanghai';

describe('deadlines', () => {
  const returned = { state: 'returned' as const, since: at('2026-03-01T15:00:00+08:00'), end: 0 };

  it('end with a local day, and are overdue from its end on', () => {
    const deadline = (now: string) => deadlineOf(returned, { ...DEFAULT_DAY_COUNTS, resubmit: 30 }, ZONE, at(now));
    expect(deadline('2026-03-31T23:59:59+08:00')).toMatchObject({ id: 'resubmit', at: at('2026-04-01T00:00:00+08:00'), overdue: false, days: 0, remind: true });
    expect(deadline('2026-04-01T00:00:00+08:00')).toMatchObject({ overdue: true, days: 0, remind: false });
    expect(deadline('2026-04-03T00:00:00+08:00')).toMatchObject({ overdue: true, days: 2 });
  });

  it('remind beforehand, and not before that', () => {
    const running = { state: 'running' as const, since: 0, end: at('2026-12-31T00:00:00+08:00') };
    const remind = (now: string) => deadlineOf(running, { ...DEFAULT_DAY_COUNTS, remindBefore: [7, 30] }, ZONE, at(now))?.remind;
    expect([remind('2026-11-30T23:59:59+08:00'), remind('2026-12-01T00:00:00+08:00'), remind('2026-12-30T00:00:00+08:00')]).toEqual([false, true, true]);
    expect(deadlineOf(running, { ...DEFAULT_DAY_COUNTS, remindBefore: [7, 30] }, ZONE, 0)?.reminders).toEqual([at('2026-12-01T00:00:00+08:00'), at('2026-12-24T00:00:00+08:00')]);
  });

  it('count calendar days over a change of the clock, and there is none after the end', () => {
    const berlin = { state: 'formal-check' as const, since: at('2026-03-28T12:00:00+01:00'), end: 0 };
    expect(deadlineOf(berlin, { ...DEFAULT_DAY_COUNTS, formalCheck: 1 }, 'Europe/Berlin', 0)?.at).toBe(at('2026-03-30T00:00:00+02:00'));
    for (const state of FINAL) expect(deadlineOf({ state, since: 0, end: 0 }, DEFAULT_DAY_COUNTS, ZONE, MICROS_PER_DAY)).toBeNull();
  });
});
