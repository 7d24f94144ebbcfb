import { describe, expect, it } from '@jest/globals';
import type { CommitNotes } from '@yanshou/projection';
import { ALL_STORED } from '@yanshou/store';
import type { PrincipalRow, SeriesRow } from '@yanshou/store';
import { BatchBuilder } from '@yanshou/store/testing';
import { CommitTap, TappedJournal } from './commit-tap.js';
import type { LiveCommit } from './live-commit.js';

const AT = 1_800_000_000_000_000;

/** A projector of one journal, of which `values` are committed together: project/device, and the value. */
function setUp({ mostReadings, covers = () => true }: { mostReadings?: number; covers?: (project: string) => boolean } = {}) {
  const heard: LiveCommit[] = [];
  const tap = new CommitTap((commit) => heard.push(commit), mostReadings);
  const journal = new TappedJournal(tap, 'j', covers);
  const builder = new BatchBuilder('j');
  const principals = new Map<number, PrincipalRow>();
  const series = new Map<number, SeriesRow>();
  let at = AT;
  const commit = (values: readonly (readonly [string, number])[], announced: readonly string[] = []): number => {
    for (const [name, value] of values) {
      const [project = '', device = ''] = name.split('/');
      builder.reading({ project, device, metric: 'temperature', at: (at += 1_000_000), value });
    }
    const batch = builder.build();
    for (const row of batch.principals) principals.set(row.number, row);
    for (const row of batch.series) series.set(row.series, row);
    const owner = new Int32Array(100);
    for (const row of series.values()) owner[row.series] = row.principal;
    const names = { owner, byNumber: (number: number) => principals.get(number), metricOf: (number: number) => series.get(number)?.metric } as CommitNotes['names'];
    const numberOf = (name: string): number => [...principals.values()].find(({ project, device }) => `${project}/${device}` === name)?.number ?? -1;
    journal.committed(batch, { names, notStored: ALL_STORED, announcements: announced.map((name) => ({ principal: numberOf(name), state: 'online' as const, received: at })) });
    return batch.nextSequence;
  };
  const told = () => heard.splice(0).map(({ project, from, next, events, dropped }) => ({ project, from, next, dropped, events: events.data.map((data, index) => [events.type[index], events.device[index], (JSON.parse(data) as { value?: number }).value]) }));
  return { tap, journal, commit, told };
}

describe('what is overheard of commits', () => {
  it('is of the projects that are followed, each its own, in stretches that follow one another', () => {
    const { tap, journal, commit, told } = setUp();
    journal.begin(1);
    const first = commit([['p/a', 1]]);
    expect(told()).toEqual([]);
    tap.follow(['p', 'r']);
    expect(told()).toEqual([{ project: 'p', from: first, next: first, dropped: 0, events: [] }, { project: 'r', from: first, next: first, dropped: 0, events: [] }]);
    const second = commit([['q/a', 2]]);
    const third = commit([['p/a', 3], ['q/a', 4], ['p/b', 5]], ['p/b', 'q/a']);
    expect(told()).toEqual([{ project: 'p', from: first, next: third, dropped: 0, events: [['state', 'b', undefined], ['reading', 'a', 3], ['reading', 'b', 5]] }]);
    expect(second).toBeLessThan(third);
    tap.mark();
    expect(told()).toEqual([{ project: 'p', from: third, next: third, dropped: 0, events: [] }, { project: 'r', from: first, next: third, dropped: 0, events: [] }]);
  });

  it('begins anew for a project that was left in between, and ends with its projector', () => {
    const { tap, journal, commit, told } = setUp();
    journal.begin(1);
    tap.follow(['p']);
    tap.follow([]);
    const left = commit([['p/a', 1]]);
    told();
    tap.follow(['p']);
    expect(told()).toEqual([{ project: 'p', from: left, next: left, dropped: 0, events: [] }]);
    journal.end();
    tap.mark();
    tap.follow(['p', 'q']);
    expect(told()).toEqual([]);
  });

  it('tells where it is of the projects of its own journal alone', () => {
    const { tap, journal, told } = setUp({ covers: (project) => project === 'p' });
    tap.follow(['p', 'q']);
    journal.begin(7);
    expect(told()).toEqual([{ project: 'p', from: 7, next: 7, dropped: 0, events: [] }]);
  });

  it('is the latest of a commit that is too much, with how many there were before', () => {
    const { tap, journal, commit, told } = setUp({ mostReadings: 2 });
    journal.begin(1);
    tap.follow(['p', 'q']);
    told();
    const next = commit([['p/a', 1], ['p/a', 2], ['q/a', 3], ['p/a', 4]]);
    expect(told()).toEqual([
      { project: 'p', from: 1, next, dropped: 1, events: [['reading', 'a', 2], ['reading', 'a', 4]] },
      { project: 'q', from: 1, next, dropped: 0, events: [['reading', 'a', 3]] },
    ]);
  });
});
