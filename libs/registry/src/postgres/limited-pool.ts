import { Socket } from 'node:net';
import { Failure } from '@yanshou/telemetry';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { cancelled, notConnected, silent } from './postgres-failures.js';

export interface PoolLimits {
  /** For a connection that is made. */
  readonly connectSeconds: number;
  /** For a free one while all are in use; no longer than a statement may take. */
  readonly waitSeconds: number;
  /** Told to the server as well: it ends a statement after that time by itself. */
  readonly statementSeconds: number;
  /** The setting that `statementSeconds` comes from: for whoever has to raise it. */
  readonly setting: string;
  readonly closeSeconds: number;
}

/** The server ends a statement at its limit and says so: only one that does not even say so is cut off here. */
const GRACE_SECONDS = 5;
const MILLIS = 1_000;
/** Something on the way may forget a connection that says nothing for minutes. */
const KEEP_ALIVE_SECONDS = 30;
/** By its statement_timeout, or by somebody's pg_cancel_backend. */
const QUERY_CANCELED = '57014';

/** A question that waits for its answer. */
interface InHand {
  hasten(seconds: number): void;
  abandon(failure: Failure): void;
}

/**
 * A pool for Kysely's PostgresDialect that waits for no statement for ever. A server that has not answered one within its
 * limit is cut off (`registry-silent`), and the connection is never used again; one that ended it is quoted
 * (`registry-statement-limit`). Both are retryable.
 */
export class LimitedPool implements PostgresPool {
  private readonly inHand = new Set<InHand>();
  private hurried = false;
  private lost: Failure | undefined;
  private readonly sockets = new Set<Socket>();
  private readonly pool: pg.Pool;

  constructor({ max, ...address }: pg.PoolConfig, private readonly limits: PoolLimits) {
    const config: pg.ClientConfig = {
      ...address, statement_timeout: limits.statementSeconds * MILLIS, connectionTimeoutMillis: limits.connectSeconds * MILLIS,
      keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_SECONDS * MILLIS, stream: () => this.socket(),
    };
    // The limit of the pool is for a free connection as well: a server that does not answer is given up sooner, by the connection's own.
    const Client = class extends pg.Client { constructor() { super(config); } };
    this.pool = new pg.Pool({ max, Client, connectionTimeoutMillis: Math.max(limits.waitSeconds, limits.connectSeconds) * MILLIS });
    // A connection lost while idle is replaced by the next query; without a listener it would end the process.
    this.pool.on('error', () => undefined);
    // The pool listens to idle connections only: one lost in the middle of its use would end the process as well. Its query is rejected all the same.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Failure `registry-unreachable`, `registry-credentials-refused` or `registry-database-missing` (all retryable) when there is no connection in time. */
  async connect(): Promise<PostgresPoolClient> {
    if (this.lost !== undefined) throw this.lost;
    const asked = this.pool.connect();
    const client = await this.within(asked).catch((error: unknown) => {
      void asked.then((late) => late.release(true), () => undefined);
      throw error instanceof Failure ? error : notConnected(error);
    });
    let broken: Failure | undefined;
    const query = async (text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<unknown>> => {
      broken ??= this.lost;
      if (broken !== undefined) throw broken;
      return this.within<PostgresQueryResult<unknown>>(client.query(text, [...parameters]) as Promise<pg.QueryResult & PostgresQueryResult<unknown>>).catch((error: unknown) => {
        if (codeOf(error) === QUERY_CANCELED) throw cancelled(this.limits.statementSeconds, this.limits.setting, error);
        if (error instanceof Failure) broken = error;
        throw error;
      });
    };
    // A client that is released with an error is not used again, and its socket is torn down where a statement is still in hand.
    return { query: query as PostgresPoolClient['query'], release: () => client.release(broken) };
  }

  /** From now on the server has `closeSeconds` for what is in hand; when it has not answered one thing by then, nothing more is asked of it. */
  hasten(): void {
    this.hurried = true;
    for (const one of this.inHand) one.hasten(this.limits.closeSeconds);
  }

  /** Takes no longer than the time of closing: a server that does not even say goodbye is hung up on. */
  async end(): Promise<void> {
    this.hasten();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => void (timer = setTimeout(resolve, this.limits.closeSeconds * MILLIS)));
    const ended = this.pool.end().then(() => Promise.all([...this.sockets].map((socket) => new Promise((resolve) => void socket.once('close', resolve)))));
    await Promise.race([ended, late]).finally(() => clearTimeout(timer));
    for (const socket of this.sockets) socket.destroy();
  }

  private socket(): Socket {
    const socket = new Socket();
    this.sockets.add(socket);
    return socket.once('close', () => this.sockets.delete(socket));
  }

  /** Rejects with `registry-silent` after the limit; what comes then is nobody's. */
  private within<T>(asked: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const seconds = this.hurried ? this.limits.closeSeconds : this.limits.statementSeconds + GRACE_SECONDS;
      const abandon = (failure: Failure): void => {
        clearTimeout(timer);
        this.inHand.delete(entry);
        reject(failure);
      };
      const giveUp = (after: number): void => {
        abandon(silent(after));
        if (this.hurried) this.lose(silent(after));
      };
      let timer = setTimeout(giveUp, seconds * MILLIS, seconds);
      const hasten = (sooner: number): void => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, sooner * MILLIS, sooner);
      };
      const entry: InHand = { hasten, abandon };
      this.inHand.add(entry);
      void asked.finally(() => {
        clearTimeout(timer);
        this.inHand.delete(entry);
      }).then(resolve, reject);
    });
  }

  private lose(failure: Failure): void {
    if (this.lost !== undefined) return;
    this.lost = failure;
    for (const one of [...this.inHand]) one.abandon(failure);
  }
}

const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown } | null)?.code;
