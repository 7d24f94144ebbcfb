/** How long PostgreSQL may take, in seconds. */
export interface DatabaseLimits {
  /** For a connection, and for a free one where statements are short. */
  readonly connectSeconds: number;
  /** For one statement. */
  readonly statementSeconds: number;
  /** For one that reads much of a projection book, and for a free connection to read it by. */
  readonly readSeconds: number;
  /** For one that may go over all there is: a migration, the sweeping of a projection book. */
  readonly longSeconds: number;
  /** For what is in hand when the registry is closed. */
  readonly closeSeconds: number;
}

export const DATABASE_LIMITS: DatabaseLimits = { connectSeconds: 10, statementSeconds: 60, readSeconds: 600, longSeconds: 3_600, closeSeconds: 10 };
