import { describe, expect, it } from '@jest/globals';
import type { LedgerCounts, PrincipalTotals } from '@yanshou/store';
import { LEDGER_COUNTERS } from '@yanshou/store';
import type { Clock } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, MICROS_PER_SECOND, ManualClock, hourOf } from '@yanshou/telemetry';
import type { DueDevice } from '../indicators/due-hours.js';
import { DeviceActivity } from './device-activity.js';

const NOW = Date.UTC(2026, 0, 1, 12, 30) * 1_000;
const COUNTS = Object.fromEntries(LEDGER_COUNTERS.map((name) => [name, 0])) as unknown as LedgerCounts;
const totalsOf = (device: string, lastHour: number | null, messages = 0): PrincipalTotals =>
  ({ principal: { number: 1, project: 'p', device }, counts: { ...COUNTS, messages }, lastHour });

const device = (id: string): DueDevice => ({ id, classId: 'c5' });

/** Answers as the ledger would, and counts how often it is asked. */
class Ledger {
  asked: string[] = [];
  answer: () => Promise<readonly PrincipalTotals[]> = () => Promise.resolve([]);

  readonly read = (project: string): Promise<readonly PrincipalTotals[]> => {
    this.asked.push(project);
    return this.answer();
  };
}

function setUp() {
  const [clock, ledger] = [new ManualClock(NOW), new Ledger()];
  const known = { behind: 0 as number | undefined };
  const knownUntil = async () => (known.behind === undefined ? undefined : clock.now() - known.behind);
  return { clock, ledger, known, activity: new DeviceActivity({ totals: ledger.read, knownUntil, contract: async () => undefined }, clock) };
}

describe('the activity of a device', () => {
  it.each([['live', 0], ['live', -1], ['silent', -2]] as const)('is %s when it was last heard of in hour %p from now', async (state, ago) => {
    const { activity, ledger } = setUp();
    ledger.answer = () => Promise.resolve([totalsOf('L1', hourOf(NOW) + ago, 7)]);
    expect((await activity.of('p'))(device('L1'))).toEqual({ state, lastReceived: (hourOf(NOW) + ago) * MICROS_PER_HOUR, messages: 7 });
  });

  it('is none of a device that the ledger does not know, or of which all was refused', async () => {
    const { activity, ledger } = setUp();
    ledger.answer = () => Promise.resolve([totalsOf('L1', null)]);
    const of = await activity.of('p');
    expect([of(device('L1')), of(device('L2'))]).toEqual(Array.from({ length: 2 }, () => ({ state: 'never', lastReceived: null, messages: 0 })));
  });

  it.each([['since a time', MICROS_PER_HOUR], ['since nobody knows when', undefined]])('is not judged %s while what was received is not projected, but for one that is live all the same', async (_, behind) => {
    const { activity, ledger, known } = setUp();
    known.behind = behind;
    ledger.answer = () => Promise.resolve([totalsOf('L1', hourOf(NOW) - 1), totalsOf('L2', hourOf(NOW) - 2)]);
    const of = await activity.of('p');
    expect(['L1', 'L2', 'L3'].map((id) => of(device(id)).state)).toEqual(['live', 'unjudged', 'unjudged']);
  });

  it('is that of the moment until which all is known: a commit under way makes nobody silent', async () => {
    const { activity, ledger, known, clock } = setUp();
    clock.set((hourOf(NOW) + 2) * MICROS_PER_HOUR + MICROS_PER_SECOND);
    known.behind = 2 * MICROS_PER_SECOND;
    ledger.answer = () => Promise.resolve([totalsOf('L1', hourOf(NOW))]);
    expect((await activity.of('p'))(device('L1')).state).toBe('live');
  });

  it('ages no further than what is known', async () => {
    const { activity, ledger, clock } = setUp();
    clock.set((hourOf(NOW) + 2) * MICROS_PER_HOUR - MICROS_PER_SECOND);
    ledger.answer = () => Promise.resolve([totalsOf('L1', hourOf(NOW))]);
    expect((await activity.of('p'))(device('L1')).state).toBe('live');
    clock.advance(MICROS_PER_SECOND);
    expect([(await activity.of('p'))(device('L1')).state, ledger.asked]).toEqual(['live', ['p']]);
    clock.advance(5 * MICROS_PER_SECOND);
    expect([(await activity.of('p'))(device('L1')).state, ledger.asked]).toEqual(['silent', ['p', 'p']]);
  });
});

describe('the ledger', () => {
  it('is asked once in five seconds and project, however many ask', async () => {
    const { activity, ledger, clock } = setUp();
    await Promise.all([activity.of('p'), activity.of('p'), activity.of('q')]);
    clock.advance(5 * MICROS_PER_SECOND - 1);
    await activity.of('p');
    expect(ledger.asked).toEqual(['p', 'q']);
    clock.advance(1);
    await activity.of('p');
    expect(ledger.asked).toEqual(['p', 'q', 'p']);
  });

  it('is asked after five seconds also when the time of the machine is put back', async () => {
    const [time, ledger] = [{ wall: NOW, millis: 0 }, new Ledger()];
    const clock: Clock = { now: () => time.wall, monotonicMillis: () => time.millis };
    const activity = new DeviceActivity({ totals: ledger.read, knownUntil: async () => clock.now(), contract: async () => undefined }, clock);
    await activity.of('p');
    time.wall -= MICROS_PER_HOUR;
    time.millis += 5_000;
    await activity.of('p');
    expect(ledger.asked).toHaveLength(2);
  });

  it('that did not answer is asked again at once, and everybody who asked is told', async () => {
    const { activity, ledger } = setUp();
    ledger.answer = () => Promise.reject(new Error('locked'));
    const told = await Promise.allSettled([activity.of('p'), activity.of('p')]);
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    ledger.answer = () => Promise.resolve([totalsOf('L1', hourOf(NOW), 1)]);
    expect((await activity.of('p'))(device('L1')).messages).toBe(1);
    expect(ledger.asked).toHaveLength(2);
  });

  it('that answers badly late does not cost a newer answer', async () => {
    const { activity, ledger, clock } = setUp();
    let fail: (error: Error) => void = () => undefined;
    ledger.answer = () => new Promise((_, reject) => void (fail = reject));
    const late = activity.of('p');
    // It has asked how far is known, and now asks the ledger.
    await new Promise((resolve) => void setImmediate(resolve));
    clock.advance(6 * MICROS_PER_SECOND);
    ledger.answer = () => Promise.resolve([]);
    await activity.of('p');
    fail(new Error('timed out'));
    await expect(late).rejects.toThrow('timed out');
    await activity.of('p');
    expect(ledger.asked).toHaveLength(2);
  });

  it('is remembered for a thousand projects: the one that was asked for the longest ago is forgotten', async () => {
    const { activity, ledger } = setUp();
    for (let n = 0; n <= 1_000; n += 1) await activity.of(`p${n}`);
    ledger.asked = [];
    await activity.of('p1');
    await activity.of('p1000');
    expect(ledger.asked).toEqual([]);
    await activity.of('p0');
    expect(ledger.asked).toEqual(['p0']);
  });
});
