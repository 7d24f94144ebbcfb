import { sql } from 'kysely';
import type { Database } from '../schema.js';
import { bookHoldLost } from './book-failures.js';

/** A process that forgot to let go ends here: commits must not wait for it for ever. */
const LONGEST_HOLD = '15min';

interface Hold {
  readonly end: () => void;
  readonly ended: Promise<void>;
}

/** Transactions that lock the row which every commit of a book locks; they read nothing themselves. Each has a connection of its own. */
export class BookHolds {
  private readonly held = new Map<number, Hold>();
  private next = 1;

  constructor(private readonly db: Database, private readonly longest = LONGEST_HOLD) {}

  /** Resolves once commits wait; answers the number that ends it. */
  begin(book: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const ended = this.db.transaction().execute(async (trx) => {
        await sql`set local idle_in_transaction_session_timeout = ${sql.lit(this.longest)}`.execute(trx);
        await sql`select id from books where id = ${book} for share`.execute(trx);
        await new Promise<void>((end) => resolve(this.keep(end, () => ended)));
      });
      ended.catch(reject);
    });
  }

  /** Resolves once commits go on; one that was ended before changes nothing. Rejects with `book-hold-lost` when they went on earlier: its transaction ends well only where it lasted until now. */
  async end(hold: number): Promise<void> {
    const held = this.held.get(hold);
    this.held.delete(hold);
    held?.end();
    await held?.ended.catch((error: unknown) => Promise.reject(bookHoldLost(error)));
  }

  private keep(end: () => void, ended: () => Promise<void>): number {
    const number = this.next;
    this.next += 1;
    this.held.set(number, { end, get ended() { return ended(); } });
    return number;
  }
}
