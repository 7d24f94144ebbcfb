import { describe, expect, it } from '@jest/globals';
import type { LiveBounds, LiveRow } from '@yanshou/registry';
import { NO_EVENTS } from './live-commit.js';
import { SharedFeed, bodyOf } from './shared-feed.js';

function setUp() {
  const state = { rows: [] as LiveRow[], past: new Set<number>(), millis: 0, looks: 0, leases: [] as (readonly string[])[] };
  const handed: string[] = [];
  const faults: unknown[] = [];
  const bounds: LiveBounds[] = [];
  const feed = new SharedFeed({
    exchange: {
      followLive: async (_, projects) => void state.leases.push([...projects]),
      liveRecent: async (projects, within) => {
        bounds.push(within);
        return state.rows.filter(({ project, id }) => projects.includes(project) && state.past.has(id));
      },
      liveSince: async (after, within) => {
        bounds.push(within);
        return state.rows.filter(({ project, id }) => after.some((one) => one.project === project && id > one.id));
      },
    },
    holder: 'h', now: () => (state.looks += 1, state.millis), onError: (error) => faults.push(error), lookMillis: 1,
  });
  feed.begin((commits, past) => handed.push(...commits.map(({ project, from, next, events, dropped }) => `${past ? 'past' : 'new'} ${project} ${from}-${next} ${events.data.join()} ${dropped}`)));
  const add = (project: string, id: number, isPast = false): void => {
    state.rows.push({ id, project, journal: 'j', from: id * 10, next: id * 10 + 10, body: bodyOf({ events: { ...NO_EVENTS, data: [`d${id}`] }, dropped: id }) });
    if (isPast) state.past.add(id);
  };
  const looked = async (): Promise<void> => {
    for (const enough = state.looks + 3; state.looks < enough;) await new Promise((resolve) => void setTimeout(resolve, 2));
  };
  return { feed, state, handed, faults, bounds, add, looked };
}

describe('commits by way of the database', () => {
  it('are each handed over once, the past as such, of the projects that are followed', async () => {
    const { feed, handed, faults, bounds, add, looked } = setUp();
    add('p', 1, true);
    add('q', 2, true);
    await feed.follow(['p']);
    await looked();
    add('p', 3);
    add('q', 4);
    await looked();
    await looked();
    expect([handed, faults]).toEqual([['past p 10-20 d1 1', 'new p 30-40 d3 3'], []]);
    expect(new Set(bounds.map(({ youngerMillis }) => youngerMillis))).toEqual(new Set([120_000]));
    await feed.close();
  });

  it('are of nobody who has left; the lease is renewed, and given back', async () => {
    const { feed, state, handed, add, looked } = setUp();
    await looked();
    expect(state.leases).toEqual([]);
    await feed.follow(['p', 'q']);
    await looked();
    expect(state.leases).toEqual([['p', 'q']]);
    state.millis = 5_000;
    await looked();
    await feed.follow(['q']);
    await looked();
    add('p', 5);
    add('q', 6);
    await looked();
    expect([state.leases, handed]).toEqual([[['p', 'q'], ['p', 'q'], ['q']], ['new q 60-70 d6 6']]);
    await feed.close();
    expect(state.leases.at(-1)).toEqual([]);
  });
});
