import type { BookCursor } from '@yanshou/store';

/**
 * Which points count. A server shows what was written before the book knows of it, and even what it answered with an
 * error: such points carry the number of a commit that the book has not confirmed, or passed over for good.
 */
export class Confirmed {
  readonly until: number;
  private readonly passedOver: ReadonlySet<number>;

  constructor({ confirmed, passedOver }: Pick<BookCursor, 'confirmed' | 'passedOver'>) {
    this.until = confirmed;
    this.passedOver = new Set(passedOver);
  }

  holds(commit: number): boolean {
    return commit <= this.until && !this.passedOver.has(commit);
  }

  raisedTo(commit: number): Confirmed {
    return new Confirmed({ confirmed: commit, passedOver: [...this.passedOver] });
  }
}
