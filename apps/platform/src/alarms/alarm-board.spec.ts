import { describe, expect, it } from '@jest/globals';
import { ManualClock, MICROS_PER_SECOND } from '@yanshou/telemetry';
import fc from 'fast-check';
import { AlarmBoard } from './alarm-board.js';
import type { AlarmState } from './alarm-board.js';
import { ALARM_IDS, alarmRules } from './alarm-rules.js';
import { alarmText } from './alarm-text.js';

const LIMITS = { lagSeconds: 300, quarantineShare: 0.05, diskFreeShare: 0.15, acknowledgementSeconds: 1, jobSeconds: 7_200, registrySeconds: 30, faultSeconds: 60, clockSeconds: 60, journalFreeShare: 0.1, holdSeconds: 60 };
const LOOK = 5 * MICROS_PER_SECOND;

function board() {
  const clock = new ManualClock();
  const changes: AlarmState[] = [];
  const made = new AlarmBoard(alarmRules(LIMITS), { clock, holdMillis: 60_000, onChange: (state) => changes.push(state) });
  const look = (readings: Parameters<AlarmBoard['look']>[0], times = 1): void => {
    for (let time = 0; time < times; time += 1) {
      made.look(readings);
      clock.advance(LOOK);
    }
  };
  return { look, changes, raised: () => made.states().filter(({ isRaised }) => isRaised).map(({ rule: { id } }) => id) };
}

describe('alarms', () => {
  it('are raised at the second bad look in a row', () => {
    const { look, raised, changes } = board();
    look({ 'projection-lag': 301 });
    look({ 'projection-lag': 10 });
    look({ 'projection-lag': 301 });
    expect(raised()).toEqual([]);
    look({ 'projection-lag': 302 });
    expect([raised(), changes.length]).toEqual([['projection-lag'], 1]);
  });

  it('end when the value has been well below the limit for a minute, and not when it only dips', () => {
    const { look, raised, changes } = board();
    look({ 'acknowledgement-latency': 2 }, 2);
    look({ 'acknowledgement-latency': 0.9 }, 100);
    look({ 'acknowledgement-latency': 0.5 }, 11);
    look({ 'acknowledgement-latency': 1.1 });
    look({ 'acknowledgement-latency': 0.5 }, 12);
    expect(raised()).toEqual(['acknowledgement-latency']);
    look({ 'acknowledgement-latency': 0.5 });
    expect([raised(), changes.map(({ isRaised }) => isRaised)]).toEqual([[], [true, false]]);
  });

  it('of what must not run low lie below the limit', () => {
    const { look, raised } = board();
    look({ 'disk-space': 0.14 }, 2);
    expect(raised()).toEqual(['disk-space']);
    look({ 'disk-space': 0.17 }, 50);
    expect(raised()).toEqual(['disk-space']);
    look({ 'disk-space': 0.2 }, 13);
    expect(raised()).toEqual([]);
  });

  it('are not raised by what cannot be measured, and end without it', () => {
    const { look, raised } = board();
    look({}, 10);
    look({ 'quarantine-share': 0.5 }, 2);
    expect(raised()).toEqual(['quarantine-share']);
    look({}, 13);
    expect(raised()).toEqual([]);
  });

  it('whatever the values, change at most once in a hold', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { maxLength: 200 }), (values) => {
      const { look, changes } = board();
      for (const value of values) look({ 'projection-lag': value });
      expect(changes.filter(({ isRaised }) => isRaised).length).toBeLessThanOrEqual(Math.ceil(values.length / 13) + 1);
      for (const [index, { isRaised }] of changes.entries()) expect(isRaised).toBe(index % 2 === 0);
    }));
  });

  it.each(alarmRules(LIMITS))('$id says what is wrong, how much and what to do, in both languages', (rule) => {
    const { zh, en } = alarmText({ rule, isRaised: true, since: 0, value: 0.123456 });
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(rule.unit === 's' ? /\(0\.123 s, limit [<>] [\d.]+ s\): \w/ : /\(12\.3 %, limit [<>] [\d.]+ %\): \w/);
    expect(ALARM_IDS).toContain(rule.id);
  });
});
