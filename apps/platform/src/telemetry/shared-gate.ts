import type { SharedBook } from '@yanshou/store';
import type { ReadGate } from './commit-gate.js';

/**
 * Keeps whoever projects the project's book waiting while several answers are read, in whichever process that is. Rejects with
 * `book-hold-lost` when that ended before everything was read: an answer would be of two states.
 */
export class SharedGate implements ReadGate {
  constructor(private readonly books: readonly SharedBook[], private readonly partitionOf: (project: string) => number) {}

  async hold<T>(project: string, read: () => Promise<T>): Promise<T> {
    const book = this.books[this.partitionOf(project)] as SharedBook;
    const held = await book.hold();
    const answer = await read().catch(async (error: unknown) => {
      await book.release(held).catch(() => undefined);
      throw error;
    });
    await book.release(held);
    return answer;
  }
}
