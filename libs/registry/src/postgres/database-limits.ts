/** How long PostgreSQL may take, in seconds. */
export interface DatabaseLimits {
  /** For a connection, a free one of the pool included. */
  readonly connectSeconds: number;
  /** For one statement. */
  readonly statementSeconds: number;
  /** For one that may go over much: a migration, the hours of a projection book, its sweeping. */
  readonly longSeconds: number;
  /** For what is in hand when the registry is closed. */
  readonly closeSeconds: number;
}

export const DATABASE_LIMITS: DatabaseLimits = { connectSeconds: 10, statementSeconds: 60, longSeconds: 3_600, closeSeconds: 10 };
