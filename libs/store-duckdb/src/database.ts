import { version } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '@yanshou/telemetry';
import { EngineInstance } from './engine-instance.js';
import type { DuckDbStoreOptions, Lease } from './engine-instance.js';
import { asFailure, engineTooOld, invalidates, storeClosed } from './store-failures.js';
import { StoreLock, trueStorePath } from './store-lock.js';

/** Rows of a row group, DuckDB's unit of storage. */
export const ROW_GROUP = 122_880;
/**
 * A row group that several transactions appended to keeps a block of 256 KiB in memory until the file is opened again,
 * whatever the memory limit. At the first bound the file is opened again when nobody is reading, at the second anyhow.
 */
const RENEW_BLOCKS = 160;
const RENEW_BLOCKS_NOW = 280;

/** The store's file: one open instance at a time, a writing connection used by one task at a time, readers on demand. */
export class Database {
  private instance: Promise<EngineInstance> | undefined;
  /** The instance before, until nothing of it is left. */
  private leaving: Promise<void> = Promise.resolve();
  private closed = false;
  private closing: Promise<void> | undefined;
  /** Tasks that were accepted. */
  private active = 0;
  private whenUnused: (() => void) | undefined;
  private writing: Promise<unknown> = Promise.resolve();
  private heldBlocks = 0;
  private readonly lock: StoreLock;
  readonly file: string;

  private constructor(private readonly options: DuckDbStoreOptions) {
    assertEngine(version());
    this.file = trueStorePath(options.file);
    this.lock = StoreLock.acquire(this.file);
  }

  /** Throws `store-locked`, `store-damaged`, `store-unavailable` or `store-engine-too-old`. */
  static async open(options: DuckDbStoreOptions): Promise<Database> {
    const database = new Database(options);
    try {
      await database.current();
      return database;
    } catch (error) {
      database.lock.release();
      throw asFailure(error, database.file);
    }
  }

  /** `close` has been called. */
  get ended(): boolean {
    return this.closed;
  }

  /** Runs tasks that write one after the other. */
  write<T>(task: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.accept(() => {
      const result = this.writing.then(() => this.renewWhenDue()).then(() => this.attempt((instance) => task(instance.writer), failedInEngine));
      this.writing = result.catch(() => undefined);
      return result;
    });
  }

  /** Runs a task on a connection of its own: it sees what was committed when its (trans)action began. */
  read<T>(task: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.accept(() => this.attempt(async (instance) => {
      const lease = await instance.lease();
      try {
        return await task(lease.connection);
      } finally {
        await lease.end();
      }
    }));
  }

  /** A connection for a stream; its steps go through `guarded`, and `end` gives it back. */
  lease(): Promise<Lease> {
    return this.accept(() => this.attempt((instance) => instance.lease()));
  }

  /** A step of a stream: maps engine errors to faults; refused once closed. */
  guarded<T>(task: () => Promise<T>): Promise<T> {
    return this.accept(() => this.mapped(task));
  }

  /** To be told of what a transaction appended: rows, by table. */
  appended(...rows: readonly number[]): void {
    for (const count of rows) this.heldBlocks += Math.min(1, count / ROW_GROUP);
  }

  /** Refuses new tasks, waits for those under way and for a start, and closes; streams end at their next page with `store-closed`. Idempotent. */
  close(): Promise<void> {
    this.closed = true;
    this.closing ??= this.shut();
    return this.closing;
  }

  private async shut(): Promise<void> {
    if (this.active > 0) await new Promise<void>((resolve) => (this.whenUnused = resolve));
    const instance = await this.instance?.catch(() => undefined);
    if (instance) this.drop(instance);
    await this.leaving;
    this.lock.release();
  }

  private async accept<T>(task: () => Promise<T>): Promise<T> {
    if (this.closed) throw storeClosed(this.file);
    this.active += 1;
    try {
      return await task();
    } finally {
      this.active -= 1;
      if (this.active === 0) this.whenUnused?.();
    }
  }

  /** The instance is given up, and the file opened again by the next task, after errors that are `fatal`. */
  private attempt<T>(task: (instance: EngineInstance) => Promise<T>, fatal = invalidates): Promise<T> {
    return this.mapped(async () => {
      let instance = await this.current();
      // It may be given up while it is waited for.
      while (instance.retired) instance = await this.current();
      try {
        return await instance.use(() => task(instance));
      } catch (error) {
        if (fatal(error)) this.drop(instance);
        throw error;
      }
    });
  }

  private async mapped<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      throw asFailure(error, this.file);
    }
  }

  /** The open instance; opens the file when there is none, and never before everything of the one before is closed. */
  private current(): Promise<EngineInstance> {
    if (this.instance) return this.instance;
    const opening = this.leaving.then(() => EngineInstance.open(this.file, this.options));
    this.instance = opening;
    this.heldBlocks = 0;
    opening.catch(() => (this.instance = undefined));
    return opening;
  }

  private drop(instance: EngineInstance): void {
    if (instance.retired) return;
    this.instance = undefined;
    this.leaving = instance.retire();
    this.leaving.catch(() => undefined);
  }

  private async renewWhenDue(): Promise<void> {
    if (this.heldBlocks < RENEW_BLOCKS) return;
    const instance = await this.instance?.catch(() => undefined);
    if (instance && (this.heldBlocks >= RENEW_BLOCKS_NOW || !instance.busy)) this.drop(instance);
  }
}

/** A commit that met a full disk can leave its transaction behind, and no checkpoint is possible any more. */
const failedInEngine = (error: unknown): boolean => !(error instanceof Failure);

function assertEngine(found: string): void {
  const [, major = 0, minor = 0] = (/^v?(\d+)\.(\d+)/.exec(found) ?? []).map(Number);
  if (major < 1 || (major === 1 && minor < 5)) throw engineTooOld(found);
}
