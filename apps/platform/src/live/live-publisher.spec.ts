import { describe, expect, it } from '@jest/globals';
import type { LiveStretch } from '@yanshou/registry';
import type { LiveCommit } from './live-commit.js';
import { NO_EVENTS } from './live-commit.js';
import { LivePublisher } from './live-publisher.js';

const commitAt = (from: number): LiveCommit => ({ project: 'p', journal: 'j', from, next: from + 1, events: NO_EVENTS, dropped: 0 });

function setUp() {
  const state = { projects: [] as string[], millis: 0, looks: 0, forgets: 0, marks: 0, told: [] as LiveStretch[][], followed: [] as (readonly string[])[] };
  const faults: unknown[] = [];
  let hear: ((commit: LiveCommit) => void) | undefined;
  let gate: Promise<void> = Promise.resolve();
  const publisher = new LivePublisher({
    exchange: {
      followedLive: async () => (state.looks += 1, state.projects),
      forgetLive: async (older) => {
        expect(older).toBe(120_000);
        state.forgets += 1;
      },
      tellLive: async (stretches) => {
        state.told.push([...stretches]);
        await gate;
      },
    },
    thread: { client: { followLive: async (projects) => void state.followed.push(projects), markLive: async () => void (state.marks += 1) }, onLive: (listener) => (hear = listener, () => (hear = undefined)) },
    now: () => state.millis, onError: (error) => faults.push(error), lookMillis: 1,
  });
  const looked = async (): Promise<void> => {
    for (const enough = state.looks + 2; state.looks < enough;) await new Promise((resolve) => void setTimeout(resolve, 2));
  };
  const hold = (): (() => void) => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => (open = resolve));
    return open;
  };
  return { publisher, state, faults, looked, hold, hear: (commit: LiveCommit) => hear?.(commit), isHearing: () => hear !== undefined };
}

const places = (told: readonly LiveStretch[][]) => told.map((some) => some.map(({ from }) => from));

describe('what a process tells others of its commits', () => {
  it('is forgotten when it is old, also while nobody follows; marks are for those who do', async () => {
    const { publisher, state, looked, faults } = setUp();
    await looked();
    await looked();
    expect([state.forgets, state.marks, state.followed]).toEqual([1, 0, []]);
    Object.assign(state, { millis: 10_000, projects: ['q', 'p'] });
    await looked();
    await looked();
    expect([state.forgets, state.marks, state.followed]).toEqual([2, 1, [['p', 'q']]]);
    Object.assign(state, { millis: 20_000, projects: [] });
    await looked();
    await looked();
    expect([state.forgets, state.marks, state.followed, faults]).toEqual([3, 1, [['p', 'q'], []], []]);
    await publisher.stop();
  });

  it('goes in the order of storing, one statement after the other; the end waits for the last', async () => {
    const { publisher, state, hold, hear, isHearing } = setUp();
    const open = hold();
    for (const from of [0, 1, 2]) hear(commitAt(from));
    expect(places(state.told)).toEqual([[0]]);
    let isStopped = false;
    const stopped = publisher.stop().then(() => (isStopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isStopped).toBe(false);
    open();
    await stopped;
    expect([places(state.told), isHearing()]).toEqual([[[0], [1, 2]], false]);
  });
});
