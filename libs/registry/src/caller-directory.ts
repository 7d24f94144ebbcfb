import type { Micros } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { ApiTokenRecord, Author, UserRecord } from './records.js';

export type SessionKind = 'session' | 'link';

/** A session that has not ended, with its user. */
export interface OpenSession {
  readonly user: UserRecord;
  readonly expiresAt: Micros;
}

/**
 * Who may call over HTTP. Sessions are work in progress: they leave no change record, and only hashes of their tokens
 * are kept. A session or token of a disabled user, or one that has ended, is none.
 */
export interface CallerDirectory {
  saveUser(user: UserRecord, author?: Author): Promise<Outcome>;
  /** As saveUser, but `duplicate` when there is one of that id. */
  addUser(user: UserRecord, author?: Author): Promise<Outcome>;
  user(id: string): Promise<UserRecord | undefined>;
  users(): Promise<UserRecord[]>;

  /** `kind` link: to be exchanged for a session, once. Removes what has ended. */
  openSession(tokenHash: string, user: string, kind: SessionKind, expiresAt: Micros): Promise<Outcome>;
  /** One indexed query. */
  session(tokenHash: string): Promise<OpenSession | undefined>;
  extendSession(tokenHash: string, expiresAt: Micros): Promise<void>;
  closeSession(tokenHash: string): Promise<void>;
  /** Ends the sessions and links of a user, all but one when `except` names it; answers how many. */
  closeSessionsOf(user: string, except?: string): Promise<number>;
  /** Turns a login link into a session, once, whoever else tries at the same time; undefined when there is none. */
  exchangeLink(linkHash: string, tokenHash: string, expiresAt: Micros): Promise<OpenSession | undefined>;

  saveApiToken(token: ApiTokenRecord, author?: Author): Promise<Outcome>;
  apiTokens(): Promise<ApiTokenRecord[]>;
  /** The valid token of that hash and its maker. One indexed query. */
  apiTokenOf(secretHash: string): Promise<{ readonly token: ApiTokenRecord; readonly maker: UserRecord } | undefined>;
}
