import { describe, expect, it } from '@jest/globals';
import type { Identified } from '../api/call.js';
import { ApiProblem } from '../api/problem.js';
import { StreamSeats } from './stream-seats.js';
import { StreamTally } from './stream-tally.js';

const by = (id: string) => ({ caller: { id } }) as Identified;

describe('the seats of streams', () => {
  const setUp = () => {
    const tally = new StreamTally();
    const seats = new StreamSeats(tally, { ofOneCaller: 2, ofAll: 3 });
    const refusal = (id: string): string | undefined => {
      try {
        seats.take(by(id))();
        return undefined;
      } catch (error) {
        return error instanceof ApiProblem ? `${error.refusal.code} ${error.refusal.en}` : String(error);
      }
    };
    return { tally, seats, refusal };
  };

  it('are so many of one, and so many of all; who is refused takes none', () => {
    const { tally, seats, refusal } = setUp();
    const given = [seats.take(by('a')), seats.take(by('a'))];
    expect([refusal('a'), refusal('b')]).toEqual([expect.stringMatching(/^too-many-streams you have 2/), undefined]);
    given.push(seats.take(by('b')));
    expect([refusal('c'), tally.open]).toEqual([expect.stringMatching(/^too-many-streams too many/), 3]);
    given[0]?.();
    expect([refusal('c'), refusal('a'), tally.open]).toEqual([undefined, undefined, 2]);
  });

  it('are given back once', () => {
    const { tally, seats, refusal } = setUp();
    const [one, two] = [seats.take(by('a')), seats.take(by('a'))];
    one();
    one();
    expect([tally.open, refusal('a')]).toEqual([1, undefined]);
    two();
    expect(tally.open).toBe(0);
  });
});
