import { expect } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { FoldQuery, FoldShelf, KeptFold } from '../fold-shelf.port.js';
import { SAMPLE_START } from './arbitrary-batches.js';

const DAY = { project: 'p', form: 'pieces-1', unit: 'day', metric: 'm' } as const;
const from = Math.floor(SAMPLE_START / MICROS_PER_HOUR) * MICROS_PER_HOUR;
const ALL: FoldQuery = { ...DAY, from, to: from + 9 * MICROS_PER_DAY };
const fold = (day: number, sequence: number, text: string): KeptFold =>
  ({ from: from + day * MICROS_PER_DAY, to: from + (day + 1) * MICROS_PER_DAY, sequence, body: new TextEncoder().encode(text) });
const textsOf = async (shelf: FoldShelf, query: FoldQuery): Promise<readonly string[]> => (await shelf.keptFolds(query)).map(({ body }) => new TextDecoder().decode(body));

/** What a shelf of folds owes; `touch` commits a late reading of project and day, `reopen` closes and opens again. */
export async function expectFoldShelf(shelf: FoldShelf, touch: (project: string, at: number) => Promise<void>, reopen: () => Promise<FoldShelf>): Promise<void> {
  const start = await shelf.foldCursor('p');
  expect(await shelf.keptFolds(ALL)).toEqual([]);
  await shelf.keepFolds(DAY, [fold(1, start, 'one'), fold(0, start, 'zero \u0000 表'), fold(2, start, 'two')]);
  await shelf.keepFolds({ ...DAY, unit: 'month' }, [{ ...fold(0, start, 'month'), to: from + 3 * MICROS_PER_DAY }]);
  await shelf.keepFolds({ ...DAY, project: 'q' }, [fold(0, start, 'of q')]);
  expect(await shelf.keptFolds(ALL)).toMatchObject([fold(0, start, ''), fold(1, start, ''), fold(2, start, '')].map(({ from: begins, to, sequence }) => ({ from: begins, to, sequence })));
  expect([await textsOf(shelf, ALL), await textsOf(shelf, { ...ALL, unit: 'month' }), await textsOf(shelf, { ...ALL, form: 'pieces-2' }), await textsOf(shelf, { ...ALL, metric: 'n' })]).toEqual([['zero \u0000 表', 'one', 'two'], ['month'], [], []]);
  // Whole ones only.
  expect(await textsOf(shelf, { ...ALL, from: from + 1, to: from + 3 * MICROS_PER_DAY - 1 })).toEqual(['one']);

  await touch('q', from);
  expect([await textsOf(shelf, ALL), await textsOf(shelf, { ...ALL, project: 'q' })]).toEqual([['zero \u0000 表', 'one', 'two'], []]);
  await touch('p', from + 2 * MICROS_PER_DAY - 1);
  expect([await textsOf(shelf, ALL), await textsOf(shelf, { ...ALL, unit: 'month' })]).toEqual([['zero \u0000 表', 'two'], []]);
  // What was read before the late reading came is not true, whenever it is kept.
  await shelf.keepFolds(DAY, [fold(1, start, 'stale')]);
  expect(await textsOf(shelf, ALL)).toEqual(['zero \u0000 表', 'two']);
  const now = await shelf.foldCursor('p');
  expect(now).toBeGreaterThan(start);
  await shelf.keepFolds(DAY, [fold(1, now, 'anew'), fold(0, now, 'zero anew')]);
  const reopened = await reopen();
  expect([await textsOf(reopened, ALL), await reopened.foldCursor('p')]).toEqual([['zero anew', 'anew', 'two'], now]);
}
