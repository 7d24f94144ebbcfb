import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LiveCommit, LivePosition } from './live-commit.js';
import { parsePosition, positionBehind, positionText } from './live-commit.js';
import { LiveHub } from './live-hub.js';

const hubs: LiveHub[] = [];
afterEach(() => Promise.all(hubs.splice(0).map((hub) => hub.close())));

/** `count` readings, numbered on from those before. */
const commits = (counts: readonly number[]): LiveCommit[] => {
  let [sequence, number] = [100, 0];
  return counts.map((count) => {
    const data = Array.from({ length: count }, () => String((number += 1)));
    const blank = data.map(() => '');
    return { project: 'p', journal: 'j', from: sequence, next: (sequence += 10), dropped: 0, events: { type: data.map(() => 'reading' as const), device: blank, metric: blank, data } };
  });
};

function setUp() {
  let hand: (commits: readonly LiveCommit[], past: boolean) => void = () => undefined;
  const followed: string[][] = [];
  const time = { millis: 0 };
  const feed = { begin: (take: typeof hand) => void (hand = take), follow: async (projects: readonly string[]) => void followed.push([...projects]), close: async () => undefined };
  const hub = new LiveHub({ feed, clock: { monotonicMillis: () => time.millis }, onError: () => undefined });
  hubs.push(hub);
  const join = (after?: LivePosition, project = 'p') => {
    const heard: string[] = [];
    const ids: string[] = [];
    const leave = hub.join(project, {
      commit: (commit, from) => commit.events.data.slice(from).forEach((data, index) => {
        heard.push(data);
        ids.push(positionText(positionBehind(commit, from + index)));
      }),
      ready: () => heard.push('ready'), gap: () => heard.push('gap'), end: () => heard.push('end'),
    }, after);
    return { heard, ids, leave };
  };
  return { hub, join, followed, time, take: (some: readonly LiveCommit[], past = false) => hand(some, past) };
}

describe('the hub of streams', () => {
  it('goes on after any event, wherever the stream was cut: nothing missing, nothing twice, no gap', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 8 }), fc.nat(), fc.nat(), (counts, cut, split) => {
      const { join, take } = setUp();
      const all = commits([0, ...counts]);
      const first = join();
      take(all.slice(0, 1));
      const at = 1 + (split % all.length);
      all.slice(1, at).forEach((commit) => take([commit]));
      const heard = first.heard.filter((data) => data !== 'ready');
      const seen = first.ids.length === 0 ? 0 : cut % (first.ids.length + 1);
      const after = seen === 0 ? { journal: 'j', sequence: 110, seen: 0 } : parsePosition(first.ids[seen - 1] as string);
      const again = join(after);
      all.slice(at).forEach((commit) => take([commit]));
      const later = all.slice(at).flatMap(({ events }) => events.data);
      expect(again.heard.filter((data) => data !== 'ready')).toEqual([...heard.slice(seen), ...later]);
    }));
  });

  it('says where a stretch does not follow the one before, and where a place is forgotten or of another journal', () => {
    const { join, take, time } = setUp();
    const { heard } = join();
    const [begin, one, two, three] = commits([0, 1, 1, 1]) as [LiveCommit, LiveCommit, LiveCommit, LiveCommit];
    take([begin]);
    take([one]);
    take([three]);
    expect(heard).toEqual(['ready', '1', 'gap', '3']);
    expect(join({ journal: 'j', sequence: two.from, seen: 0 }).heard).toEqual(['gap', '1', '3', 'ready']);
    expect(join({ journal: 'k', sequence: one.from, seen: 0 }).heard).toEqual(['gap', '1', '3', 'ready']);
    time.millis = 121_000;
    expect(join({ journal: 'j', sequence: one.from, seen: 0 }).heard).toEqual(['gap', 'ready']);
    expect(join({ journal: 'j', sequence: three.next, seen: 0 }).heard).toEqual(['ready']);
  });

  it('tells nothing of what was there before anybody asked, and everything of what comes first', () => {
    const { join, take } = setUp();
    const [first, second] = [join(), join(undefined, 'q')];
    const [begin, one] = commits([1, 1]) as [LiveCommit, LiveCommit];
    take([begin], true);
    take([one]);
    take([{ ...begin, project: 'q' }]);
    expect([first.heard, second.heard]).toEqual([['ready', '2'], ['ready', '1']]);
  });

  it('waits a while for what another process has told already, then says that it does not know', () => {
    const { join, take, time } = setUp();
    const [begin, one, two] = commits([0, 2, 1]) as [LiveCommit, LiveCommit, LiveCommit];
    const ahead = join({ journal: 'j', sequence: one.from, seen: 1 });
    const far = join({ journal: 'j', sequence: 9_999, seen: 0 });
    take([begin]);
    expect([ahead.heard, far.heard]).toEqual([[], []]);
    take([one]);
    expect([ahead.heard, far.heard]).toEqual([['2', 'ready'], []]);
    time.millis = 11_000;
    take([two]);
    expect(far.heard).toEqual(['gap', 'ready']);
  });

  it('follows what somebody reads, and ends every reader with itself', async () => {
    const { hub, join, followed } = setUp();
    const [p, q] = [join(), join(undefined, 'q')];
    q.leave();
    expect(followed.at(-1)).toEqual(['p', 'q']);
    await hub.close();
    expect([p.heard, q.heard, join().heard]).toEqual([['end'], [], ['end']]);
  });

  it('knows a place from a text that is none', () => {
    for (const text of ['', 'x', 'j.1', '.1.2', 'j 1.2.3', `j.${'9'.repeat(20)}.0`]) expect([text, parsePosition(text)]).toEqual([text, undefined]);
    fc.assert(fc.property(fc.stringMatching(/^[\w.-]{1,40}$/), fc.nat(), fc.nat({ max: 999_999 }), (journal, sequence, seen) => expect(parsePosition(positionText({ journal, sequence, seen }))).toEqual({ journal, sequence, seen })));
  });
});
