import type { Identity } from './identity.js';
import { principalName } from './identity.js';
import { equalHashes, hashSecret } from './secret.js';

/** One secret of a principal. A principal has several while a secret is being rotated. */
export interface CredentialRow extends Identity {
  /** `hashSecret(pepper, secret)`. */
  readonly secretHash: string;
  readonly revoked: boolean;
  /** `secretVerifier(secret)`, for brokers that check secrets themselves; secrets issued by older versions have none. */
  readonly verifier?: string;
  /** When it was issued, microseconds since 1970. */
  readonly issuedAt?: number;
}

export interface CredentialRequest {
  readonly username?: string | undefined;
  readonly password?: Buffer | undefined;
  /** CN of a client certificate that the transport has verified. */
  readonly certificateName?: string | undefined;
}

/** Called with `{project}/{principal}` once one of its secrets is no longer valid. */
export type RevocationListener = (principal: string) => void;

/** All valid credentials in memory: a connection is decided without a query. */
export class CredentialTable {
  private byHash = new Map<string, CredentialRow>();
  private byPrincipal = new Map<string, Map<string, CredentialRow>>();
  private readonly listeners = new Set<RevocationListener>();
  /** Grows with every secret that is added or removed. */
  version = 0;

  constructor(private readonly pepper: string | Buffer) {}

  /** Replaces the whole table; every principal that loses a valid secret is reported. */
  replace(rows: Iterable<CredentialRow>): void {
    const before = this.byHash;
    this.version += 1;
    this.byHash = new Map();
    this.byPrincipal = new Map();
    for (const row of rows) if (!row.revoked) this.add(row);
    const lost = new Set<string>();
    for (const row of before.values()) if (!this.isSame(row)) lost.add(principalName(row));
    for (const principal of lost) this.report(principal);
  }

  /** Adds a secret or changes it; a row marked revoked removes that one secret. Idempotent. */
  upsert(row: CredentialRow): void {
    const before = this.byHash.get(row.secretHash);
    if (before !== undefined) this.remove(before);
    if (!row.revoked) this.add(row);
    if (before !== undefined && !this.isSame(before)) this.report(principalName(before));
  }

  /** Removes every secret of a principal (`{project}/{principal}`). Idempotent. */
  revoke(principal: string): void {
    const rows = this.byPrincipal.get(principal);
    if (rows === undefined) return;
    for (const row of [...rows.values()]) this.remove(row);
    this.report(principal);
  }

  /** Returns a function that takes the listener off again. */
  onRevoked(listener: RevocationListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /**
   * Who this is: by client certificate, by `{project}/{principal}` and secret, or by the secret as user name with
   * no password. Undefined for everything else; never throws.
   */
  authenticate(request: CredentialRequest): Identity | undefined {
    const { username = '', password, certificateName } = request;
    const certified = certificateName === undefined ? undefined : this.byPrincipal.get(certificateName);
    if (certified !== undefined) return username === '' || username === certificateName ? identityOf(firstRow(certified)) : undefined;
    if (username === '') return undefined;
    if (password === undefined || password.length === 0) return identityOf(this.byHash.get(hashSecret(this.pepper, username)));
    return identityOf(this.byNameAndSecret(username, password));
  }

  /** The principal `{project}/{principal}` if it has a valid secret: whose right to be here is already proven. */
  find(principal: string): Identity | undefined {
    const rows = this.byPrincipal.get(principal);
    return rows === undefined ? undefined : identityOf(firstRow(rows));
  }

  /** Every valid secret. */
  rows(): IterableIterator<CredentialRow> {
    return this.byHash.values();
  }

  private byNameAndSecret(principal: string, secret: Buffer): CredentialRow | undefined {
    const presented = hashSecret(this.pepper, secret);
    for (const row of this.byPrincipal.get(principal)?.values() ?? []) if (equalHashes(presented, row.secretHash)) return row;
    return undefined;
  }

  private add(row: CredentialRow): void {
    this.version += 1;
    const principal = principalName(row);
    const rows = this.byPrincipal.get(principal) ?? new Map<string, CredentialRow>();
    rows.set(row.secretHash, row);
    this.byPrincipal.set(principal, rows);
    this.byHash.set(row.secretHash, row);
  }

  private remove(row: CredentialRow): void {
    this.version += 1;
    const principal = principalName(row);
    const rows = this.byPrincipal.get(principal);
    rows?.delete(row.secretHash);
    if (rows?.size === 0) this.byPrincipal.delete(principal);
    this.byHash.delete(row.secretHash);
  }

  private isSame(row: CredentialRow): boolean {
    const now = this.byHash.get(row.secretHash);
    return now !== undefined && now.kind === row.kind && principalName(now) === principalName(row);
  }

  private report(principal: string): void {
    for (const listener of this.listeners) listener(principal);
  }
}

const firstRow = (rows: Map<string, CredentialRow>): CredentialRow | undefined => rows.values().next().value;

const identityOf = (row: CredentialRow | undefined): Identity | undefined =>
  row === undefined ? undefined : { project: row.project, principal: row.principal, kind: row.kind };
