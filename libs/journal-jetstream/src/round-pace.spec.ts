import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { messageEntry } from '@yanshou/journal/testing';
import { ManualClock, systemClock } from '@yanshou/telemetry';
import { openJetStreamJournal } from './index.js';
import { BURST, ROUNDS_PER_SECOND, RoundPace } from './round-pace.js';
import { NatsServers, natsInstalled } from './testing/nats-servers.js';

/** More than a timer of the pace. */
const A_WHILE = 20;
const SPACING_MICROS = 1_000_000 / ROUNDS_PER_SECOND;

describe('RoundPace', () => {
  const asked = (pace: RoundPace, count: number): number[] => {
    const begun: number[] = [];
    for (let index = 0; index < count; index += 1) void pace.turn().then(() => begun.push(index));
    return begun;
  };

  it('lets a burst begin at once, and what is beyond it as time goes by, in the order of the calls', async () => {
    const clock = new ManualClock(0);
    const begun = asked(new RoundPace(clock), BURST + 3);
    await sleep(A_WHILE);
    expect(begun).toHaveLength(BURST);
    clock.advance(SPACING_MICROS);
    await sleep(A_WHILE);
    expect(begun).toHaveLength(BURST + 1);
    clock.advance(10 * SPACING_MICROS);
    await sleep(A_WHILE);
    expect(begun).toEqual(Array.from({ length: BURST + 3 }, (_, index) => index));
  });

  it('saves up no more than a burst', async () => {
    const clock = new ManualClock(0);
    const pace = new RoundPace(clock);
    clock.advance(3_600_000_000);
    const begun = asked(pace, BURST + 5);
    await sleep(A_WHILE);
    expect(begun).toHaveLength(BURST);
  });
});

if (!natsInstalled('pace of rounds')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  it('gathers a steady stream of single records into fewer messages than records', async () => {
    const servers = await NatsServers.start(1);
    const connection = await servers.connect();
    const journal = await openJetStreamJournal({ connection, clock: systemClock, partition: 0, replicas: 1 });
    const began = performance.now();
    let appended = 0;
    let answered = 0;
    while (performance.now() - began < 2_000) {
      appended += 1;
      journal.append(messageEntry(`record ${appended}`), (error) => void (answered += error === null ? 1 : 0));
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await journal.close();
    const seconds = (performance.now() - began) / 1_000;
    const { messages } = (await connection.manager.streams.info('yanshou-journal-00')).state;
    expect(answered).toBe(appended);
    expect(messages).toBeLessThanOrEqual(Math.ceil(BURST + seconds * ROUNDS_PER_SECOND) + 1);
    expect(messages).toBeLessThan(appended);
    await connection.close();
    await servers.stop();
  }, 60_000);
}
