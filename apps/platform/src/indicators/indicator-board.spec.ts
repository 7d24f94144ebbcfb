import { describe, expect, it } from '@jest/globals';
import type { IndicatorRow } from '@yanshou/kpi';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND, ManualClock } from '@yanshou/telemetry';
import { NOTHING_WATCHED } from '../portfolio/project-watch.js';
import { IndicatorBoard } from './indicator-board.js';
import type { ProjectSnapshot } from './indicator-evaluator.js';

const row = (value: number): ProjectSnapshot => ({ contract: undefined, rows: [{ value } as IndicatorRow], devices: { total: 0, live: 0, silent: 0, never: 0, unjudged: 0 }, lastReceived: null, heard: { until: null, isCatchingUp: false }, watch: NOTHING_WATCHED });
const valueOf = (entry: { rows: readonly IndicatorRow[] }): number | null | undefined => entry.rows[0]?.value;

function boardOf() {
  const clock = new ManualClock(1_000_000_000);
  const asked: string[] = [];
  const waiting: ((snapshot: ProjectSnapshot) => void)[] = [];
  const board = new IndicatorBoard((project) => {
    asked.push(project);
    return new Promise((resolve) => waiting.push(resolve));
  }, clock);
  const answer = (value: number): void => waiting.shift()?.(row(value));
  return { board, clock, asked, answer };
}

describe('the board of current indicators', () => {
  it('computes once for callers that come together, and not again within a minute', async () => {
    const { board, clock, asked, answer } = boardOf();
    const both = Promise.all([board.get('p'), board.get('p')]);
    answer(1);
    expect((await both).map(valueOf)).toEqual([1, 1]);
    clock.advance(59 * MICROS_PER_SECOND);
    expect(valueOf(await board.get('p'))).toBe(1);
    expect(asked).toEqual(['p']);
  });

  it('gives what it has while it renews, and the new one afterwards', async () => {
    const { board, clock, asked, answer } = boardOf();
    const first = board.get('p');
    answer(1);
    await first;
    clock.advance(2 * MICROS_PER_MINUTE);
    expect(valueOf(await board.get('p'))).toBe(1);
    answer(2);
    await new Promise(setImmediate);
    expect(valueOf(await board.get('p'))).toBe(2);
    expect(asked).toEqual(['p', 'p']);
  });

  it('shows nobody what is older than a quarter of an hour', async () => {
    const { board, clock, answer } = boardOf();
    const first = board.get('p');
    answer(1);
    await first;
    clock.advance(15 * MICROS_PER_MINUTE);
    const later = board.get('p');
    answer(2);
    expect(valueOf(await later)).toBe(2);
  });

  it('does not keep what was begun before a change of the project', async () => {
    const { board, asked, answer } = boardOf();
    const before = board.get('p');
    board.forget('p');
    const after = board.get('p');
    answer(1);
    answer(2);
    expect(valueOf(await before)).toBe(1);
    expect(valueOf(await after)).toBe(2);
    expect(valueOf(await board.get('p'))).toBe(2);
    expect(asked).toEqual(['p', 'p']);
  });

  it('answers many projects in the order asked for and keeps none that failed', async () => {
    const clock = new ManualClock(1);
    let fail = true;
    const board = new IndicatorBoard(async (project) => {
      if (project === 'bad' && fail) throw new Error('no store');
      return row(project.length);
    }, clock);
    await expect(board.getAll(['a', 'bad'])).rejects.toThrow('no store');
    fail = false;
    expect((await board.getAll(['ccc', 'bad', 'a', 'dddd'])).map(valueOf)).toEqual([3, 3, 1, 4]);
  });
});
