/** A deadlock, or transactions that fit no order: PostgreSQL has undone one of them, and says so to it. */
const UNDONE: ReadonlySet<unknown> = new Set(['40P01', '40001']);
const ATTEMPTS = 4;

/**
 * Runs a transaction, and again, a few times, where PostgreSQL undid it for another one's sake. `transaction` changes nothing
 * but the database. Any other error, and the last of these, is thrown as it is.
 */
export async function runAgain<T>(transaction: () => Promise<T>, attempts = ATTEMPTS): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    if (attempts <= 1 || !UNDONE.has((error as { readonly code?: unknown } | null)?.code)) throw error;
    return runAgain(transaction, attempts - 1);
  }
}
