import { afterEach, describe, expect, it } from '@jest/globals';
import { Failure, MICROS_PER_SECOND, ManualClock } from '@yanshou/telemetry';
import { PartitionCrew } from './partition-crew.js';
import type { PartitionHold } from './partition-crew.js';

const hold = (journal: string, token = 1): PartitionHold => ({ journal, holder: 'a', token, until: 0 });
type Told = { readonly leases: readonly PartitionHold[]; readonly share: number } | Error | 'nothing';

const crews: PartitionCrew[] = [];

/** A crew whose divider answers as it is told, round by round; what happens is written down. */
function setUp(answers: Told[], refuses: readonly string[] = []) {
  const events: string[] = [];
  const ended = new Set<string>();
  const clock = new ManualClock(1);
  const crew = new PartitionCrew({
    holder: 'a', journals: ['j1', 'j2', 'j3'], clock, leaseMillis: 3_000,
    holds: {
      holdPartitions: async () => {
        const told = answers.shift() ?? new Error('no more');
        if (told instanceof Error) throw told;
        if (told === 'nothing') return new Promise(() => undefined);
        return told;
      },
      releasePartition: async ({ journal, token }) => {
        events.push(`release ${journal}.${token}`);
        return true;
      },
      leavePartitions: async () => void events.push('leave'),
    },
    begin: async ({ journal, token }) => {
      if (refuses.includes(journal)) throw new Failure('journal-damaged', 'x', false, { zh: '坏', en: 'bad' });
      events.push(`begin ${journal}.${token}`);
      return { hasEnded: () => ended.has(journal), stop: async () => void events.push(`stop ${journal}.${token}`) };
    },
    onAlarm: ({ code }) => events.push(code),
  });
  crews.push(crew);
  return { crew, events, clock, ended };
}

/** Resolves when so many events have come. */
async function count(events: readonly string[], wanted: number): Promise<void> {
  while (events.length < wanted) await new Promise((resolve) => void setTimeout(resolve, 5));
}

describe('a crew', () => {
  afterEach(async () => {
    for (const crew of crews.splice(0)) await crew.stop();
  });

  it('projects what falls to it, gives the rest back once it stands still, and leaves nothing behind', async () => {
    const { crew, events } = setUp([{ leases: [hold('j1'), hold('j2'), hold('j3')], share: 3 }, { leases: [hold('j1'), hold('j2'), hold('j3')], share: 2 }]);
    await crew.round();
    expect(crew.journals).toEqual(['j1', 'j2', 'j3']);
    await crew.round();
    expect(crew.journals).toEqual(['j1', 'j2']);
    await crew.stop();
    expect(events).toEqual(['begin j1.1', 'begin j2.1', 'begin j3.1', 'stop j3.1', 'release j3.1', 'stop j1.1', 'stop j2.1', 'leave']);
  });

  it('stops what it lost before it begins the same anew under another token', async () => {
    const { crew, events } = setUp([{ leases: [hold('j1'), hold('j2')], share: 3 }, { leases: [hold('j1', 3)], share: 3 }]);
    await crew.round();
    await crew.round();
    expect(events).toEqual(['begin j1.1', 'begin j2.1', 'stop j1.1', 'stop j2.1', 'begin j1.3']);
  });

  it('begins anew what a fault ended, while it holds the partition', async () => {
    const { crew, events, ended } = setUp([{ leases: [hold('j1'), hold('j2')], share: 2 }, { leases: [hold('j1'), hold('j2')], share: 2 }]);
    await crew.round();
    ended.add('j2');
    await crew.round();
    expect(events).toEqual(['begin j1.1', 'begin j2.1', 'stop j2.1', 'begin j2.1']);
  });

  it('goes on through a fault of the divider, but not beyond its leases', async () => {
    const { crew, events, clock } = setUp([{ leases: [hold('j1')], share: 1 }]);
    await crew.round();
    const run = crew.run();
    await count(events, 2);
    expect(events).toEqual(['begin j1.1', 'projection-partition']);
    clock.advance(2 * MICROS_PER_SECOND);
    await count(events, 4);
    expect(events).toEqual(['begin j1.1', 'projection-partition', 'projection-partition', 'stop j1.1']);
    await crew.stop();
    await run;
  });

  it('does not wait for a divider that does not answer until its leases are over', async () => {
    const { crew, events, clock } = setUp([{ leases: [hold('j1')], share: 1 }, 'nothing']);
    await crew.round();
    clock.advance(2 * MICROS_PER_SECOND);
    void crew.run();
    await count(events, 3);
    expect(events).toEqual(['begin j1.1', 'projection-partition', 'stop j1.1']);
  });

  it('gives a partition back that it cannot begin, and projects the others', async () => {
    const { crew, events } = setUp([{ leases: [hold('j1'), hold('j2')], share: 2 }], ['j1']);
    await crew.round();
    expect(crew.journals).toEqual(['j2']);
    expect(events).toEqual(['journal-damaged', 'release j1.1', 'begin j2.1']);
  });
});
