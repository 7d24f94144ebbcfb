import { randomBytes } from 'node:crypto';

/** What an account that reads one database proves itself with: a user of 1.x, a token of 2.x. */
export type ReaderSecret =
  | { readonly kind: 'user'; readonly user: string; readonly password: string }
  /** `id` names the token at the server, which gives its value once only. */
  | { readonly kind: 'token'; readonly id: string; readonly token: string };

/** Where secrets are kept. What is in here decides: the server is brought to it, never the other way. */
export interface ReaderSecrets {
  /** Undefined where there is none, or nothing that is one. */
  read(database: string): Promise<ReaderSecret | undefined>;
  /** Whole or not at all; readable for its owner alone. */
  save(database: string, secret: ReaderSecret): Promise<void>;
}

/** The accounts of one generation of servers. */
export interface ReaderAccounts {
  /** Makes ready for a round: looks at what is there. Answers the databases that exist among those asked for. */
  begin(databases: readonly string[]): Promise<readonly string[]>;
  /**
   * Sees to it that one account reads this database and no other, writes nothing, and has the secret that is known; a new
   * one is saved where none is, and what was in force before is not any more. Repeated, it changes nothing.
   */
  keep(database: string, known: ReaderSecret | undefined, save: (secret: ReaderSecret) => Promise<void>): Promise<void>;
}

/** By it the account is found again; a name that the platform alone gives. */
export const readerName = (database: string): string => `reader_${database}`;

/** Letters, digits, `-` and `_`: nothing that a query, YAML or Grafana would read as anything else. */
export const newPassword = (): string => randomBytes(24).toString('base64url');
