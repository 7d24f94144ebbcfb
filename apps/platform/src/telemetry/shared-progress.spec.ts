import { describe, expect, it } from '@jest/globals';
import type { SharedBook, ToldHead } from '@yanshou/store';
import { MICROS_PER_MILLISECOND, ManualClock } from '@yanshou/telemetry';
import { SharedProgress, ToldHeads } from './shared-progress.js';

/** As much of a book as progress reads; `nextSequence` may grow while it is asked. */
class Book {
  asked = 0;
  told: ToldHead | undefined;

  constructor(public nextSequence: number, private readonly onAsked: (book: Book) => void = () => undefined) {}

  view = async () => {
    this.asked += 1;
    this.onAsked(this);
    return { cursor: { journal: 'j', nextSequence: this.nextSequence, confirmed: 1, passedOver: [] }, principals: [], series: [] };
  };
  head = async () => this.told;
}

const asBooks = (...books: readonly Book[]): readonly SharedBook[] => books as unknown as readonly SharedBook[];
const heads = (...next: readonly number[]) => ({ messagesUntil: async (partition: number) => next[partition] as number, now: async (partition: number) => next[partition] as number });

describe('the progress of processes that share the work', () => {
  it('counts what is pending in one journal, or in all; an empty book waits for the first record', async () => {
    const progress = new SharedProgress(asBooks(new Book(7), new Book(0)), heads(10, 4), (project) => (project === 'a' ? 0 : 1));
    expect([await progress.pending('a'), await progress.pending('b'), await progress.pending()]).toEqual([3, 3, 6]);
    const none = new SharedProgress(asBooks(new Book(0)), heads(1), () => 0);
    expect(await new SharedProgress(asBooks(new Book(40)), heads(12), () => 0).pending()).toBe(0);
    expect(await none.pending()).toBe(0);
  });

  it('is known until the moment that every journal asked for has passed', async () => {
    const clock = new ManualClock(1_000);
    const [one, other] = [new Book(10), new Book(2)];
    const progress = new SharedProgress(asBooks(one, other), heads(10, 4), (project) => (project === 'a' ? 0 : 1), clock);
    expect([await progress.knownUntil('a'), await progress.knownUntil('b'), await progress.knownUntil()]).toEqual([1_000, undefined, undefined]);
    clock.set(5_000);
    other.nextSequence = 4;
    expect([await progress.knownUntil('b'), await progress.knownUntil()]).toEqual([5_000, 5_000]);
    clock.set(9_000);
    one.nextSequence = 9;
    expect([await progress.knownUntil('a'), await progress.knownUntil()]).toEqual([5_000, 5_000]);
  });

  it('is settled once the cursor has reached what the journal stood at, and looks at no other journal', async () => {
    const growing = new Book(8, (book) => void (book.nextSequence += 1));
    const other = new Book(0);
    await new SharedProgress(asBooks(growing, other), heads(11, 99), () => 0).settled('a');
    expect([growing.nextSequence, other.asked]).toEqual([11, 0]);
  });
});

describe('a partition that nobody projects', () => {
  const partitionOf = (project: string): number => (project === 'stuck' || project === 'beside' ? 0 : 1);
  const apart = (): SharedProgress => new SharedProgress(asBooks(new Book(3), new Book(9)), heads(10, 9), partitionOf);

  it('is waited for as long as patience lasts, with a fault that says to try again; the others are settled', async () => {
    const progress = apart();
    await expect(progress.settled('stuck', 30)).rejects.toMatchObject({ code: 'projection-behind', retryable: true, help: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringContaining('project') } });
    await progress.settled('well', 30);
    expect((await progress.unsettled(['stuck', 'well', 'beside'], 30)).map(({ project, code }) => [project, code])).toEqual([['stuck', 'projection-behind'], ['beside', 'projection-behind']]);
  });

  it('is one of which nobody can tell, when its journal is away', async () => {
    const away = { ...heads(10, 9), now: async (partition: number) => (partition === 0 ? Promise.reject(Object.assign(new Error('away'), { code: 'journal-unreachable' })) : 9) };
    expect(await new SharedProgress(asBooks(new Book(3), new Book(9)), away, partitionOf).unsettled(['stuck', 'well'], 30)).toEqual([{ project: 'stuck', code: 'journal-unreachable', error: 'away' }]);
  });
});

describe('heads that are told', () => {
  const setUp = (ages: readonly number[]) => {
    const clock = new ManualClock();
    const book = new Book(0);
    let told = 0;
    book.head = async () => {
      clock.advance(50 * MICROS_PER_MILLISECOND);
      const ageMillis = ages[told] ?? Infinity;
      told += 1;
      return ageMillis === Infinity ? undefined : { nextSequence: told, messagesUntil: told - 1, ageMillis };
    };
    return new ToldHeads(asBooks(book), clock);
  };

  it('are taken as they are, or only when told after the question', async () => {
    expect([await setUp([9_000, 1]).messagesUntil(0), await setUp([]).messagesUntil(0)]).toEqual([0, 1]);
    // The first two were told before: 60 of 50 ms, 110 of 100; the third 20 ms ago.
    expect(await setUp([60, 110, 20]).now(0)).toBe(3);
  });

  it('that nobody tells are a fault worth another try', async () => {
    const clock = new ManualClock();
    const book = new Book(0);
    book.head = async () => {
      clock.advance(20_000 * MICROS_PER_MILLISECOND);
      return undefined;
    };
    await expect(new ToldHeads(asBooks(book), clock).now(0)).rejects.toMatchObject({ code: 'journal-head-unknown', retryable: true });
  });
});
