import type { SharedBook } from '@yanshou/store';
import type { ReadGate } from './commit-gate.js';

/** Keeps whoever projects the project's book waiting while several answers are read, in whichever process that is. */
export class SharedGate implements ReadGate {
  constructor(private readonly books: readonly SharedBook[], private readonly partitionOf: (project: string) => number) {}

  async hold<T>(project: string, read: () => Promise<T>): Promise<T> {
    const book = this.books[this.partitionOf(project)] as SharedBook;
    const held = await book.hold();
    try {
      return await read();
    } finally {
      await book.release(held);
    }
  }
}
