import { expect, it } from '@jest/globals';
import type { BrokerEvent } from './broker-options.js';
import { EventLog } from './event-log.js';

it('passes on a burst of each kind, then few, and counts the others', () => {
  let now = 0;
  const events: BrokerEvent[] = [];
  const log = new EventLog((event) => events.push(event), () => now);
  for (let index = 0; index < 1_000; index += 1) log.write('refused', 'foreign-topic', 'p/d');
  log.write('connection-cut', 'x'.repeat(10_000));
  expect(events.map(({ kind }) => kind)).toEqual([...Array.from({ length: 20 }, () => 'refused'), 'connection-cut']);
  expect(events.at(-1)?.detail).toHaveLength(200);
  now = 3_600_000;
  for (let index = 0; index < 100; index += 1) log.write('refused', 'foreign-topic', 'p/d');
  expect(events[21]).toEqual({ kind: 'refused', detail: 'foreign-topic', principal: 'p/d', suppressed: 980 });
});

it('over a day of a flood writes no more than a burst and one event in ten seconds', () => {
  let now = 0;
  let events = 0;
  const log = new EventLog(() => { events += 1; }, () => now);
  for (; now < 86_400_000; now += 100) log.write('client-error', 'bad');
  expect(events).toBeLessThan(20 + 8_650);
});

it('a log that fails costs nothing', () => {
  const log = new EventLog(() => { throw new Error('disk'); }, () => 0);
  expect(() => log.write('refused', 'x')).not.toThrow();
});
